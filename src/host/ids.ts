/** Every name that package.json and the code must agree on; a test compares the two. */
import type { ChosenUse } from '../kinds/kind';
import type { KindId, ModelUse } from '../protocol/kind';
import { defaultLanguageModelOptions } from '../options/language';
import { defaultSamplingOptions } from '../options/sampling';
import { engineChoices, tokenisations } from '../protocol/model';
import type { EngineChoice, Tokenisation } from '../protocol/model';

export const commands = {
  trainLstm: 'unroll.trainLstm',
  trainModel: 'unroll.trainModel',
  buildVocabulary: 'unroll.buildVocabulary',
  openTrainingPanel: 'unroll.openTrainingPanel',
  stopTraining: 'unroll.stopTraining',
  resumeTraining: 'unroll.resumeTraining',
  trainTranslation: 'unroll.trainTranslation',
  translateSelection: 'unroll.translateSelection',
  evaluateTranslation: 'unroll.evaluateTranslation',
  continueText: 'unroll.continueText',
  evaluateModel: 'unroll.evaluateModel',
  selectModel: 'unroll.selectModel',
  toggleCompletion: 'unroll.toggleCompletion',
  showLog: 'unroll.showLog',
  deleteModel: 'unroll.deleteModel',
} as const;
export type CommandId = (typeof commands)[keyof typeof commands];

export const contextKeys = {
  training: 'unroll.training',
  hasTranslationModel: 'unroll.hasTranslationModel',
  /** A run that was stopped or broke off is there. */
  hasResumableTraining: 'unroll.hasResumableTraining',
} as const;
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

export const mementoKeys = {
  /** Workspace: name and beginning of the run that was started last, whether it came to an end or not. */
  lastRun: 'unroll.lastRun',
  /** Global: what was answered last to "Train Model on This File…". */
  lastTrainingChoices: 'unroll.lastTrainingChoices',
  /** Global: how fast this machine trained last, 10^9 floating-point operations a second. */
  speed: 'unroll.speed',
} as const;

/** Workspace: the id of the model chosen for each use. */
export const activeModelKeys: Readonly<Record<ChosenUse, string>> = {
  continue: 'unroll.activeModel',
  translate: 'unroll.activeTranslationModel',
};

/** What is done with a model. */
export const useCommands: Readonly<Record<ModelUse, CommandId>> = {
  continue: commands.continueText,
  translate: commands.translateSelection,
  evaluate: commands.evaluateModel,
};

/** What makes a model of each kind. */
export const trainCommands: Readonly<Record<KindId, CommandId>> = {
  language: commands.trainModel,
  ngram: commands.trainModel,
  translation: commands.trainTranslation,
};

export const modelsView = 'unroll.models';
export const trainingPanel = 'unroll.training';

export const triggerPolicies = ['automatic', 'manual', 'off'] as const;
export type TriggerPolicy = (typeof triggerPolicies)[number];

const { text, network, optimiser, training } = defaultLanguageModelOptions;

export interface Settings {
  backend: EngineChoice;
  exclude: string[];
  'training.tokenisation': Tokenisation;
  'training.hiddenSize': number;
  'training.layers': number;
  'training.embeddingSize': number;
  'training.bidirectional': boolean;
  'training.dropout': number;
  'training.learningRate': number;
  'training.batchSize': number;
  'training.timeSteps': number;
  'training.epochs': number;
  'training.patience': number;
  'training.validationFraction': number;
  'training.seed': number;
  'training.threads': number;
  'training.samplePrefixes': string[];
  'training.sampleLength': number;
  'completion.trigger': TriggerPolicy;
  'completion.languages': string[];
  'completion.maxLines': number;
  'completion.maxCharacters': number;
  'completion.temperature': number;
  'completion.idleMinutes': number;
  'translation.beamSize': number;
}
export type SettingKey = keyof Settings;

export const settingDefaults: Settings = {
  backend: 'auto',
  exclude: ['.env', '.env.*', '*.pem', '*.key', '*.p12', '*.pfx', 'id_rsa*', 'id_ed25519*', '**/.ssh/**', '**/.git/**'],
  'training.tokenisation': text.tokenisation,
  'training.hiddenSize': network.hiddenSize,
  'training.layers': network.layers,
  'training.embeddingSize': network.embeddingSize,
  'training.bidirectional': network.bidirectional,
  'training.dropout': network.dropout,
  'training.learningRate': optimiser.learningRate,
  'training.batchSize': training.batchSize,
  'training.timeSteps': training.timeSteps,
  'training.epochs': training.epochs,
  'training.patience': training.patience,
  'training.validationFraction': training.validationFraction,
  'training.seed': training.seed,
  'training.threads': training.threads,
  'training.samplePrefixes': training.samplePrefixes,
  'training.sampleLength': training.sampleLength,
  'completion.trigger': 'automatic',
  'completion.languages': ['plaintext', 'markdown'],
  'completion.maxLines': 1,
  'completion.maxCharacters': 80,
  'completion.temperature': defaultSamplingOptions.temperature,
  'completion.idleMinutes': 10,
  'translation.beamSize': 4,
};

/** The values an enumerated setting may have. */
export const settingChoices: Partial<Record<SettingKey, readonly string[]>> = {
  backend: engineChoices,
  'training.tokenisation': tokenisations,
  'completion.trigger': triggerPolicies,
};
