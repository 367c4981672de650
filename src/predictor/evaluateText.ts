/** How well a model expects a text or a sentence. */
import { UnrollError } from '../protocol/errors';
import type { TextSource } from '../protocol/textSource';
import type { CompletionFigures } from '../protocol/completion';
import type { LearningFigure } from '../protocol/metrics';
import type { TextEvaluation } from '../protocol/worker';
import { bitsOfUnknown, bitsPerCharacter } from '../text/measures/bits';
import { runWithPauses } from '../text/pausable';
import { digestOfText } from '../text/tokens/clean';
import { encodingWith } from '../text/tokens/corpus';
import { cancellable, type Pause } from '../training/pause';
import { readText } from '../training/readSource';
import { message } from '../words/message';
import type { Reading } from './reading';

export interface EvaluatedModel extends Pick<Reading, 'vocabulary' | 'tokeniser'> {
  name: string;
  /** The SHA-256 of the text that it was trained on, as it is stored with it. */
  trainedOn: string;
  /** Whether it reads what follows a token before it predicts it. */
  readsAhead: boolean;
  /** Mean -log p in nats per token of ids[1..], each given all before it. */
  loss: (ids: Int32Array, pause: Pause) => Promise<number>;
  /** The same of all voices, which learn each token after they have predicted it; absent where there are none. */
  learning?: (ids: Int32Array, pause: Pause) => Promise<number | undefined>;
  /** The same of those that count, without the network. */
  counting?: (ids: Int32Array, pause: Pause) => Promise<number | undefined>;
  /** Keys that suggestions save on a text. */
  completion?: (text: string) => Promise<CompletionFigures[]>;
}

/** Reading with all voices is slower: of a longer text the beginning is read. */
const mostTokensLearned = 250_000;
/** A person types slowly: of a longer text the beginning is typed. */
const mostCharactersTyped = 4000;
export const firstTyped = (text: string): string => Array.from(text).slice(0, mostCharactersTyped).join('');

/** @throws UnrollError as `readSource` does; 'empty-text', 'cancelled' */
export async function evaluateText(
  { name, trainedOn, readsAhead, vocabulary, tokeniser, ...asked }: EvaluatedModel,
  source: TextSource,
  signal: AbortSignal,
): Promise<TextEvaluation> {
  const { text, notes } = await readText(source);
  const isKnown = digestOfText(text) === trainedOn;
  const pause = cancellable(signal, 20);
  const reading = encodingWith(vocabulary, tokeniser, text);
  const { ids, characters, unknownCharacters } = await runWithPauses(reading, pause);
  if (ids.length === 0)
    throw new UnrollError('empty-text', message('error.nothingLeftToEvaluate', { text: source.name, name }));
  const all = afterLineEnd(ids, vocabulary.index('\n'));
  const loss = await asked.loss(all, pause);
  const extra = bitsOfUnknown(unknownCharacters, characters, vocabulary);
  const first = ids.subarray(0, mostTokensLearned);
  const read = all.subarray(0, first.length + 1);
  const figure = (nats: number): LearningFigure => ({
    loss: nats,
    bitsPerCharacter: bitsPerCharacter(nats, ids.length, characters) + extra,
  });
  const learned = await asked.learning?.(read, pause);
  const counted = await asked.counting?.(read, pause);
  const completion = await asked.completion?.(firstTyped(text));
  return {
    data: 'text',
    notes: isKnown ? [...notes, message('evaluation.trainedOn', { name })] : notes,
    model: name,
    tokens: ids.length,
    characters,
    loss,
    perplexity: Math.exp(loss),
    bitsPerCharacter: bitsPerCharacter(loss, ids.length, characters) + extra,
    ...(learned === undefined
      ? {}
      : {
          learning: {
            tokens: first.length,
            ...figure(learned),
            ...(counted === undefined ? {} : { counting: figure(counted) }),
          },
        }),
    ...(completion ? { completion } : {}),
    logProbability: -loss * ids.length,
    unknownTokens: ids.reduce((count, id) => count + Number(id === 0), 0),
    readsAhead,
  };
}

/** A text begins where a line ends, so that its first token has a probability as well. */
function afterLineEnd(ids: Int32Array, lineEnd: number): Int32Array {
  const all = new Int32Array(ids.length + 1);
  all[0] = lineEnd;
  all.set(ids, 1);
  return all;
}
