/** Counts as the arrays of a weights file. float32 holds whole numbers below 2^24 exactly. */
import { UnrollError } from '../../protocol/errors';
import type { StoredKind } from '../../store/models';
import type { NamedTensor } from '../../store/types';
import { NgramCounts, type SerialisedCounts } from '../../text/counting/ngramCounts';
import { message } from '../../words/message';

const names = ['parents', 'tokens', 'counts'] as const;
const mostExact = 2 ** 24;

/** What the folder of a table of n-grams holds. */
export const storedNgramModel: StoredKind<'ngram'> = {
  kind: 'ngram',
  vocabularies: 1,
  tensors: ({ parameters }) => names.map(name => ({ name: `ngram.${name}`, shape: [parameters] })),
};

/** [nodes] each. @throws UnrollError 'bad-options' for more sequences than can be kept */
export function tensorsOf(counts: NgramCounts): NamedTensor[] {
  const serialised = counts.serialise();
  const nodes = serialised.parents.length;
  if (nodes >= mostExact) throw new UnrollError('bad-options', message('error.tooManyNgrams'));
  return names.map(name => ({ name: `ngram.${name}`, shape: [nodes], data: Float32Array.from(serialised[name]) }));
}

/** @throws UnrollError 'model-damaged' */
export function countsOf(tensors: readonly NamedTensor[], order: number, vocabularySize: number): NgramCounts {
  const [parents, tokens, counts] = names.map(name => tensors.find(tensor => tensor.name === `ngram.${name}`)?.data);
  if (!parents || !tokens || !counts || tokens.length !== parents.length || counts.length !== parents.length)
    throw damaged('arrays are missing or of different lengths');
  if (!tokens.every(token => token >= 0 && token < vocabularySize)) throw damaged('a token is not in the vocabulary');
  const serialised: SerialisedCounts = {
    order,
    parents: Int32Array.from(parents),
    tokens: Int32Array.from(tokens),
    counts: Int32Array.from(counts),
  };
  try {
    return NgramCounts.restore(serialised);
  } catch (thrown) {
    throw damaged(String(thrown));
  }
}

const damaged = (detail: string): UnrollError =>
  new UnrollError('model-damaged', message('error.countsDamaged'), detail);
