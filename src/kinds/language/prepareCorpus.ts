/** A text made ready for training: encoded, split, and with a batch that fits it. */
import { UnrollError } from '../../protocol/errors';
import type { CorpusSummary } from '../../protocol/metrics';
import type { LanguageModelOptions, TrainingOptions } from '../../options/language';
import type { TextSource } from '../../protocol/textSource';
import type { Pause } from '../../training/pause';
import type { ReadFiles } from '../../training/readFiles';
import type { ReadText } from '../../training/readSource';
import type { DividedFile } from '../../text/collection/divide';
import { readOptions } from '../../options/read';
import { message } from '../../words/message';
import type { StoredSource, StoredVocabulary } from '../../store/types';
import { countCharacters } from '../../text/measures/bits';
import { runWithPauses } from '../../text/pausable';
import { digestOfText } from '../../text/tokens/clean';
import { encoding, type Corpus, type KnownTokens, type TextOptions } from '../../text/tokens/corpus';
import { Vocabulary } from '../../text/tokens/vocabulary';
import { mostRows, tokensForOneBatch } from '../../text/batches/batches';
import type { Message } from '../../protocol/message';

export interface PreparedCorpus {
  corpus: Corpus;
  trainingIds: Int32Array;
  validationIds: Int32Array;
  tokensPerCharacter: number;
  /** Share of the held-out tokens that the vocabulary does not know. */
  unknownShare: number;
  summary: CorpusSummary;
  sha256: string;
  /** The options with a batch that fits the text. */
  training: TrainingOptions;
  notes: Message[];
  /** Of several files, how much of each was read and held out. */
  files?: DividedFile[];
}

/** Fewer tokens than this teach nothing. */
const fewestTokens = 100;
/** Below this, nothing is held out: neither part would say anything. */
const fewestTokensToSplit = 1000;

/**
 * @param known of the model whose weights are trained on
 * @throws UnrollError 'text-too-short', 'bad-options' if the options leave nothing of the text, and what `pause` throws
 */
export async function prepareCorpus(
  name: string,
  { text, notes: ofReading, heldOutFrom, files }: ReadText & Partial<ReadFiles>,
  options: LanguageModelOptions,
  pause: Pause,
  known?: StoredVocabulary,
): Promise<PreparedCorpus> {
  const corpus = await runWithPauses(encoding(text, options.text, known && knownTokens(known), heldOutFrom), pause);
  assertLeft(name, corpus, options.text);
  const { ids, vocabulary, tokeniser } = corpus;
  if (ids.length < fewestTokens) {
    const tokens = message(`text.tokens.${options.text.tokenisation}`, { count: ids.length });
    throw new UnrollError('text-too-short', message('error.textTooShort', { name, tokens, fewest: fewestTokens }));
  }
  const notes = [...ofReading, ...(known ? unknownNotes(name, corpus) : [])];
  const heldOut = ids.length < fewestTokensToSplit ? 0 : heldOutOf(corpus, heldOutFrom, options.training);
  if (heldOut === 0 && options.training.validationFraction > 0) notes.push(message('note.tooShortToHoldOut'));
  const trainingIds = ids.subarray(0, ids.length - heldOut);
  const validationIds = ids.subarray(ids.length - heldOut);
  const training = fitBatch(trainingIds.length, options.training);
  if (training.batchSize !== options.training.batchSize || training.timeSteps !== options.training.timeSteps)
    notes.push(message('note.shortText', { rows: training.batchSize, steps: training.timeSteps }));
  return {
    corpus,
    trainingIds,
    validationIds,
    tokensPerCharacter: ids.length / Math.max(1, countCharacters(ids, vocabulary, tokeniser)),
    unknownShare: validationIds.filter(id => id === 0).length / Math.max(1, heldOut),
    summary: {
      name,
      characters: corpus.characters,
      tokens: ids.length,
      vocabularySize: vocabulary.size,
      validationTokens: heldOut,
    },
    sha256: digestOfText(text),
    training,
    notes,
    ...(files ? { files } : {}),
  };
}

/** Tokens from the end: those of the held-out part of several files, else a share. */
function heldOutOf(
  { ids, tokensBefore }: Corpus,
  heldOutFrom: number | undefined,
  { validationFraction }: TrainingOptions,
): number {
  const share = Math.floor(ids.length * validationFraction);
  if (heldOutFrom === undefined) return share;
  const own = ids.length - tokensBefore;
  // Where only the first tokens are read, they may all be of the rest.
  return own > 0 || share === 0 ? Math.max(0, own) : share;
}

const knownTokens = ({ vocabulary, frequencies, merges }: StoredVocabulary): KnownTokens => ({
  vocabulary: Vocabulary.fromTokens(vocabulary, frequencies),
  merges,
});

/** A model that knows less than this of a text has nothing to build on. */
const fewestKnown = 0.5;

/** What of a further text the model's vocabulary does not hold. @throws UnrollError 'bad-options' where that is most of it */
function unknownNotes(name: string, { tokens, unknown }: Corpus): Message[] {
  if (unknown.tokens > (1 - fewestKnown) * tokens)
    throw new UnrollError('bad-options', message('error.mostlyUnknown', { name, share: unknown.tokens / tokens }));
  return unknown.tokens === 0
    ? [message('note.allKnown', { tokens })]
    : [message('note.unknownToParent', { count: unknown.tokens, tokens, types: unknown.types })];
}

/** Refuses options that leave nothing of the text, and names the number that works. */
function assertLeft(
  name: string,
  { ids, vocabulary, highestFrequency }: Corpus,
  { clean, minFrequency }: Pick<TextOptions, 'clean' | 'minFrequency'>,
): void {
  if (ids.length === 0 && clean) throw new UnrollError('bad-options', message('error.nothingLeftByCleaning', { name }));
  if (minFrequency > highestFrequency && vocabulary.size === 1)
    throw new UnrollError('bad-options', message('error.allTooRare', { name, minFrequency, count: highestFrequency }));
}

/** What a model's folder keeps of the text it was made from. */
export const storedSource = ({ summary, sha256 }: PreparedCorpus, source: TextSource): StoredSource => ({
  name: summary.name,
  sha256,
  characters: summary.characters,
  ...(source.uri === undefined ? {} : { uri: source.uri }),
  ...(source.kind === 'files'
    ? { collection: { base: source.base, reading: readOptions('files', source.reading) } }
    : {}),
});

export const storedVocabulary = ({ corpus }: PreparedCorpus): StoredVocabulary => ({
  vocabulary: [...corpus.vocabulary.list],
  frequencies: [...corpus.vocabulary.frequencies],
  ...(corpus.merges ? { merges: corpus.merges } : {}),
});

/** Halves the batch, then the time steps, until an epoch has a handful of updates; it grows as far as the text has rows. */
function fitBatch(tokens: number, options: TrainingOptions): TrainingOptions {
  const wanted = Math.min(4, Math.max(1, Math.floor(tokens / (options.batchSize * options.timeSteps))));
  let { batchSize, timeSteps } = options;
  const fits = (): boolean =>
    tokensForOneBatch({ batchSize, timeSteps }) + (wanted - 1) * batchSize * timeSteps <= tokens;
  while (!fits() && batchSize > 4) batchSize = Math.ceil(batchSize / 2);
  while (!fits() && timeSteps > 8) timeSteps = Math.ceil(timeSteps / 2);
  let { batchRamp } = options;
  while (batchRamp > 1 && tokensForOneBatch({ batchSize: mostRows({ batchSize, batchRamp }), timeSteps }) > tokens)
    batchRamp--;
  return { ...options, batchSize, batchRamp, timeSteps };
}
