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
  /** A run that was stopped or broke off is there. */
  hasResumableTraining: 'unroll.hasResumableTraining',
  /** The steps of the walkthrough that are done: a model is there, a run was seen, a text was continued. */
  hasModel: 'unroll.hasModel',
  hasSeenRun: 'unroll.hasSeenRun',
  hasContinued: 'unroll.hasContinued',
  /** The active text shows how surprising it is. */
  surpriseShown: 'unroll.surpriseShown',
} as const;
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

export const mementoKeys = {
  /** Workspace: name and beginning of the run that was started last, whether it came to an end or not. */
  lastRun: 'unroll.lastRun',
  /** Workspace: trainings that wait in line. */
  waiting: 'unroll.waiting',
  /** Global: what was answered last to "Train Model on This File…". */
  lastTrainingChoices: 'unroll.lastTrainingChoices',
  /** Global: how fast this machine trained last, 10^9 floating-point operations a second. */
  speed: 'unroll.speed',
  /** Global: how the models of the view are arranged. */
  arrangement: 'unroll.arrangement',
} as const;

/** Workspace: the id of the model chosen for each use. */
export const activeModelKeys: Readonly<Record<ChosenUse, string>> = {
  continue: 'unroll.activeModel',
  translate: 'unroll.activeTranslationModel',
  label: 'unroll.activeLabelModel',
  forecast: 'unroll.activeForecastModel',
};

/** What menus go by: whether there is a model for a use. */
export const useContexts: Readonly<Partial<Record<ChosenUse, ContextKey>>> = {
  translate: contextKeys.hasTranslationModel,
  label: contextKeys.hasLabelModel,
  forecast: contextKeys.hasForecastModel,
};

/** What is done with a model. */
export const useCommands: Readonly<Record<ModelUse, CommandId>> = {
  continue: commands.continueText,
  translate: commands.translateSelection,
  label: commands.labelSelection,
  forecast: commands.showForecast,
  evaluate: commands.evaluateModel,
};

/** What makes a model of each kind. */
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
