import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetChoices } from '../../../../src/host/pickers/presetChoices';
import { describeEvaluation } from '../../../../src/host/runs/describe';
import { speedOf } from '../../../../src/host/runs/machineSpeed';
import { defaultLanguageModelOptions as options } from '../../../../src/options/language';
import { gflopsOf } from '../../../../src/options/expectedTime';
import type { RunRecord } from '../../../../src/protocol/run';
import { manifestVersion, type ManifestOf } from '../../../../src/store/types';
import type { Message } from '../../../../src/protocol/message';
import { presetNames } from '../../../../src/options/presets';
import { inEnglish, render } from '../../../../src/words/render';

const said = (shown: Message): string => render(shown, inEnglish('plain')).replaceAll('\u00a0', ' ');

const metrics = (tokensPerSecond: number) => ({
  step: 1,
  epoch: 1,
  seconds: 1,
  trainLoss: 1,
  tokensPerSecond,
  gradientNorm: 1,
  learningRate: 1,
});
const manifest: ManifestOf<'language'> = {
  manifestVersion,
  kind: 'language',
  id: 'a',
  name: 'a',
  createdAt: '2026-01-02T03:04:05.000Z',
  unrollVersion: '0.1.0',
  state: 'finished',
  options,
  source: { name: 'a', sha256: '', characters: 1 },
  parameters: 1,
};
const record: RunRecord = {
  metrics: [metrics(1), metrics(10_000), metrics(30_000), metrics(20_000)],
  validations: [],
  samples: [],
  baselines: [],
  notes: [],
  corpus: { name: 'a', characters: 1, tokens: 1, vocabularySize: 90, validationTokens: 0 },
};

test('the speed of the machine is the median of a run, whatever the first report was', () => {
  assert.equal(speedOf(manifest, record), gflopsOf(options.network, 90, 20_000, options.training));
  assert.equal(speedOf(manifest, { ...record, metrics: [metrics(5)] }), undefined);
});

test('presets are offered with the time they take here', () => {
  const times = (gflops: number) => presetChoices(180_000, gflops, options).map(({ description }) => said(description));
  assert.equal(times(60).length, presetNames.length);
  for (const time of times(60)) assert.match(time, /^about \d+(\.\d)? (sec|min|hr) · LSTM/);
  assert.notDeepEqual(times(60), times(6));
  assert.match(
    said(presetChoices(180_000, 60, options)[1]!.description),
    / · LSTM, 1 layer of 256, characters, \d+ epochs$/,
  );
});

test('an evaluation says all three figures, and the probability of a sentence', () => {
  const evaluation = {
    data: 'text' as const,
    notes: [],
    model: 'novel',
    tokens: 10,
    characters: 10,
    loss: 2,
    perplexity: Math.exp(2),
    bitsPerCharacter: 2 / Math.LN2,
    logProbability: -20,
    unknownTokens: 0,
    readsAhead: false,
  };
  assert.equal(
    said(describeEvaluation('a.txt', evaluation)),
    'a.txt under "novel": perplexity 7.39, 2 nats per token, 2.89 bits per character. Its probability is 10^-8.69 (-20 nats).',
  );
  const long = said(describeEvaluation('a.txt', { ...evaluation, characters: 5000, unknownTokens: 3 }));
  assert.match(long, /3 of 10 tokens are unknown/);
  assert.ok(!long.includes('probability is'));
  const learning = { tokens: 10, loss: 1.5, bitsPerCharacter: 1.5 / Math.LN2 };
  const apart = said(describeEvaluation('a.txt', { ...evaluation, characters: 5000, learning }));
  assert.match(apart, /"novel", frozen \(the network alone.*perplexity 7\.39/);
  assert.match(apart, /Learning while it reads \(all voices; another kind of figure.*perplexity 4\.48/);
  const part = said(describeEvaluation('a.txt', { ...evaluation, tokens: 5000, learning }));
  assert.match(part, /Learning while it reads its first 10 tokens/);
  const bothWays = said(describeEvaluation('a.txt', { ...evaluation, readsAhead: true }));
  assert.match(
    bothWays,
    /"novel" also reads what follows a token before it predicts it, so these figures are no probability/,
  );
  assert.ok(!bothWays.includes('probability is'));
});
