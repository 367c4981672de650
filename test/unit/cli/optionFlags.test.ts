import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import { addFlag, attributeOf, flagsOf, valueOrStandard, withFlags } from '../../../src/cli/optionFlags';
import { givenLanguageOptions, trainingFlags } from '../../../src/cli/presets';
import { samplingFrom } from '../../../src/cli/commands';
import { runFrom } from '../../../src/cli/trainingRun';
import { translationOptionsFrom } from '../../../src/cli/translationProgram';
import { engineOption } from '../../../src/options/editor';
import { defaultLanguageModelOptions, languageTable } from '../../../src/options/language';
import { optionsIn } from '../../../src/options/option';
import { presetOption, resolve } from '../../../src/options/presets';
import { defaultSamplingOptions } from '../../../src/options/sampling';
import { byCharacters, defaultTranslationOptions, translationTable } from '../../../src/options/translation';
import type { UnrollError } from '../../../src/protocol/errors';
import { inEnglish, render } from '../../../src/words/render';

const optionsFrom = (values: Record<string, unknown>) => resolve(undefined, givenLanguageOptions(values), 0);

/** That the error says so in plain words. */
const saying = (expected: RegExp) => (error: UnrollError) =>
  error.code === 'bad-options' && expected.test(render(error.sentence, inEnglish('terminal')));

describe('flags of train', () => {
  it('are the defaults when none is given', () => {
    assert.deepEqual(optionsFrom({}), defaultLanguageModelOptions);
  });

  it('set each its own option and no other', () => {
    const changed = optionsFrom({
      tokens: 'word',
      clean: true,
      cell: 'gru',
      hidden: '128',
      lr: '1e-3',
      optimiser: 'sgd',
      steps: '35',
      warmUp: '0.1',
      prefix: ['a', 'b'],
    });
    const { text, network, optimiser, training } = defaultLanguageModelOptions;
    assert.deepEqual(changed, {
      text: { ...text, tokenisation: 'word', clean: true },
      network: { ...network, cell: 'gru', hiddenSize: 128 },
      optimiser: { ...optimiser, kind: 'sgd', learningRate: 1e-3, warmUp: 0.1 },
      training: { ...training, timeSteps: 35, samplePrefixes: ['a', 'b'] },
    });
  });

  it('reach every option of a language model and of a translation model, once', () => {
    for (const table of [languageTable, translationTable]) {
      const flags = flagsOf(table).map(({ option }) => attributeOf(option.facts.flag ?? ''));
      assert.equal(flags.length, optionsIn(table).length);
      assert.equal(new Set(flags).size, flags.length);
    }
  });

  it('show defaults that they would accept themselves', () => {
    const help = withFlags(new Command(), trainingFlags).helpInformation().replace(/\s+/g, ' ');
    for (const { option } of trainingFlags) {
      const { flag = '', standard } = option.facts;
      if (typeof standard !== 'number' && option.range.kind !== 'choice') continue;
      assert.ok(help.includes(`(default: ${String(standard)})`), flag);
      assert.deepEqual(optionsFrom({ [attributeOf(flag)]: String(standard) }), defaultLanguageModelOptions, flag);
    }
  });

  const wrong: [string, unknown, RegExp][] = [
    ['hidden', 'many', /^--hidden must be a whole number from 1 to 4096, not "many"\. Add --help/],
    ['hidden', '1.5', /whole number/],
    ['hidden', '0', /from 1/],
    ['hidden', '', /whole number/],
    ['layers', '9', /--layers must be a whole number from 1 to 8/],
    ['dropout', '1', /--dropout must be a number from 0 to 0\.9/],
    ['lr', 'NaN', /--lr must be a number/],
    ['lr', '0', /--lr must be a number above 0, up to 1000/],
    ['clip', '-1', /--clip must be a number from 0/],
    ['cell', 'transformer', /--cell must be one of rnn, rnn-relu, gru, lstm/],
  ];
  for (const [name, value, message] of wrong)
    it(`refuse --${name} ${JSON.stringify(value)}`, () => {
      assert.throws(() => optionsFrom({ [name]: value }), saying(message));
    });
});

describe('flags of train-translation', () => {
  it('count columns from 1, and what is left away is false', () => {
    const options = translationOptionsFrom({ sourceColumn: '2', asWritten: true, oneWay: true }, 'a.tsv');
    const { text, network } = defaultTranslationOptions;
    assert.deepEqual(options, {
      ...defaultTranslationOptions,
      text: { ...text, sourceColumn: 1, normalise: false },
      network: { ...network, bidirectionalEncoder: false },
    });
    assert.throws(
      () => translationOptionsFrom({ sourceColumn: '-1' }, 'a.tsv'),
      saying(/--source-column must be a whole number from 0 to 1000, not -1\./),
    );
  });

  it('lie over what is proposed for the pairs', () => {
    const { text } = translationOptionsFrom({ maxLength: '40' }, 'a.tsv', { text: byCharacters });
    assert.deepEqual(text, { ...defaultTranslationOptions.text, ...byCharacters, maxLength: 40 });
  });

  it('take the format from the file where none is said', () => {
    const formatOf = (values: Record<string, unknown>, file: string) =>
      translationOptionsFrom(values, file).text.format;
    assert.equal(formatOf({}, 'a.tsv'), 'tsv');
    assert.equal(formatOf({}, 'a.CSV'), 'csv');
    assert.equal(formatOf({ target: 'b.txt' }, 'a.txt'), 'parallel');
    assert.equal(formatOf({ format: 'tsv' }, 'a.csv'), 'tsv');
  });
});

describe('a training that goes on', () => {
  const options = [presetOption, ...trainingFlags.map(({ option }) => option)];
  const named = { resume: 'm', out: '/models' };

  it('refuses options that it would ignore, by name', () => {
    assert.equal(runFrom({ ...named, engine: 'wasm', quiet: true }, options).resume, 'm');
    const ignored = { hidden: '64', epochs: '2', preset: 'best', name: 'other' };
    assert.throws(
      () => runFrom({ ...named, ...ignored }, options),
      saying(/Leave out --preset, --hidden, --epochs, (and )?--name/),
    );
    assert.equal(runFrom({ ...ignored, out: '/models' }, options).resume, undefined);
  });
});

describe('flags of generate', () => {
  it('become sampling options; greedy is temperature 0', () => {
    assert.deepEqual(samplingFrom({}), defaultSamplingOptions);
    assert.deepEqual(samplingFrom({ topK: '5', temperature: '0.3' }), {
      ...defaultSamplingOptions,
      topK: 5,
      temperature: 0.3,
    });
    assert.equal(samplingFrom({ greedy: true, temperature: '0.3' }).temperature, 0);
    assert.throws(() => samplingFrom({ topP: '2' }), saying(/^--top-p must be/));
  });
});

describe('the flag of the engine', () => {
  it('has an earlier name and an earlier value, which are not shown', () => {
    const command = addFlag(new Command(), engineOption);
    assert.match(command.helpInformation(), /--engine <name>/);
    assert.doesNotMatch(command.helpInformation(), /--backend/);
    assert.equal(valueOrStandard(engineOption, {}), 'auto');
    assert.equal(valueOrStandard(engineOption, { backend: 'native' }), 'tfjs-node');
    assert.equal(valueOrStandard(engineOption, { engine: 'native' }), 'native');
    assert.equal(valueOrStandard(engineOption, { engine: 'cpu', backend: 'wasm' }), 'cpu');
  });
});
