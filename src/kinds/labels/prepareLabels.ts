/** Labelled texts made ready: labels numbered, split, read by statistics and encoded for the network. */
import * as crypto from 'node:crypto';
import { UnrollError } from '../../protocol/errors';
import type { Message } from '../../protocol/message';
import type { LabelOptions } from '../../options/labels';
import { EncodedSentences, reservedTokens } from '../../text/pairs/pairCorpus';
import type { EncodedTexts } from '../../text/labels/labelBatches';
import type { LabelledText } from '../../text/labels/labelledTexts';
import { groupingSimilar } from '../../text/labels/similarTexts';
import { splitLabelled } from '../../text/labels/splitLabelled';
import { Breath, runWithPauses, type Pausable } from '../../text/pausable';
import { learnBytePairs } from '../../text/tokens/bytePair';
import { IntegerList } from '../../text/tokens/integerList';
import { restoreTokeniser } from '../../text/tokens/corpus';
import type { Tokeniser } from '../../text/tokens/tokenise';
import { Vocabulary } from '../../text/tokens/vocabulary';
import type { StoredVocabulary } from '../../store/types';
import type { Pause } from '../../training/pause';
import { message } from '../../words/message';
import type { ReadLabels } from './readLabels';
import { Statistics, type LabelledSet } from './statistics';

/** A label with fewer texts cannot stand on three sides. */
const fewestTexts = 3;
/** A label with fewer is hardly learned, and its figures say little. */
const fewTexts = 20;
/** The commonest label has so many times the texts of the rarest: said. */
const uneven = 10;
const mostLabels = 1000;
/** Labels that a note names. */
const named = 5;

export interface LabelSet extends LabelledSet {
  encoded: EncodedTexts;
}

export interface PreparedLabels {
  /** C, the commonest first; those of a model that is trained further before new ones. */
  labels: string[];
  /** Texts of each. */
  counts: number[];
  vocabulary: Vocabulary;
  tokeniser: Tokeniser;
  merges?: [string, string][];
  training: LabelSet;
  validation: LabelSet;
  test: LabelSet;
  statistics: Statistics;
  /** Fingerprints of all texts that the network will have learned from. */
  learned: number[];
  tokens: number;
  notes: Message[];
}

/**
 * @param known of the model whose weights are trained on: its labels come first, its tokens are read, its texts judge nothing
 * @throws UnrollError 'bad-options' where there is no choice of labels, or some of the known ones have no texts
 */
export async function prepareLabels(
  { name, texts: read, notes: ofReading }: ReadLabels,
  { text, training }: LabelOptions,
  pause: Pause,
  known?: KnownLabels,
): Promise<PreparedLabels> {
  const counted = countsOf(read);
  const kept = inOrderOf(
    known?.labels ?? [],
    counted.filter(([, count]) => count >= fewestTexts),
  );
  if (known) assertNoneForgotten(name, known, kept);
  if (kept.length < 2) throw new UnrollError('bad-options', message('error.oneLabel', { name, fewest: fewestTexts }));
  if (kept.length > mostLabels)
    throw new UnrollError(
      'bad-options',
      message('error.tooManyLabels', { name, count: kept.length, most: mostLabels }),
    );
  const labels = kept.map(([label]) => label);
  const place = new Map(labels.map((label, index) => [label, index]));
  const labelled = read.flatMap(({ text: body, label }) => {
    const index = place.get(label);
    return index === undefined ? [] : [{ text: body, label: index }];
  });
  const all = labelled.map(({ text: body }) => body);
  const allLabels = Int32Array.from(labelled, ({ label }) => label);
  const groups = await runWithPauses(groupingSimilar(all), pause);
  const fingerprints = all.map(fingerprintOf);
  const before = new Set(known?.learned);
  const isLearned = (index: number): boolean => before.has(fingerprints[index]!);
  const split = splitLabelled(allLabels, groups, training.validationFraction, training.seed, isLearned);
  const part = (places: Int32Array): LabelledSet => ({
    texts: Array.from(places, index => all[index]!),
    labels: Int32Array.from(places, index => allLabels[index]!),
  });
  const [learned, chosen, judged] = [part(split.training), part(split.validation), part(split.test)];
  const statistics = await runWithPauses(Statistics.training(learned, chosen, labels.length, training.seed), pause);
  const { reading, encoded } = known
    ? { reading: known.reading, encoded: undefined }
    : await runWithPauses(readingAndEncoding(learned.texts, text), pause);
  const withEncoded = async (set: LabelledSet, done?: EncodedSentences): Promise<LabelSet> => {
    const texts = done ?? (await runWithPauses(encodingTexts(set.texts, reading, text.maxLength), pause));
    return { ...set, encoded: { texts, labels: set.labels } };
  };
  const first = await withEncoded(learned, encoded);
  const [second, third] = [await withEncoded(chosen), await withEncoded(judged)];
  const similar = groups.length - new Set(groups).size;
  return {
    labels,
    counts: kept.map(([, count]) => count),
    ...reading,
    training: first,
    validation: second,
    test: third,
    statistics,
    learned: [...new Set([...before, ...Array.from(split.training, index => fingerprints[index]!)])].sort(
      (a, b) => a - b,
    ),
    tokens: [first, second, third].reduce((sum, { encoded: { texts } }) => sum + texts.tokens, 0),
    notes: [
      ...ofReading,
      ...notesOn(counted, similar, judged.labels.length),
      ...(known ? notesOnFurther(known, kept, first) : []),
    ],
  };
}

