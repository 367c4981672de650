import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { initialParameters } from '../../../src/nn/shape';
import { defaultLanguageModelOptions, languageTable } from '../../../src/options/language';
import { cellNames } from '../../../src/protocol/model';
import { bookOptions, firstBookOptions } from '../../../src/options/books';
import {
  epochsWithin,
  expectedSeconds,
  expectedTokens,
  flopsPerToken,
  gflopsOf,
  wholeSeconds,
} from '../../../src/options/expectedTime';
import { presetNames, resolve } from '../../../src/options/presets';
import { optionsIn, type Option } from '../../../src/options/option';
import { placed, together, withGiven } from '../../../src/options/read';
import { valueAt } from '../../../src/options/read';
import { settingsOfKind } from '../../../src/options/settings';

const { network } = defaultLanguageModelOptions;

describe('the floating-point operations of a token', () => {
  it('are six a weight in a product, for every cell', () => {
    for (const cell of cellNames)
      for (const bidirectional of [false, true]) {
        const shape = {
          ...network,
          cell,
          hiddenSize: 8,
          layers: 2,
          embeddingSize: 5,
          bidirectional,
          vocabularySize: 11,
        };
        const arrays = initialParameters(shape, { uniform: () => 0, normal: () => 0 });
        const weights = arrays
          .filter(({ name, shape: dimensions }) => dimensions.length === 2 && !name.includes('embedding'))
          .reduce((sum, { shape: [rows = 0, columns = 0] }) => sum + rows * columns, 0);
        assert.equal(flopsPerToken(shape, 11), 6 * weights, cell);
      }
  });

  it('turn a measured speed into an expected time and back', () => {
    const gflops = gflopsOf(network, 96, 20_000);
    const options = {
      ...defaultLanguageModelOptions,
      training: { ...defaultLanguageModelOptions.training, epochs: 10, validationFraction: 0.1 },
    };
    // 900 000 tokens are trained on, 100 000 validated at a third of what a token costs without the update that it shares; voices read the
    // 100 000 of the text, 50 000 a second.
    const ofUpdate = (3.5e-9 * flopsPerToken(network, 96)) / 6 / (16 * 64);
    const validated = (1 / 20_000 - ofUpdate) / 3;
    assert.ok(Math.abs(expectedSeconds(options, 100_000, 96, gflops) - (45 + 100_000 * validated + 2)) < 1e-9);
    const first = { ...options, text: { ...options.text, maxTokens: 10_000 } };
    assert.ok(Math.abs(expectedSeconds(first, 100_000, 96, gflops) - (4.5 + 10_000 * validated + 0.2)) < 1e-9);
  });

  it('decide how many epochs end within a time', () => {
    assert.equal(
      epochsWithin(10, 80, epochs => 3 * epochs),
      3,
    );
    assert.equal(
      epochsWithin(10, 80, epochs => 0.01 * epochs),
      80,
    );
    assert.equal(
      epochsWithin(10, 80, () => 11),
      0,
    );
    const sized = resolve('balanced', {}, 1_100_000, 280, 60);
    const seconds = expectedSeconds(sized, 1_100_000, undefined, 280);
    assert.ok(seconds <= 60 && seconds > 40, `${seconds} s`);
  });
});

