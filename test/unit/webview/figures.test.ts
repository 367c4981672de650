import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf } from '../../../webview/facts';
import { figuresOf } from '../../../webview/figures';
import { ended, metricsAt, runOf, validationAt } from './run';

const valuesOf = (...run: Parameters<typeof runOf>): string[] => figuresOf(runOf(...run)).map(({ value }) => value);

test('before the first report there are no figures', () => {
  assert.deepEqual(valuesOf(), ['–', '–', '–', '–']);
});

test('losses are shown as perplexities', () => {
  const metrics = [metricsAt(1, { trainLoss: Math.log(8) })];
  const validations = [validationAt(1, Math.log(4)), validationAt(2, Math.log(5))];
  const [training, validation] = figuresOf(runOf({ metrics, validations }));
  assert.deepEqual(training, { label: 'Training perplexity', value: '8.00', hint: 'loss 2.08' });
  assert.deepEqual(validation, { label: 'Validation perplexity', value: '5', hint: 'best 4 · 2.32 bits/char' });
});

test('a loss that is no number has no perplexity', () => {
  const metrics = [metricsAt(1, { trainLoss: NaN, gradientNorm: NaN })];
  assert.deepEqual(
    valuesOf({ metrics, validations: [validationAt(1, NaN)] }).filter(value => value !== '–'),
    ['20K'],
  );
});

test('after the end the figures are those of the model that is kept', () => {
  const metrics = [metricsAt(1, { trainLoss: Math.log(3) })];
  const validations = [validationAt(1, Math.log(4)), validationAt(2, Math.log(9))];
  const status = ended('completed');
  assert.ok(status.state === 'ended');
  const result = { ...status.result, trainLoss: Math.log(3.5), validationLoss: Math.log(4) };
  const [training, validation] = figuresOf(runOf({ metrics, validations, status: { ...status, result } }));
  assert.equal(training?.value, '3.50');
  assert.deepEqual(validation, { label: 'Validation perplexity', value: '4', hint: '2 bits/char' });
});

test('what is reached while learning stands beside the validation, and says what it is', () => {
  const status = ended('completed');
  assert.ok(status.state === 'ended');
  const learning = { loss: Math.log(3.8), bitsPerCharacter: Math.log2(3.8) };
  const run = runOf({ status: { ...status, result: { ...status.result, validationLoss: Math.log(4), learning } } });
  assert.deepEqual(figuresOf(run)[1], {
    label: 'Validation perplexity',
    value: '4',
    hint: 'perplexity 3.80 learning while it reads',
  });
  const [name, value] = factsOf(run).find(([label]) => label === 'Learning while it reads') ?? [];
  assert.equal(name, 'Learning while it reads');
  assert.match(value ?? '', /perplexity 3\.80.*not to be compared with the frozen figure/);
});
