import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextEvaluation } from '../../../src/protocol/worker';
import { evaluationMessages } from '../../../src/words/evaluation';
import { said } from '../said';

const evaluation = (unknownTokens: number): TextEvaluation => ({
  data: 'text',
  notes: [],
  model: 'novel',
  tokens: 100,
  characters: 100,
  loss: 0.17,
  perplexity: 1.18,
  bitsPerCharacter: 5.65,
  logProbability: -17,
  unknownTokens,
  readsAhead: false,
});

test('a low perplexity on a text that the model does not know is explained', () => {
  const sentences = (unknownTokens: number): string[] =>
    evaluationMessages('诗.txt', evaluation(unknownTokens)).map(said);
  assert.equal(sentences(49).length, 1);
  const [, explained] = sentences(93);
  assert.match(explained!, /^93% of "诗\.txt" is unknown to "novel".*a low perplexity says nothing here\./);
  const learning = { loss: 1, bitsPerCharacter: 1, tokens: 100, counting: { loss: 1, bitsPerCharacter: 1 } };
  const all = evaluationMessages('诗.txt', { ...evaluation(93), learning }).map(said);
  assert.equal(all.at(-1), explained);
});
