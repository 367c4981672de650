/** How much of a sample is memory: nobody should mistake a quotation for style. */
import type { CopiedPassage } from '../../protocol/metrics';
import { countCodePoints, type Corpus } from '../../text/tokens/corpus';
import { longestVerbatimRun } from '../../text/measures/verbatim';
import { detokenise } from '../../text/tokens/tokenise';

/** The sample's longest passage that the text, as the model read it, holds word for word. */
export function copiedPassage(sample: string, { ids, vocabulary, tokeniser }: Corpus): CopiedPassage {
  const text = detokenise(vocabulary.tokens(ids), tokeniser);
  const run = longestVerbatimRun(sample, text);
  return { characters: countCodePoints(run.text), share: run.share };
}
