/** What the settings mean, without the editor. */
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../options/language';
import { settingChoices, settingDefaults, type SettingKey, type Settings } from './ids';

/** Whether a value read from settings.json is of the setting's kind. */
export function sound<K extends SettingKey>(key: K, value: unknown): value is Settings[K] {
  const standard: unknown = settingDefaults[key];
  if (Array.isArray(standard)) return Array.isArray(value) && value.every(item => typeof item === 'string');
  if (typeof standard === 'boolean') return typeof value === 'boolean';
  if (typeof standard === 'number') return typeof value === 'number' && Number.isFinite(value);
  const choices = settingChoices[key];
  return typeof value === 'string' && (choices === undefined || choices.includes(value));
}

export function languageModelOptions(read: <K extends SettingKey>(key: K) => Settings[K]): LanguageModelOptions {
  const { text, network, optimiser, training } = defaultLanguageModelOptions;
  return {
    text: { ...text, tokenisation: read('training.tokenisation') },
    network: {
      ...network,
      hiddenSize: read('training.hiddenSize'),
      layers: read('training.layers'),
      embeddingSize: read('training.embeddingSize'),
      bidirectional: read('training.bidirectional'),
      dropout: read('training.dropout'),
    },
    optimiser: { ...optimiser, learningRate: read('training.learningRate') },
    training: {
      ...training,
      batchSize: read('training.batchSize'),
      timeSteps: read('training.timeSteps'),
      epochs: read('training.epochs'),
      patience: read('training.patience'),
      validationFraction: read('training.validationFraction'),
      seed: read('training.seed'),
      threads: read('training.threads'),
      samplePrefixes: read('training.samplePrefixes'),
      sampleLength: read('training.sampleLength'),
    },
  };
}
