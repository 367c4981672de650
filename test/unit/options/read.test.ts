import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../src/options/language';
import { optionsIn, standardOf, type PlacedOption } from '../../../src/options/option';
import { readOptions, readStoredOptions, tables, type TableName } from '../../../src/options/read';
import { defaultSamplingOptions } from '../../../src/options/sampling';
import { defaultTranslationOptions } from '../../../src/options/translation';
import type { UnrollError } from '../../../src/protocol/errors';
import { inEnglish, render } from '../../../src/words/render';

const said = ({ sentence }: UnrollError): string => render(sentence, inEnglish('plain'));
const saying = (expected: string) => (error: UnrollError) => error.code === 'bad-options' && said(error) === expected;

const names = Object.keys(tables) as TableName[];

/** A copy of `options` in which the option at `path` has another value. */
function changed(options: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  const record = { ...(options as Record<string, unknown>) };
  return name === undefined ? value : { ...record, [name]: changed(record[name], rest, value) };
}

function wrongValues({ option: { range } }: PlacedOption): unknown[] {
  switch (range.kind) {
    case 'whole':
      return [range.from - 1, range.to + 1, range.from + 0.5, 1e300, NaN, Infinity, '1', null, undefined];
    case 'real':
      return [range.from - 0.001, range.to * 1.001, NaN, Infinity, '1', null, ...(range.above ? [range.from] : [])];
    case 'choice':
      return ['no such choice', 1, ''];
    case 'boolean':
      return [0, 'true', null];
    case 'texts':
      return ['a', [1], null];
    case 'separator':
      return [1, null, '\n', '"', 'far too long'];
    case 'text':
      return [1, null];
  }
}

describe('the options of a job', () => {
  it('are right as they are by default', () => {
    assert.deepEqual(readOptions('language', defaultLanguageModelOptions), defaultLanguageModelOptions);
    assert.deepEqual(readOptions('ngram', defaultNgramOptions), defaultNgramOptions);
    assert.deepEqual(readOptions('translation', defaultTranslationOptions), defaultTranslationOptions);
    assert.deepEqual(readOptions('sampling', defaultSamplingOptions), defaultSamplingOptions);
  });

  for (const name of names)
    it(`are refused by name when one is out of its range: ${name}`, () => {
      const standard = standardOf(tables[name]);
      for (const placed of optionsIn(tables[name]))
        for (const value of wrongValues(placed))
          assert.throws(
            () => readOptions(name, changed(standard, placed.path, value)),
            (error: UnrollError) => error.code === 'bad-options' && said(error).startsWith(`${placed.key} must be `),
            `${placed.key} = ${String(value)}`,
          );
    });

  it('take the ends of every range', () => {
    for (const name of names)
      for (const { path, option } of optionsIn(tables[name])) {
        const { range } = option;
        if (range.kind !== 'whole' && range.kind !== 'real') continue;
        const ends = range.kind === 'real' && range.above ? [range.to] : [range.from, range.to];
        for (const end of ends) readOptions(name, changed(standardOf(tables[name]), path, end));
      }
  });

  const set = (path: string, value: unknown): unknown => changed(defaultLanguageModelOptions, path.split('.'), value);
  const sentences: [string, unknown, string][] = [
    ['training.batchSize', 0, 'training.batchSize must be a whole number from 1 to 4096, not 0.'],
    ['training.validationFraction', 2, 'training.validationFraction must be a number from 0 to 0.5, not 2.'],
    ['training.timeSteps', 0, 'training.timeSteps must be a whole number from 1 to 4096, not 0.'],
    ['network.hiddenSize', 100.5, 'network.hiddenSize must be a whole number from 1 to 4096, not 100.5.'],
    ['training.seed', 1e300, 'training.seed must be a whole number from 0 to 4294967295, not 1e+300.'],
    ['optimiser.learningRate', 0, 'optimiser.learningRate must be a number above 0, up to 1000, not 0.'],
    ['network.bidirectional', 'yes', 'network.bidirectional must be true or false, not "yes".'],
    ['training.samplePrefixes', ['a', 1], 'training.samplePrefixes must be a list of texts, not ["a",1].'],
    ['network.speed', 3, 'There is no option "network.speed".'],
    ['network', 3, 'network must be an object of options.'],
  ];
  for (const [path, value, message] of sentences)
    it(`${path} = ${JSON.stringify(value)} is one sentence`, () => {
      assert.throws(() => readOptions('language', set(path, value)), saying(message));
    });

  it('are an object with nothing missing', () => {
    for (const value of [undefined, null, 3, [], {}])
      assert.throws(() => readOptions('language', value), { code: 'bad-options' });
    const { seed, ...training } = defaultLanguageModelOptions.training;
    assert.equal(seed, 1);
    assert.throws(
      () => readOptions('language', { ...defaultLanguageModelOptions, training }),
      saying('training.seed must be a whole number from 0 to 4294967295, but is missing.'),
    );
  });
});

describe('the options of a stored model', () => {
  const { network } = defaultLanguageModelOptions;

  it('may be larger than what can be asked for now, and hold what is unknown here', () => {
    const deep = { ...defaultLanguageModelOptions, network: { ...network, layers: 12 } };
    assert.deepEqual(
      readStoredOptions('language', { ...deep, network: { ...deep.network, later: 1 }, more: {} }),
      deep,
    );
  });

  it('may lack what is newer than the model', () => {
    const { windows, ...training } = defaultLanguageModelOptions.training;
    assert.equal(windows, 'shifting');
    assert.deepEqual(
      readStoredOptions('language', { ...defaultLanguageModelOptions, training }),
      defaultLanguageModelOptions,
    );
  });

  it('are refused where they make no sense', () => {
    for (const layers of [0, 1.5, NaN, '2', 1e6, Infinity])
      assert.throws(
        () => readStoredOptions('language', { ...defaultLanguageModelOptions, network: { ...network, layers } }),
        (error: UnrollError) => said(error).startsWith('network.layers must be'),
      );
  });
});
