/**
 * Messages between host and worker (the background process). The interface is the contract; the names of messages
 * and the types of both ends are derived from it. The transport is vscode-jsonrpc over the fork's IPC channel.
 * Options are of type unknown: each job checks its own with `readOptions` before it uses them.
 */
import type { CompletionFigures, TypingFigures } from './completion';
import type { ForecastRequest, ForecastResult, FoundSeries, InspectSeriesRequest, SeriesEvaluation } from './forecast';
import type { KindId } from './kind';
import type { FoundLabels, InspectLabelsRequest, LabelEvaluation, LabelRequest, LabelResult } from './labels';
import type { EngineChoice, OptionsOrigin } from './model';
import type {
  FoundPairs,
  PairEvaluationOptions,
  TranslateRequest,
  TranslateResult,
  TranslationEvaluation,
} from './translation';
import type { LearningFigure, TrainingEvent, TrainingResult } from './metrics';
import type { InsideReport, InsideRequest } from './inside';
import type { Message } from './message';
import type { ExplainRequest, Explanation, SurprisalRequest, SurprisalResult } from './surprisal';
import type { FilesContents, FileSearch, FilesSource, FoundFiles, TextSource } from './textSource';

/** To be increased when a message changes its meaning; host and worker must have the same version. */
export const protocolVersion = 2;

export interface TrainJob {
  kind: KindId;
  /** One text, or two parallel ones. */
  sources: TextSource[];
  /** Options of the kind; the worker checks them. A resumed run uses its own. */
  options: unknown;
  /** Stored with the model. */
  origin?: OptionsOrigin;
  engine: EngineChoice;
  /** The folder of all models; the worker creates `<modelsFolder>/<id>`. */
  modelsFolder: string;
  /** The name of the model. */
  modelName: string;
  /** Resumes from the checkpoint in this model's folder. */
  resumeFrom?: string;
  /** Begins a new model with the weights and the vocabulary of the model in this folder, its parent. */
  from?: string;
}

export interface VocabularyRequest {
  source: TextSource;
  options: unknown;
}

export interface VocabularyReport {
  name: string;
  /** How the file was read, where it does not say so itself. */
  notes: Message[];
  characters: number;
  tokens: number;
  size: number;
  /** Share of the text's tokens that are in the vocabulary, 0..1. */
  coverage: number;
  droppedTypes: number;
  /** The most frequent tokens, most frequent first. */
  top: { token: string; frequency: number }[];
  /** Rank-frequency points for the Zipf plot, thinned evenly in log rank. */
  zipf: { rank: number; frequency: number }[];
  /** log f = -exponent log rank + c, least squares on log-log. */
  zipfExponent: number;
}

/** Evaluates a model on data of the kind it was trained on. */
export interface EvaluateRequest {
  modelFolder: string;
  /** One text, or two parallel ones. */
  sources: TextSource[];
  /** For sentence pairs. */
  pairs?: PairEvaluationOptions;
  /** The columns of label and text in a table of labelled texts, or of numbers and dates in a table of a series; absent: detected. */
  columns?: unknown;
  /**
   * The figures to compute for a text: with fixed weights, or also with all voices while they learn; absent: both. With
   * 'completion' also the keys that suggestions save, which takes minutes. */
  figures?: 'frozen' | 'both' | 'completion';
}
export type Evaluation = TextEvaluation | TranslationEvaluation | LabelEvaluation | SeriesEvaluation;

/** Measures the keys saved on the held-out part of the model's own text; the result is null if nothing was held out or the text has changed. */
export interface KeysSavedRequest {
  modelFolder: string;
  /** The text that it was trained on. */
  source: TextSource;
}

/** The evaluation of a model on a text. The first token is predicted as if a line end preceded it. */
export interface TextEvaluation {
  data: 'text';
  /** How the file was read, where it does not say so itself. */
  notes: Message[];
  model: string;
  tokens: number;
  characters: number;
  /** Nats per token. */
  loss: number;
  perplexity: number;
  /** Comparable across tokenisations. */
  bitsPerCharacter: number;
  /** Log-probability of the whole text, nats: -loss * tokens. */
  logProbability: number;
  /** All voices while they learn from the text; absent for a model without voices. */
  learning?: LearningFigure & {
    /** Number of tokens read: only the first ones of a long text. */
    tokens: number;
    /** The counting voices without the network. */
    counting?: LearningFigure;
  };
  /** Keys that suggestions save, by suggester; only if requested. */
  completion?: CompletionFigures[];
  /** Number of tokens that the model does not know; they are read as <unk>. */
  unknownTokens: number;
  /** Whether the model reads the tokens after the predicted one (bidirectional): its figures are not probabilities of the text. */
  readsAhead: boolean;
}

/** The document being written: its text before the cursor, or the end of it. */
export interface WrittenDocument {
  id: string;
  text: string;
}

