/** How much of a sample is memory. */
import type { CopiedPassage } from '../../protocol/metrics';
import { VerbatimSearch } from '../../text/measures/verbatim';
import { countCodePoints, type Corpus } from '../../text/tokens/corpus';
import type { Pause } from '../../training/pause';

const tokensAtOnce = 10_000;

/** The sample's longest passage that the text, as the model read it, holds word for word. */
export async function copiedPassage(
  sample: string,
  { ids, vocabulary, tokeniser }: Corpus,
  pause: Pause,
): Promise<CopiedPassage> {
  const search = new VerbatimSearch(sample);
  // A few tokens at a time: the text as an array of all its tokens would take many times its own memory.
  for (let start = 0; start < ids.length; start += tokensAtOnce) {
    const part = vocabulary.tokens(ids.subarray(start, start + tokensAtOnce)).join(tokeniser.separator);
    search.read(start === 0 ? part : tokeniser.separator + part);
    await pause();
  }
  const { text, share } = search.longest;
  return { characters: countCodePoints(text), share };
}
