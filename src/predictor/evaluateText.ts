/** How well a model expects a text or a sentence. */
import { UnrollError } from '../protocol/errors';
import type { EvaluateTextRequest, TextEvaluation } from '../protocol/worker';
import { bitsPerCharacter } from '../text/measures/bits';
import { encodeWith } from '../text/tokens/corpus';
import { readGeneratingModel } from './generatingModel';
import { pauser } from '../training/pause';
import { readSource } from '../training/readSource';
import { message } from '../words/message';

/** @throws UnrollError as `openModel` and `readSource` do; 'cancelled' */
export async function evaluateText(
  { modelFolder, source }: EvaluateTextRequest,
  signal: AbortSignal,
): Promise<TextEvaluation> {
  const text = await readSource(source);
  const model = await readGeneratingModel(modelFolder, 'auto');
  try {
    const { vocabulary, tokeniser, manifest } = model;
    const { ids, characters } = encodeWith(vocabulary, tokeniser, text);
    if (ids.length === 0)
      throw new UnrollError(
        'empty-text',
        message('error.nothingLeftToEvaluate', { text: source.name, name: manifest.name }),
      );
    const pause = pauser();
    const loss = await model.loss(afterLineEnd(ids, vocabulary.index('\n')), async () => {
      await pause();
      if (signal.aborted) throw new UnrollError('cancelled', message('error.cancelled'));
    });
    return {
      model: manifest.name,
      tokens: ids.length,
      characters,
      loss,
      perplexity: Math.exp(loss),
      bitsPerCharacter: bitsPerCharacter(loss, ids.length, characters),
      logProbability: -loss * ids.length,
      unknownTokens: ids.reduce((count, id) => count + Number(id === 0), 0),
    };
  } finally {
    model.dispose();
  }
}

/** A text begins where a line ends, so that its first token has a probability as well. */
function afterLineEnd(ids: Int32Array, lineEnd: number): Int32Array {
  const all = new Int32Array(ids.length + 1);
  all[0] = lineEnd;
  all.set(ids, 1);
  return all;
}
