import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placed, withStandard } from '../../../src/options/read';
import type { UnrollError } from '../../../src/protocol/errors';
import type { KindId } from '../../../src/protocol/kind';
import type { TrainJob } from '../../../src/protocol/worker';
import { createService } from '../../../src/worker/service';
import { inEnglish, render } from '../../../src/words/render';

const standard = {
  language: withStandard('language'),
  ngram: withStandard('ngram'),
  translation: withStandard('translation'),
  labels: withStandard('labels'),
  series: withStandard('series'),
} satisfies Record<KindId, unknown>;

const wrong: [keyof typeof standard, string, unknown][] = [
  ['language', 'training.batchSize', 0],
  ['language', 'training.validationFraction', 2],
  ['language', 'training.timeSteps', 0],
  ['language', 'network.hiddenSize', 100.5],
  ['language', 'training.seed', 1e300],
  ['ngram', 'order', 0],
  ['translation', 'network.embeddingSize', 0],
  ['translation', 'training.batchSize', -1],
  ['labels', 'training.batchSize', 0],
  ['labels', 'training.validationFraction', 2],
  ['series', 'network.lags', 0],
  ['series', 'training.batchSize', 0],
];

for (const [kind, key, value] of wrong)
  test(`a job of the kind ${kind} with ${key} = ${String(value)} is refused by the background process in one sentence`, async () => {
    const change = placed(key.split('.'), value);
    const options = Object.entries(standard[kind]).map(([name, section]: [string, unknown]) => {
      const changed = (change as Record<string, unknown>)[name];
      const isSection = typeof section === 'object' && section !== null;
      return [name, isSection ? { ...section, ...(changed as object | undefined) } : (changed ?? section)];
    });
    const job: TrainJob = {
      kind,
      sources: [{ kind: 'text', name: 'a.txt', text: 'never read' }],
      options: Object.fromEntries(options) as unknown,
      engine: 'cpu',
      modelsFolder: '/nowhere',
      modelName: 'a',
    };
    const { handlers } = createService(() => undefined);
    await assert.rejects(
      handlers.train(job, new AbortController().signal),
      ({ code, sentence }: UnrollError) =>
        code === 'bad-options' && render(sentence, inEnglish('plain')).startsWith(`${key} must be a`),
    );
  });
