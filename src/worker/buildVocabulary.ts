import { readOptions } from '../options/read';
import type { VocabularyReport, VocabularyRequest } from '../protocol/worker';
import { encodeText } from '../text/tokens/corpus';
import { thinRanks, zipfExponent } from '../text/counting/zipf';
import { readSource } from '../training/readSource';

const shownTokens = 100;
const shownRanks = 200;

/** @throws UnrollError for a source that is no text */
export async function buildVocabulary({ source, options }: VocabularyRequest): Promise<VocabularyReport> {
  const { vocabulary, tokens, characters } = encodeText(await readSource(source), readOptions('text', options));
  const falling = vocabulary.frequencies.slice(1).filter(frequency => frequency > 0);
  return {
    name: source.name,
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
