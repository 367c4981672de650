import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf, filesOf, latestValuesOf } from '../../../webview/facts';
import { metricsAt, runOf, validationAt } from './run';
import { textMessage } from '../../../src/protocol/message';

const engine = {
  chosen: 'wasm',
  reason: textMessage('The fastest.'),
  threads: 1,
  measurements: [
    { engine: 'wasm', available: true, detail: textMessage('SIMD'), tokensPerSecond: 900 },
    { engine: 'cpu', available: true, detail: textMessage('plain') },
    { engine: 'tfjs-node', available: false, detail: textMessage('not installed') },
  ],
};
const corpus = { name: 'a.txt', characters: 1000, tokens: 900, vocabularySize: 30, validationTokens: 0 };

test('a run that has told nothing has no facts', () => {
  assert.deepEqual(factsOf(runOf()), []);
  assert.deepEqual(latestValuesOf(runOf()), []);
});

test('the text, the baselines and every engine that was looked at', () => {
  const facts = factsOf(
    runOf({ corpus, engine, parameters: 1234, baselines: [{ name: textMessage('trigrams'), loss: Math.log(6) }] }),
  );
  assert.deepEqual(facts, [
    ['Text', 'a.txt: 1,000 characters, 900 tokens'],
    ['Vocabulary', '30 tokens'],
    ['Held out', 'nothing'],
    ['Parameters', '1,234'],
    ['Baseline', 'trigrams: perplexity 6'],
    ['Engine', 'wasm, 1 thread. The fastest.'],
    ['Engine wasm', '900 tokens per second (SIMD)'],
    ['Engine cpu', 'available: plain'],
    ['Engine tfjs-node', 'not available: not installed'],
  ]);
});

test('a forecast is of values, and so are the speeds of its engines', () => {
  const facts = new Map(factsOf(runOf({ corpus, engine, use: 'forecast' })));
  assert.equal(facts.get('Engine wasm'), '900 values per second (SIMD)');
});

test('translations are judged by the latest quality', () => {
  const qualities = [
    { step: 1, epoch: 1, tokenAccuracy: 0.1, bleu: 2 },
    { step: 9, epoch: 2, tokenAccuracy: 0.756, bleu: 31.24 },
  ];
  assert.deepEqual(factsOf(runOf({ qualities })), [
    ['Translations', 'BLEU 31.2, 75.6% of the tokens right (teacher forcing)'],
  ]);
});

test('the latest values: newest first, ten at the most, the best marked', () => {
  const validations = Array.from({ length: 12 }, (_, index) => ({
    ...validationAt(index + 1, Math.log(20 - index)),
    best: index === 11,
  }));
  const rows = latestValuesOf(runOf({ metrics: [metricsAt(1)], validations }));
  assert.equal(rows.length, 12);
  assert.deepEqual(rows.slice(0, 3), [
    ['Training', 'loss 2, perplexity 7.39'],
    ['Gradient norm', '1'],
    ['Validation, epoch 12.0', 'loss 2.20, perplexity 9.00 (best so far)'],
  ]);
  assert.equal(rows.at(-1)?.[0], 'Validation, epoch 3.0');
});

test('each of several files has its share of what is learned', () => {
  const files = [
    { name: 'one.md', characters: 900, heldOut: 0 },
    { name: 'two.md', characters: 300, heldOut: 200 },
  ];
  assert.deepEqual(filesOf(runOf({ files })), [
    ['one.md', '900 characters, 0 held out: 90% of what is learned'],
    ['two.md', '300 characters, 200 held out: 10% of what is learned'],
  ]);
});
