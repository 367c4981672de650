import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { samplingFrom } from '../../../src/cli/sampling';
import { attributeOf, optionsFrom, trainingCommandSettings } from '../../../src/cli/settings';
import { defaultLanguageModelOptions } from '../../../src/options/language';
import { defaultSamplingOptions } from '../../../src/options/sampling';

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

  it('reach every option of a language model, once', () => {
    const leaves = Object.values(defaultLanguageModelOptions).flatMap((section: object) => Object.keys(section));
    assert.equal(trainingCommandSettings.length, leaves.length);
    assert.equal(new Set(trainingCommandSettings.map(({ flags }) => attributeOf(flags))).size, leaves.length);
  });

  it('show defaults that they would accept themselves', () => {
    for (const { flags, initial } of trainingCommandSettings)
      if (initial !== undefined)
        assert.deepEqual(optionsFrom({ [attributeOf(flags)]: initial }), defaultLanguageModelOptions, flags);
  });

  const wrong: [string, unknown, RegExp][] = [
    ['hidden', 'many', /--hidden must be a whole number from 1 to 4096, not "many"/],
    ['hidden', '1.5', /whole number/],
    ['hidden', '0', /from 1/],
    ['hidden', '', /whole number/],
    ['dropout', '1', /--dropout must be a number from 0 to 0.95/],
    ['lr', 'NaN', /--lr must be a number/],
    ['clip', '-1', /of at least 0/],
    ['cell', 'transformer', /--cell must be one of rnn, rnn-relu, gru, lstm/],
  ];
  for (const [name, value, message] of wrong)
    it(`refuse --${name} ${JSON.stringify(value)}`, () => {
      assert.throws(() => optionsFrom({ [name]: value }), { code: 'bad-options', message });
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
    assert.throws(() => samplingFrom({ topP: '2' }), { code: 'bad-options', message: /--top-p/ });
  });
});