describe('the time of a whole run', () => {
  const sized = resolve('balanced', {}, 1_100_000, 280, 300);
  const training = expectedSeconds(sized, 1_100_000, undefined, 280);

  it('counts what is before the first step, and what is read after the last', () => {
    // Without anything to read it is the training alone, less what its voices were expected to take.
    const nothing = { before: 0, voices: Infinity, heldOut: Infinity };
    const ofNetwork = wholeSeconds(sized, 1_100_000, nothing, 280);
    // 1 100 000 tokens at the usual 50 000 a second are 22 s.
    assert.ok(Math.abs(training - ofNetwork - 22) < 1e-9, `${training} ${ofNetwork}`);
    const whole = (beside: Partial<typeof nothing>): number =>
      wholeSeconds(sized, 1_100_000, { ...nothing, ...beside }, 280) - ofNetwork;
    assert.ok(Math.abs(whole({ before: 3 }) - 3) < 1e-9);
    // 990 000 tokens are trained on, 110 000 held out.
    assert.ok(Math.abs(whole({ voices: 99_000 }) - 10) < 1e-9);
    assert.ok(Math.abs(whole({ heldOut: 11_000 }) - 10) < 1e-9);
    // After training there is a minute, and half of it for the training part.
    assert.ok(Math.abs(whole({ heldOut: 100 }) - 60) < 1e-9);
    // Beside the steps they read for half as long at most.
    assert.ok(whole({ voices: 1000, heldOut: 100 }) < 60 + ofNetwork / 2);
  });

  it('holds what was allowed, by fewer epochs', () => {
    const slow = { before: 2, voices: 50_000, heldOut: 15_000 };
    const [whole, alone] = [slow, undefined].map(beside => resolve('balanced', {}, 1_100_000, 280, 300, beside));
    assert.ok(whole && alone);
    assert.ok(wholeSeconds(alone, 1_100_000, slow, 280) > 300);
    assert.ok(wholeSeconds(whole, 1_100_000, slow, 280) <= 300);
    assert.ok(whole.training.epochs < alone.training.epochs);
    assert.deepEqual(whole.network.hiddenSize, alone.network.hiddenSize);
    // Nobody trains for less than two epochs, however slow the rest is.
    assert.equal(resolve('balanced', {}, 1_100_000, 280, 60, { ...slow, before: 100 }).training.epochs, 2);
  });

  it('leaves time for fewer tokens, so a narrower network', () => {
    const of = (before: number) =>
      resolve('balanced', {}, 180_000, 100, 30, { before, voices: 50_000, heldOut: 15_000 }).network.hiddenSize;
    assert.deepEqual([of(0), of(15)], [256, 128]);
  });
});

it('the time that Muon takes counts its products', () => {
  const adam = resolve('balanced', {}, 1_100_000, 280);
  const muon = { ...adam, optimiser: { ...adam.optimiser, kind: 'muon' as const } };
  const seconds = (options: typeof adam) => expectedSeconds(options, 1_100_000, undefined, 280);
  // One matrix [64, 1536] and one [512, 1536], by hand: five times (4 s s l + 2 s s s), twice for two threads.
  const flops = 5 * (4 * 64 * 64 * 1536 + 2 * 64 ** 3 + 4 * 512 * 512 * 1536 + 2 * 512 ** 3);
  const updates = (1_100_000 * 0.9 * adam.training.epochs) / (16 * 64);
  assert.ok(Math.abs(seconds(muon) - seconds(adam) - (2 * updates * flops) / 280e9) < 1e-6);
});

/** A right value that no preset has. */
function otherValue({ range, facts: { standard } }: Option<unknown>): unknown {
  switch (range.kind) {
    case 'whole':
      return Math.min(range.to, 77);
    case 'real':
      return range.to / 2.5;
    case 'choice':
      return range.values.find(value => value !== standard);
    case 'boolean':
      return standard !== true;
    default:
      return ['77'];
  }
}