/** The commonest first; equal ones in the order first seen. */
export function countsOf(texts: readonly LabelledText[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { label } of texts) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function notesOn(counted: readonly [string, number][], similar: number, judged: number): Message[] {
  const list = (some: readonly [string, number][]): Message[] => [
    ...some.slice(0, named).map(([label, count]) => message('labels.count', { label, count })),
    ...(some.length > named ? [message('labels.more')] : []),
  ];
  const leftOut = counted.filter(([, count]) => count < fewestTexts);
  const small = counted.filter(([, count]) => count >= fewestTexts && count < fewTexts);
  const [most, least] = [counted[0]![1], counted.findLast(([, count]) => count >= fewestTexts)![1]];
  return [
    ...(leftOut.length > 0 ? [message('note.labelsLeftOut', { count: leftOut.length, labels: list(leftOut) })] : []),
    ...(small.length > 0 ? [message('note.labelsSmall', { count: small.length, labels: list(small) })] : []),
    ...(most >= uneven * least
      ? [message('note.labelsUneven', { label: counted[0]![0], times: Math.round(most / least) })]
      : []),
    ...(similar > 0 ? [message('note.similarTexts', { count: similar })] : []),
    ...(judged === 0 ? [message('note.nothingToJudge')] : []),
  ];
}

/** What a model brings that is trained further. */
export interface KnownLabels {
  model: string;
  labels: readonly string[];
  reading: Reading;
  /** Undefined: it does not know what it has learned from. */
  learned: readonly number[] | undefined;
}

export function knownLabels(
  model: string,
  [tokens, ofLabels]: readonly StoredVocabulary[],
  { tokenisation }: Pick<LabelOptions['text'], 'tokenisation'>,
): KnownLabels | undefined {
  if (!tokens || !ofLabels) return undefined;
  const { merges } = tokens;
  const reading: Reading = {
    vocabulary: Vocabulary.fromTokens(tokens.vocabulary, tokens.frequencies),
    tokeniser: restoreTokeniser({ tokenisation, clean: false }, merges),
    ...(merges ? { merges } : {}),
  };
  return { model, labels: ofLabels.vocabulary.slice(1), reading, learned: ofLabels.learned };
}

/** Of a text in hexadecimal digits. Before 20.12 Node has no `hash`, which takes a third of the time. */
const sha256 = ((hash: typeof crypto.hash | undefined) =>
  hash
    ? (text: string): string => hash('sha256', text)
    : (text: string): string => crypto.createHash('sha256').update(text).digest('hex'))(crypto.hash);

/** 48 bits: of 100 000 texts hardly any two have the same. */
const fingerprintOf = (text: string): number => parseInt(sha256(text).slice(0, 12), 16);

const inOrderOf = (known: readonly string[], counted: readonly [string, number][]): [string, number][] => {
  const counts = new Map(counted);
  return [
    ...known.map((label): [string, number] => [label, counts.get(label) ?? 0]),
    ...counted.filter(([label]) => !known.includes(label)),
  ];
};

/** A label without texts would be unlearned, and nobody would notice: none of them is left to judge. */
function assertNoneForgotten(name: string, { model, labels }: KnownLabels, kept: readonly [string, number][]): void {
  const missing = kept.slice(0, labels.length).filter(([, count]) => count === 0);
  if (missing.length === 0) return;
  const missed = missing.slice(0, named).map(([label]) => message('name', { name: label }));
  throw new UnrollError(
    'bad-options',
    message('error.labelsForgotten', {
      name,
      model,
      count: missing.length,
      fewest: fewestTexts,
      labels: missing.length > named ? [...missed, message('labels.more')] : missed,
    }),
  );
}

/** What is new to the model, and what it can tell. */
function notesOnFurther(
  { labels, learned }: KnownLabels,
  kept: readonly [string, number][],
  { encoded: { texts } }: LabelSet,
): Message[] {
  const fresh = kept.slice(labels.length).map(([label]) => message('name', { name: label }));
  const unknown = texts.packed().ids.filter(id => id === 0).length;
  const { tokens } = texts;
  return [
    ...(fresh.length > 0
      ? [
          message('note.labelsGrown', {
            count: fresh.length,
            labels: fresh.length > named ? [...fresh.slice(0, named), message('labels.more')] : fresh,
          }),
        ]
      : []),
    message('note.labelsUnknownTokens', { share: unknown / Math.max(1, tokens) }),
    ...(learned ? [] : [message('note.learnedUnknown')]),
  ];
}

export interface Reading {
  vocabulary: Vocabulary;
  tokeniser: Tokeniser;
  merges?: [string, string][];
}

/** In one pass over the tokens of the texts: what they are, and the texts in their numbers, as `encodingTexts` gives them. */
function* readingAndEncoding(
  texts: readonly string[],
  { tokenisation, bytePairVocabularySize, minFrequency, maxLength }: LabelOptions['text'],
): Pausable<{ reading: Reading; encoded: EncodedSentences }> {
  const learned =
    tokenisation === 'bpe' ? yield* learnBytePairs(texts.join('\n'), bytePairVocabularySize, false) : undefined;
  const tokeniser = learned ?? restoreTokeniser({ tokenisation, clean: false });
  // Numbered as they are first seen: the vocabulary's order is known only at the end.
  const provisional = new Map<string, number>();
  const counts = new IntegerList();
  const ids = new IntegerList();
  const ends = new IntegerList();
  const breath = new Breath();
  for (const text of texts) {
    const start = ids.length;
    let read = 0;
    yield* tokeniser.read(text, token => {
      read += token.length;
      if (!says(token)) return;
      let id = provisional.get(token);
      if (id === undefined) {
        provisional.set(token, (id = provisional.size));
        counts.push(0);
      }
      counts.increase(id, 1);
      if (ids.length - start < maxLength && read <= charactersFor(maxLength)) ids.push(id);
    });
    if (ids.length === start) ids.push(-1);
    ends.push(ids.length);
    if (breath.isDue(text.length)) yield;
  }
  const tokens = [...provisional.keys()];
  const vocabulary = Vocabulary.fromCounts(new Map(tokens.map((token, id) => [token, counts.at(id)])), {
    minFrequency,
    reserved: reservedTokens,
    keep: tokeniser.inventory ?? [],
  });
  const places = vocabulary.indices(tokens);
  return {
    reading: {
      vocabulary,
      tokeniser,
      ...(learned ? { merges: learned.merges.map(([left, right]): [string, string] => [left, right]) } : {}),
    },
    encoded: EncodedSentences.unpack({ ids: ids.view().map(id => places[id] ?? 0), ends: ends.view() }),
  };
}

/** Blanks between words say nothing of a label. */
export const says = (token: string): boolean => token.trim() !== '';

/** A token is rarely longer than this: what comes later is cut off anyway. */
const charactersFor = (maxLength: number): number => 40 * maxLength;

/** A text without a token that says anything is one unknown token. */
export function* encodingTexts(
  texts: readonly string[],
  { vocabulary, tokeniser }: Reading,
  maxLength: number,
): Pausable<EncodedSentences> {
  const encoded = new EncodedSentences();
  const breath = new Breath();
  for (const text of texts) {
    const ids = new IntegerList(64);
    yield* tokeniser.read(text.slice(0, charactersFor(maxLength)), token => {
      if (ids.length < maxLength && says(token)) ids.push(vocabulary.index(token));
    });
    if (ids.length === 0) ids.push(0);
    encoded.push(ids.view());
    if (breath.isDue(Math.min(text.length, charactersFor(maxLength)))) yield;
  }
  return encoded;
}
