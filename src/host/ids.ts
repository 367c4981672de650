/** Every name that package.json and the code must agree on; a test compares the two. */
import type { ChosenUse, KindId, ModelUse } from '../protocol/kind';

export const commands = {
  trainLstm: 'unroll.trainLstm',
  trainModel: 'unroll.trainModel',
  countNgrams: 'unroll.countNgrams',
  buildVocabulary: 'unroll.buildVocabulary',
  openTrainingPanel: 'unroll.openTrainingPanel',
  stopTraining: 'unroll.stopTraining',
  resumeTraining: 'unroll.resumeTraining',
  trainOnFiles: 'unroll.trainOnFiles',
  trainFurther: 'unroll.trainFurther',
  trainSeveral: 'unroll.trainSeveral',
  trainTranslation: 'unroll.trainTranslation',
  translateSelection: 'unroll.translateSelection',
  evaluateTranslation: 'unroll.evaluateTranslation',
  trainClassifier: 'unroll.trainClassifier',
  labelSelection: 'unroll.labelSelection',
  evaluateClassifier: 'unroll.evaluateClassifier',
  trainForecast: 'unroll.trainForecast',
  showForecast: 'unroll.showForecast',
  evaluateForecast: 'unroll.evaluateForecast',
  continueText: 'unroll.continueText',
  evaluateModel: 'unroll.evaluateModel',
  toggleSurprise: 'unroll.toggleSurprise',
  nextSurprise: 'unroll.nextSurprise',
  previousSurprise: 'unroll.previousSurprise',
  selectModel: 'unroll.selectModel',
  ghostTextMenu: 'unroll.ghostTextMenu',
  toggleCompletion: 'unroll.toggleCompletion',
  learnFromFile: 'unroll.learnFromFile',
  forgetLearned: 'unroll.forgetLearned',
  showLog: 'unroll.showLog',
  startWaiting: 'unroll.startWaiting',
  removeWaiting: 'unroll.removeWaiting',
  arrangeModels: 'unroll.arrangeModels',
  noteModel: 'unroll.noteModel',
  trainLike: 'unroll.trainLike',
  importModel: 'unroll.importModel',
  deleteModel: 'unroll.deleteModel',
  showTraining: 'unroll.showTraining',
  renameModel: 'unroll.renameModel',
  revealModel: 'unroll.revealModel',
  exportRun: 'unroll.exportRun',
  openSample: 'unroll.openSample',
  compareTrainings: 'unroll.compareTrainings',
  lookInside: 'unroll.lookInside',
  readSideBySide: 'unroll.readSideBySide',
} as const;
export type CommandId = (typeof commands)[keyof typeof commands];

export const contextKeys = {
  training: 'unroll.training',
  hasTranslationModel: 'unroll.hasTranslationModel',
  hasLabelModel: 'unroll.hasLabelModel',
  hasForecastModel: 'unroll.hasForecastModel',
  /** There is a run that was stopped or broke off. */
  hasResumableTraining: 'unroll.hasResumableTraining',
  /** Completed steps of the walkthrough: a model exists, a run was seen, a text was continued. */
  hasModel: 'unroll.hasModel',
  hasSeenRun: 'unroll.hasSeenRun',
  hasContinued: 'unroll.hasContinued',
  /** The models were listed and there is none: not before the first listing. */
  noModel: 'unroll.noModel',
  /** The surprise of the active text is shown. */
  surpriseShown: 'unroll.surpriseShown',
} as const;
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

export const mementoKeys = {
  /** Workspace: the id of the model of the run that was started last, finished or not. */
  lastRun: 'unroll.lastRun',
  /** Workspace: trainings that wait in line. */
  waiting: 'unroll.waiting',
  /** Global: the last answers to "Train Model on This File…". */
  lastTrainingChoices: 'unroll.lastTrainingChoices',
  /** Global: the last measured training speed of this machine, 10^9 floating-point operations a second. */
  speed: 'unroll.speed',
  /** Global: the arrangement of the Models view. */
  arrangement: 'unroll.arrangement',
} as const;

/** Workspace: the id of the model chosen for each use. */
export const activeModelKeys: Readonly<Record<ChosenUse, string>> = {
  continue: 'unroll.activeModel',
  translate: 'unroll.activeTranslationModel',
  label: 'unroll.activeLabelModel',
  forecast: 'unroll.activeForecastModel',
};

/** The context keys of menus that need a model for a use. */
export const useContexts: Readonly<Partial<Record<ChosenUse, ContextKey>>> = {
  translate: contextKeys.hasTranslationModel,
  label: contextKeys.hasLabelModel,
  forecast: contextKeys.hasForecastModel,
};

/** The command for each use of a model. */
export const useCommands: Readonly<Record<ModelUse, CommandId>> = {
  continue: commands.continueText,
  translate: commands.translateSelection,
  label: commands.labelSelection,
  forecast: commands.showForecast,
  evaluate: commands.evaluateModel,
};

/** The command that trains a model of each kind. */
export const trainCommands: Readonly<Record<KindId, CommandId>> = {
  language: commands.trainModel,
  ngram: commands.countNgrams,
  translation: commands.trainTranslation,
  labels: commands.trainClassifier,
  series: commands.trainForecast,
};

export const modelsView = 'unroll.models';
export const trainingPanel = 'unroll.training';
export const stillPage = 'unroll.page';

/** Texts that come with the extension. */
export const samples = ['lighthouse.txt', 'dates.tsv', 'visitors.csv'] as const;
export type SampleName = (typeof samples)[number];
