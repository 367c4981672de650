import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { Operations } from '../../../src/engine/contract';
import { operations } from '../../../src/engine/operations';
import { soloReplica } from '../../../src/engine/parallel/replica';
import type { LanguageModel } from '../../../src/kinds/language/languageModel';
import { LanguageModelTask } from '../../../src/kinds/language/languageModelTask';
import {
  createOptimiserState,
  disposeOptimiserState,
  optimiserArrays,
  restoreOptimiser,
} from '../../../src/nn/optimiser';
import {
  TrainingLoop,
  type TrainingObserver,
  type TrainingOutcome,
  type TrainingSetup,
} from '../../../src/nn/trainingLoop';
import { WeightAverage } from '../../../src/nn/weightAverage';
import { defaultLanguageModelOptions, type TrainingOptions } from '../../../src/options/language';
import type { Batch } from '../../../src/text/batches/batches';
import { Random } from '../../../src/text/random/random';
import { modelOn, oddShape } from './setUp';
import { said } from '../said';

const training: TrainingOptions = {
  ...defaultLanguageModelOptions.training,
  batchSize: 4,
  timeSteps: 8,
  epochs: 4,
  patience: 0,
  seed: 5,
};

interface Log {
  losses: number[];
  validations: number[];
  notes: string[];
}

function observerOf(log: Log): TrainingObserver {
  return {
    metrics: ({ trainLoss }) => log.losses.push(trainLoss),
    validation: ({ loss }) => log.validations.push(loss),
    note: message => log.notes.push(said(message)),
    between: () => Promise.resolve(),
    pause: () => Promise.resolve(),
  };
}

/** A token that mostly repeats with period 3: something to learn. */
function ids(length: number): Int32Array {
  const random = new Random(9);
  return Int32Array.from({ length }, (_, index) => (random.uniform() < 0.1 ? random.integer(11) : (index % 3) + 1));
}

type Change = Partial<TrainingSetup<Batch>> & { validationIds?: Int32Array };

async function train(
  model: LanguageModel,
  { validationIds = ids(100), ...change }: Change = {},
): Promise<{ log: Log; outcome: TrainingOutcome }> {
  const log: Log = { losses: [], validations: [], notes: [] };
  const optimiserState = change.optimiserState ?? createOptimiserState('adam', model.parameters);
  const outcome = await new TrainingLoop({
    task: new LanguageModelTask(model, { trainingIds: ids(500), validationIds }, training),
    operations,
    optimiserState,
    optimiser: { ...defaultLanguageModelOptions.optimiser, learningRate: 1e-2, schedule: 'constant' },
    training,
    replica: soloReplica,
    observer: observerOf(log),
    stopRequested: () => false,
    ...change,
  }).run();
  if (!change.optimiserState) disposeOptimiserState(optimiserState);
  return { log, outcome };
}

/** The weights are no numbers after some updates. */
function losing(on: Operations, model: LanguageModel, lost: (update: number) => boolean): Operations {
  let updates = 0;
  return {
    ...on,
    update: async args => {
      const norm = await on.update(args);
      updates += 1;
      if (lost(updates)) {
        const arrays = model.parameters.snapshot();
        model.parameters.restore(arrays.map(array => ({ ...array, data: array.data.map(() => NaN) })));
      }
      return norm;
    },
  };
}

