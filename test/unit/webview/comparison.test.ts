import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GeneratedSample } from '../../../src/protocol/metrics';
import { textMessage } from '../../../src/protocol/message';
import type { Run } from '../../../src/protocol/run';
import { message } from '../../../src/words/message';
import { comparisonOf, newestTitle } from '../../../webview/comparison';
import { said } from '../said';
import { ended } from './run';

const sample = (step: number, prefix: string): GeneratedSample => ({
  step,
  epoch: step / 50,
  prefix,
  continuation: `at ${step}`,
  perplexity: 3,
});

test('nothing is compared before there are two reports', () => {
  assert.deepEqual(comparisonOf([]), { first: [], latest: [] });
  const only = [sample(1, 'one'), sample(1, 'two')];
  assert.deepEqual(comparisonOf(only), { first: [], latest: only });
});

test('the first report stands beside the latest, whatever came between', () => {
  const samples = [1, 2, 3, 4].map(step => sample(step, 'once'));
  assert.deepEqual(comparisonOf(samples), { first: [samples[0]], latest: [samples[3]] });
});

test('of reports of several texts, those that both continue', () => {
  const [one, two, twoLater, threeLater] = [sample(1, 'one'), sample(1, 'two'), sample(9, 'two'), sample(9, 'three')];
  assert.deepEqual(comparisonOf([one, two, twoLater, threeLater]), { first: [two], latest: [twoLater, threeLater] });
});

test('reports without a text in common are compared as they are', () => {
  const [one, two] = [sample(1, 'one'), sample(9, 'two')];
  assert.deepEqual(comparisonOf([one, two]), { first: [one], latest: [two] });
});

test('the newest sample of a run that was stopped or broke off is not said to be from its end', () => {
  const states: Run['status'][] = [
    { state: 'running' },
    ended('completed'),
    ended('early-stopping'),
    ended('stopped'),
    { state: 'interrupted', message: textMessage('') },
    { state: 'failed', message: textMessage('') },
  ];
  assert.deepEqual(
    states.map(status => said(message(newestTitle(status)))),
    [
      'Now',
      'At the end',
      'At the end',
      'Last, before it was stopped',
      'Last, before it broke off',
      'Last, before it broke off',
    ],
  );
});