describe('presets', () => {
  const sizes = [20_000, 180_000, 1_100_000, 50_000_000];

  it('take no more than their time on texts of a megabyte, and a larger preset more of it', () => {
    for (const characters of sizes.slice(0, 3)) {
      const seconds = (['quick', 'balanced', 'best'] as const).map(name =>
        expectedSeconds(resolve(name, {}, characters, 60), characters, undefined, 60),
      );
      assert.ok(seconds[0]! <= 30 && seconds[1]! <= 300 && seconds[2]! <= 1800, `${characters}: ${seconds.join(' ')}`);
      assert.ok(seconds[0]! < seconds[1]! && seconds[1]! < seconds[2]!);
    }
  });

  it('are smaller on a slow machine and on a short text', () => {
    const of = (characters: number, gflops: number) => resolve('balanced', {}, characters, gflops);
    assert.ok(of(1_100_000, 2).network.hiddenSize < of(1_100_000, 60).network.hiddenSize);
    assert.ok(of(2000, 60).network.hiddenSize < of(180_000, 60).network.hiddenSize);
    assert.ok(of(1_100_000, 60).training.epochs > of(50_000_000, 60).training.epochs);
  });

  it('are wide on a slow machine rather than trained for many epochs', () => {
    const of = (name: 'quick' | 'balanced', characters: number, gflops: number, seconds?: number) => {
      const { network, training } = resolve(name, {}, characters, gflops, seconds);
      return { hidden: network.hiddenSize, epochs: training.epochs, dropout: network.dropout };
    };
    // 64 units for 55 epochs ended at 1.69 nats here, 256 for 16 at 1.50.
    const minute = of('balanced', 180_000, 70, 60);
    assert.deepEqual([minute.hidden, minute.dropout], [256, 0.2]);
    assert.ok(minute.epochs > 10 && minute.epochs <= 24, `${minute.epochs} epochs`);
    assert.deepEqual([of('balanced', 180_000, 150).hidden, of('balanced', 180_000, 500).hidden], [384, 512]);
    assert.equal(of('quick', 180_000, 100).hidden, 256);
    assert.equal(of('quick', 180_000, 20).hidden, 128);
    assert.equal(of('balanced', 600_000, 60, 60).hidden, 256);
  });

  it('make more updates where there is little to read', () => {
    const batchOf = (name: 'quick' | 'balanced', characters: number) =>
      resolve(name, {}, characters, 150).training.batchSize;
    assert.deepEqual([batchOf('quick', 180_000), batchOf('balanced', 180_000)], [16, 16]);
    assert.deepEqual([batchOf('quick', 1_100_000), batchOf('balanced', 50_000_000)], [16, 32]);
  });

  it('take the time that is given them, and a wider network where there is more of it', () => {
    const of = (seconds: number) => resolve('balanced', {}, 1_100_000, 280, seconds);
    const spent = (seconds: number) => expectedSeconds(of(seconds), 1_100_000, undefined, 280);
    assert.ok(spent(20) <= 20 && spent(60) <= 60 && spent(60) > 30, `${spent(20)} ${spent(60)}`);
    assert.ok(of(20).network.hiddenSize < of(60).network.hiddenSize);
    assert.ok(of(60).training.epochs < of(300).training.epochs);
  });

  it('train a GRU unless another cell was asked for', () => {
    assert.equal(resolve('balanced', {}, 180_000).network.cell, 'gru');
    assert.equal(resolve('balanced', { network: { cell: 'lstm' } }, 180_000).network.cell, 'lstm');
    assert.equal(resolve(undefined, {}, 180_000).network.cell, 'lstm');
  });

  it('make as many updates of a short text as it takes, in the time that was promised', () => {
    for (const gflops of [20, 60, 300])
      for (const characters of [3000, 13_500, 25_000])
        for (const [name, least] of [
          ['quick', 1000],
          ['balanced', 1800],
          ['best', 2700],
        ] as const) {
          const options = resolve(name, {}, characters, gflops);
          const { batchSize, timeSteps, epochs } = options.training;
          const updates = (characters * 0.9 * epochs) / (batchSize * timeSteps);
          const seconds = expectedSeconds(options, characters, undefined, gflops);
          assert.ok(updates >= least || epochs === 200, `${name} ${characters} ${gflops}: ${updates} updates`);
          assert.ok(seconds <= { quick: 25, balanced: 300, best: 1800 }[name], `${name}: ${seconds} s`);
        }
  });

  it('keep what they do not decide', () => {
    const given = { training: { seed: 7 }, text: { minFrequency: 3 }, network: { cell: 'gru' } } as const;
    for (const name of presetNames) {
      const options = resolve(name, given, 100_000, 30);
      assert.equal(options.training.seed, 7);
      assert.equal(options.network.cell, 'gru');
      assert.equal(options.text.minFrequency, 3);
    }
    assert.equal(resolve('quick', { text: { tokenisation: 'bpe' } }, 100_000).network.embeddingSize, 128);
    assert.ok(expectedTokens({ characters: 1000, tokenisation: 'word' }) < 1000);
  });

  it('fill in what is not set, and leave every single option as it was set', () => {
    for (const name of presetNames) {
      const plain = resolve(name, {}, 180_000, 60);
      for (const { path, key, option } of optionsIn(languageTable)) {
        const given = together('language', placed(path, otherValue(option)));
        const changed = resolve(name, given, 180_000, 60);
        const of = (options: unknown): unknown =>
          path.reduce<unknown>((inner, part) => (inner as Record<string, unknown>)[part], options);
        assert.deepEqual(of(changed), otherValue(option), `${name}: ${key}`);
        // What a seed or a length of samples is has no say in the rest.
        if (key === 'training.seed' || key === 'training.sampleLength')
          assert.deepEqual(withGiven('language', changed, placed(path, of(plain))), plain, `${name}: ${key}`);
      }
    }
  });

  it('size the rest by what is set', () => {
    const wide = resolve('balanced', { network: { hiddenSize: 1024 } }, 1_100_000, 60);
    const usual = resolve('balanced', {}, 1_100_000, 60);
    assert.ok(wide.training.epochs < usual.training.epochs);
    assert.deepEqual([wide.text, wide.network.layers], [usual.text, usual.network.layers]);
    // Epochs that were set decide how much is forgotten.
    assert.equal(resolve('quick', { training: { epochs: 4 } }, 100_000).network.dropout, 0.1);
    assert.equal(resolve('quick', { training: { epochs: 150 } }, 100_000).network.dropout, 0.3);
    const wideFor = (epochs: number) =>
      resolve('balanced', { network: { hiddenSize: 512 }, training: { epochs } }, 180_000).network.weightDropout;
    assert.deepEqual([wideFor(44), wideFor(100)], [0.35, 0.5]);
    // A wide network diverges at the rate of a narrow one.
    assert.ok(wide.optimiser.learningRate < usual.optimiser.learningRate);
  });

  it('reproduce the notes exactly', () => {
    // The notes, section on the concise implementation: sigma 0.01, SGD lr 1 (2 for two layers), clip 1, B = 32, T = 35, 500 epochs, first 10 000 characters.
    const { text, network: shape, optimiser, training } = bookOptions('lstm');
    assert.deepEqual([text.clean, text.tokenisation, text.maxTokens, text.minFrequency], [true, 'char', 10_000, 1]);
    assert.deepEqual([shape.hiddenSize, shape.layers, shape.embeddingSize, shape.dropout], [256, 1, 0, 0]);
    assert.deepEqual([shape.weightDropout, shape.initialisation, shape.bidirectional], [0, 'book', false]);
    assert.deepEqual(optimiser, {
      kind: 'sgd',
      learningRate: 1,
      clipNorm: 1,
      schedule: 'constant',
      warmUp: 0,
      averaging: 0,
    });
    assert.deepEqual([training.batchSize, training.timeSteps, training.epochs], [32, 35, 500]);
    assert.deepEqual([training.sampling, training.validationFraction, training.patience], ['sequential', 0, 0]);
    assert.deepEqual([training.samplePrefixes, training.sampleLength], [['time traveller'], 50]);
    assert.equal(bookOptions('lstm', 2).optimiser.learningRate, 2);
  });

  it('reproduce the first edition too', () => {
    // Its chapter on the RNN from scratch: SGD lr 1e2, clip 1e-2, 250 epochs, B = 32, T = 35, sigma 0.01, 256 units, 10 000 characters as they are.
    const { text, network: shape, optimiser, training } = firstBookOptions('rnn');
    assert.deepEqual([text.clean, text.tokenisation, text.maxTokens], [false, 'char', 10_000]);
    // Its vocabulary is that of these characters; the second edition's that of the whole text.
    assert.deepEqual([text.vocabularyFrom, bookOptions('rnn').text.vocabularyFrom], ['read', 'text']);
    assert.deepEqual([shape.hiddenSize, shape.embeddingSize, shape.initialisation], [256, 0, 'book']);
    assert.deepEqual(optimiser, {
      kind: 'sgd',
      learningRate: 100,
      clipNorm: 0.01,
      schedule: 'constant',
      warmUp: 0,
      averaging: 0,
    });
    assert.deepEqual([training.batchSize, training.timeSteps, training.epochs], [32, 35, 250]);
    assert.deepEqual([training.sampling, training.windows, training.validationFraction], ['random', 'fixed', 0]);
    assert.equal(bookOptions('rnn').training.windows, 'shifting');
  });
});

it('settings without a default are those that presets choose', () => {
  const chosen = new Set<string>();
  const usual = resolve('balanced', {}, 1_000_000, 100);
  for (const preset of ['quick', 'balanced', 'best'] as const)
    for (const characters of [3000, 100_000, 3_000_000])
      for (const tokenisation of ['char', 'word'] as const) {
        const options = resolve(preset, { text: { tokenisation } }, characters, 100);
        for (const { name, path } of settingsOfKind('language'))
          if (!isDeepStrictEqual(valueAt(options, path), valueAt(usual, path))) chosen.add(name);
      }
  chosen.delete('training.tokenisation');
  const empty = settingsOfKind('language')
    .filter(({ option }) => option.facts.byPreset)
    .map(({ name }) => name);
  assert.deepEqual([...chosen].sort(), empty.sort());
});