export interface ContinueTextRequest {
  modelFolder: string;
  /** The text before the cursor; the worker uses only the end that it needs. */
  prefix: string;
  /** The limit of generation. Characters are code points; the last token is cut at the limit. */
  most: { tokens: number } | { characters: number };
  /** Generation ends before the first of these strings. */
  stopAt: string[];
  sampling: unknown;
  /** Uses the network alone, without the voices. */
  networkAlone?: boolean;
  /** The document that voices learn from. */
  document?: WrittenDocument;
  /** Time limit in milliseconds, after which the result so far is returned; 0: no limit. */
  timeBudgetMs: number;
}

export interface ContinueTextResult {
  continuation: string;
  /** Characters of the prefix that the model does not know; they were read as <unk>. */
  unknown: string[];
  tokens: number;
  /** Whether `most` ended it, so that the last word may be incomplete. */
  cutOff: boolean;
  milliseconds: number;
}

/** Requests suggestions at a cursor; a suggestion ends at the end of a word. */
export interface SuggestRequest extends Pick<
  ContinueTextRequest,
  'modelFolder' | 'prefix' | 'document' | 'timeBudgetMs'
> {
  /** The cost of showing a word, in keys: a word is shown only if it is expected to save more. */
  cost: number;
  words: number;
  characters: number;
  /** The largest number of lines that are not blank; 0: only the rest of the line. */
  lines: number;
  /** The largest number of suggestions; they differ in their first words. */
  count: number;
  /** The largest number of nodes that the search visits; more nodes find rarer suggestions. */
  places: number;
}

export interface SuggestResult {
  suggestions: Suggestion[];
  milliseconds: number;
}

export interface Suggestion {
  text: string;
  /** Probability that the text continues with the whole suggestion and its last word ends there. */
  probability: number;
  /** Expected saved keys, plus a bonus for right words, minus the cost of reading it. */
  worth: number;
}

/** The voices learn a text, and the result is stored with the model on disk. */
export interface LearnRequest {
  modelFolder: string;
  /** One text. */
  sources: TextSource[];
}

export interface LearnResult {
  tokens: number;
}

export interface ModelSummary {
  id: string;
  folder: string;
  name: string;
}

export interface WorkerInfo {
  protocolVersion: number;
  node: string;
  pid: number;
}

/** Requests; each takes one parameter object and can be cancelled. */
export interface WorkerRequests {
  hello: { parameters: { protocolVersion: number }; result: WorkerInfo };
  train: { parameters: TrainJob; result: TrainingResult };
  /**
   * Loads a model and lets its voices learn the document, so that later requests need not. Without this request they load it
   * themselves.
   */
  open: {
    parameters: { modelFolder: string; engine: EngineChoice; document?: WrittenDocument };
    result: ModelSummary;
  };
  continue: { parameters: ContinueTextRequest; result: ContinueTextResult };
  suggest: { parameters: SuggestRequest; result: SuggestResult };
  surprise: { parameters: SurprisalRequest; result: SurprisalResult };
  explain: { parameters: ExplainRequest; result: Explanation };
  inside: { parameters: InsideRequest; result: InsideReport };
  keysSaved: { parameters: KeysSavedRequest; result: TypingFigures | null };
  learn: { parameters: LearnRequest; result: LearnResult };
  translate: { parameters: TranslateRequest; result: TranslateResult };
  label: { parameters: LabelRequest; result: LabelResult };
  forecast: { parameters: ForecastRequest; result: ForecastResult };
  evaluate: { parameters: EvaluateRequest; result: Evaluation };
  /** Reads only the beginning of the text; null: it is not a table with two columns of words. */
  inspectPairs: { parameters: { source: TextSource }; result: FoundPairs | null };
  /** @throws UnrollError if there are no labels */
  inspectLabels: { parameters: InspectLabelsRequest<TextSource>; result: FoundLabels };
  /** @throws UnrollError if there is no series */
  inspectSeries: { parameters: InspectSeriesRequest<TextSource>; result: FoundSeries };
  /** Finds files to train on in folders and by patterns. */
  findFiles: { parameters: FileSearch; result: FoundFiles };
  /** Finds the parts that could be left out of files. */
  inspectFiles: { parameters: { source: TextSource & FilesSource }; result: FilesContents };
  /** Writes a model as one file. */
  exportModel: { parameters: { modelFolder: string; target: string }; result: null };
  /** Reads a model from such a file. */
  importModel: { parameters: { archive: string; modelsFolder: string }; result: ModelSummary };
  buildVocabulary: { parameters: VocabularyRequest; result: VocabularyReport };
  /** Speed of training, 10^9 floating-point operations a second; takes half a second. */
  measureSpeed: { parameters: { threads: number }; result: number };
}

/** One-way messages from the host. */
export interface WorkerNotifications {
  /** Ends the running training after the current step; its model is saved and its request returns. */
  stopTraining: Record<string, never>;
}

/** One-way messages from the worker. */
export interface WorkerEvents {
  trainingEvent: TrainingEvent;
}
