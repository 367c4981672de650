import { readOptions } from '../options/read';
import type { VocabularyReport, VocabularyRequest } from '../protocol/worker';
import { runWithPauses } from '../text/pausable';
import { encoding } from '../text/tokens/corpus';
import { thinRanks, zipfExponent } from '../text/counting/zipf';
import { cancellable } from '../training/pause';
import { readText } from '../training/readSource';

const shownTokens = 100;
const shownRanks = 200;

/** @throws UnrollError for a source that is no text, and 'cancelled' */
export async function buildVocabulary(
  { source, options }: VocabularyRequest,
  signal: AbortSignal,
): Promise<VocabularyReport> {
  const { text, notes } = await readText(source);
  const work = encoding(text, readOptions('text', options));
  const { vocabulary, tokens, characters } = await runWithPauses(work, cancellable(signal));
  const falling = vocabulary.frequencies.slice(1).filter(frequency => frequency > 0);
  return {
    name: source.name,
    notes,
    characters,
    tokens,
    size: vocabulary.size,
    coverage: vocabulary.coverage,
    droppedTypes: vocabulary.droppedTypes,
    top: vocabulary.list
      .slice(1, 1 + shownTokens)
      .map((token, index) => ({ token, frequency: vocabulary.frequencies[index + 1]! })),
    zipf: thinRanks(falling, shownRanks),
    zipfExponent: zipfExponent(falling),
  };
}