describe('the training loop', () => {
  it('lowers the held-out loss and leaves no tensor behind', async () => {
    const model = await modelOn('wasm', oddShape('lstm', { dropout: 0.2, layers: 2 }));
    const before = tf.memory().numTensors;
    const { log } = await train(model, { training: { ...training, epochs: 15 } });
    assert.ok(log.validations.at(-1)! < 0.8 * log.validations[0]!, log.validations.join(' '));
    assert.equal(tf.memory().numTensors, before);
    model.dispose();
  });

  it('ends early when validation stops improving, and returns the best weights', async () => {
    const model = await modelOn('wasm', oddShape('gru'));
    const { log, outcome } = await train(model, {
      training: { ...training, epochs: 200, patience: 2 },
      validationIds: Int32Array.from({ length: 100 }, (_, index) => (index * 7) % 11),
    });
    assert.equal(outcome.reason, 'early-stopping');
    assert.ok(outcome.position.epoch < 100);
    const best = Math.min(...log.validations);
    assert.equal(outcome.position.bestValidationLoss, best);
    model.parameters.restore(outcome.best);
    const again = await train(model, {
      training: { ...training, epochs: 0 },
      validationIds: Int32Array.from({ length: 100 }, (_, index) => (index * 7) % 11),
    });
    assert.ok(Math.abs(again.log.validations[0]! - best) < 1e-6);
    model.dispose();
  });

  it('goes back to the last good weights at half the rate when the loss is no number', async () => {
    const model = await modelOn('wasm', oddShape('rnn-relu', { hiddenSize: 33 }));
    const { log, outcome } = await train(model, { operations: losing(operations, model, update => update === 10) });
    assert.equal(log.notes.length, 1);
    assert.match(log.notes[0]!, /half the learning rate/);
    assert.equal(outcome.position.learningRateScale, 0.5);
    assert.ok(Number.isFinite(log.validations.at(-1)));
    model.dispose();
  });

  it('goes back to weights that were measured when the last update of an epoch loses them', async () => {
    const model = await modelOn('wasm', oddShape('rnn'));
    const task = new LanguageModelTask(model, { trainingIds: ids(500), validationIds: ids(100) }, training);
    const perEpoch = [...task.batches(0)].length;
    const lost = losing(operations, model, update => update === perEpoch);
    const { log, outcome } = await train(model, { task, operations: lost });
    assert.deepEqual(
      log.notes.map(note => /back to the weights of step (\d+)/.exec(note)?.[1]),
      ['0'],
    );
    assert.equal(outcome.reason, 'completed');
    assert.equal(outcome.position.learningRateScale, 0.5);
    assert.ok(log.validations.length === training.epochs - 1 && log.validations.every(Number.isFinite));
    model.dispose();
  });

  it('returns weights from before the last update of all when that loses them', async () => {
    for (const validationIds of [ids(100), new Int32Array(0)]) {
      const model = await modelOn('wasm', oddShape('rnn'));
      const task = new LanguageModelTask(model, { trainingIds: ids(500), validationIds }, training);
      const updates = [0, 1].map(epoch => [...task.batches(epoch)].length).reduce((a, b) => a + b);
      const lost = losing(operations, model, update => update === updates);
      const { outcome } = await train(model, { task, operations: lost, training: { ...training, epochs: 2 } });
      assert.ok(outcome.best.every(({ data }) => data.every(Number.isFinite)));
      model.dispose();
    }
  });

  it('says that training cannot be kept stable when nothing was ever measured', async () => {
    const model = await modelOn('wasm', oddShape('rnn'));
    const task = new LanguageModelTask(model, { trainingIds: ids(500), validationIds: ids(100) }, training);
    const perEpoch = [...task.batches(0)].length;
    const lost = losing(operations, model, update => update === perEpoch);
    const run = train(model, { task, operations: lost, training: { ...training, epochs: 1 } });
    await assert.rejects(run, { code: 'bad-options' });
    model.dispose();
  });

  it('keeps no validation as the best that is no number, the first included', async () => {
    const model = await modelOn('wasm', oddShape('rnn'));
    const task = new LanguageModelTask(model, { trainingIds: ids(500), validationIds: ids(100) }, training);
    const losses = [NaN, 3, 2, NaN, 1];
    task.validate = () => Promise.resolve(losses.shift());
    const { log, outcome } = await train(model, { task, training: { ...training, epochs: 5 } });
    assert.deepEqual(log.validations, [3, 2, 1]);
    assert.equal(outcome.position.bestValidationLoss, 1);
    assert.equal(log.notes.length, 2);
    model.dispose();
  });

  it('goes back when an update is refused because its gradients are not finite', async () => {
    const model = await modelOn('wasm', oddShape('rnn'));
    let updates = 0;
    const overflowing: Operations = {
      ...operations,
      update: async args => {
        if (++updates !== 7) return operations.update(args);
        const gradients = args.gradients.map(gradient => tf.mul(gradient, Infinity));
        const norm = await operations.update({ ...args, gradients });
        tf.dispose(gradients);
        return norm;
      },
    };
    const { log, outcome } = await train(model, { operations: overflowing });
    assert.equal(log.notes.length, 1);
    assert.equal(outcome.reason, 'completed');
    assert.ok(log.losses.every(Number.isFinite) && log.validations.length === training.epochs);
    model.dispose();
  });

  it('hears a stop within one chunk of a long validation, and returns without another', async () => {
    const model = await modelOn('wasm', oddShape('rnn'));
    const before = tf.memory().numTensors;
    let chunks = 0;
    let stopped = false;
    const log: Log = { losses: [], validations: [], notes: [] };
    const { outcome } = await train(model, {
      validationIds: ids(40_000),
      observer: {
        ...observerOf(log),
        between: () => Promise.resolve(),
        pause: () => {
          chunks += 1;
          stopped = chunks > 40;
          return Promise.resolve();
        },
      },
      stopRequested: () => stopped,
    });
    assert.equal(outcome.reason, 'stopped');
    assert.ok(chunks <= 43, `${chunks} chunks`);
    assert.ok(outcome.best.every(({ data }) => data.every(Number.isFinite)));
    assert.equal(tf.memory().numTensors, before);
    model.dispose();
  });

  it('goes on from weights that were stored without a validation, and ends with newer ones', async () => {
    const model = await modelOn('wasm', oddShape('rnn'));
    const stored = model.parameters.snapshot();
    const { outcome } = await train(model, { validationIds: new Int32Array(0), best: stored });
    assert.notDeepEqual(outcome.best, stored);
    model.dispose();
  });

  for (const kind of ['adam', 'muon'] as const)
    it(`goes on from a checkpoint at the end of an epoch as if it had never stopped, with ${kind}`, async () => {
      const whole = await modelOn('wasm', oddShape('lstm'));
      const begun = createOptimiserState(kind, whole.parameters);
      const { log: expected } = await train(whole, { training: { ...training, epochs: 3 }, optimiserState: begun });

      const first = await modelOn('wasm', oddShape('lstm'));
      const state = createOptimiserState(kind, first.parameters);
      const half = await train(first, { training: { ...training, epochs: 2 }, optimiserState: state });
      const saved = [...first.parameters.snapshot(), ...optimiserArrays(state, first.parameters)];

      const second = await modelOn('wasm', oddShape('lstm'), 77);
      second.parameters.restore(saved);
      const restored = createOptimiserState(kind, second.parameters);
      restoreOptimiser(restored, second.parameters, saved, half.outcome.position.step);
      const rest = await train(second, {
        training: { ...training, epochs: 3 },
        optimiserState: restored,
        position: half.outcome.position,
      });
      assert.equal(rest.log.validations.at(-1), expected.validations.at(-1));
    });

  it('validates and keeps the mean of the weights where there is one, and goes on with it as if it had never stopped', async () => {
    const whole = await modelOn('wasm', oddShape('lstm'));
    const mean = new WeightAverage(whole.parameters, 0.9);
    const { log, outcome } = await train(whole, { training: { ...training, epochs: 3 }, average: mean });
    assert.deepEqual(outcome.best, mean.snapshot());
    assert.notDeepEqual(outcome.best, whole.parameters.snapshot());

    const first = await modelOn('wasm', oddShape('lstm'));
    const [state, kept] = [createOptimiserState('adam', first.parameters), new WeightAverage(first.parameters, 0.9)];
    const half = await train(first, { training: { ...training, epochs: 2 }, optimiserState: state, average: kept });
    const saved = [...first.parameters.snapshot(), ...optimiserArrays(state, first.parameters), ...kept.arrays()];

    const second = await modelOn('wasm', oddShape('lstm'), 77);
    second.parameters.restore(saved);
    const restored = createOptimiserState('adam', second.parameters);
    restoreOptimiser(restored, second.parameters, saved, half.outcome.position.step);
    const average = new WeightAverage(second.parameters, 0.9);
    average.restore(saved);
    const rest = await train(second, {
      training: { ...training, epochs: 3 },
      optimiserState: restored,
      position: half.outcome.position,
      average,
    });
    assert.equal(rest.log.validations.at(-1), log.validations.at(-1));
    assert.deepEqual(average.snapshot(), mean.snapshot());
  });

  it('begins its mean anew where the weights were lost', async () => {
    const model = await modelOn('wasm', oddShape('rnn'));
    const average = new WeightAverage(model.parameters, 0.5);
    const lost = losing(operations, model, update => update === 16);
    const { log, outcome } = await train(model, { operations: lost, average });
    assert.equal(log.notes.length, 1);
    assert.ok(outcome.best.every(({ data }) => data.every(Number.isFinite)));
    assert.ok(average.snapshot().every(({ data }) => data.every(Number.isFinite)));
    model.dispose();
  });

  it('steps the matrices between layers by muon, the rest by adam', async () => {
    const model = await modelOn('wasm', { ...oddShape('lstm'), layers: 2 });
    const state = createOptimiserState('muon', model.parameters);
    const names = optimiserArrays(state, model.parameters).map(({ name }) => name);
    assert.deepEqual(
      names.filter(name => name.startsWith('muon.')),
      ['layers.0.wx', 'layers.0.wh', 'layers.1.wx', 'layers.1.wh'].map(name => `muon.momentum.${name}`),
    );
    assert.ok(names.includes('adam.first.embedding') && names.includes('adam.second.output.w'), names.join());
    disposeOptimiserState(state);
    model.dispose();
  });
});
