/**
 * Host <-> worker: what can be asked of the background process. The interface is the contract; the names on the wire
 * and the types of both ends are derived from it. Carried by vscode-jsonrpc over the fork's IPC channel.
 * Options are unknown as they are sent: each job reads its own with `readOptions` before anything uses them.
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

/** Raised by one whenever a message changes its meaning; host and worker refuse to talk across versions. */
export const protocolVersion = 2;

export interface TrainJob {
  kind: KindId;
  /** One text, or two parallel ones. */
  sources: TextSource[];
  /** Of the kind; the worker checks them. A run that is resumed has its own. */
  options: unknown;
  /** Kept with the model. */
  origin?: OptionsOrigin;
  engine: EngineChoice;
  /** The folder that holds all models; the worker makes `<modelsFolder>/<id>` in it. */
  modelsFolder: string;
  /** What a person calls the model; shown in pickers. */
  modelName: string;
  /** Goes on from the checkpoint in this model's folder instead of starting anew. */
  resumeFrom?: string;
  /** Begins with the weights of the model in this folder, and reads the text with its vocabulary: a new model that the old one is the parent of. */
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
  /** Share of the text's tokens that the vocabulary knows, 0..1. */
  coverage: number;
  droppedTypes: number;
  /** The most frequent tokens, most frequent first. */
  top: { token: string; frequency: number }[];
  /** Rank-frequency points for the Zipf plot, thinned evenly in log rank. */
  zipf: { rank: number; frequency: number }[];
  /** log f = -exponent log rank + c, least squares on log-log. */
  zipfExponent: number;
}

/** Holds a model against data of the kind it was made from. */
export interface EvaluateRequest {
  modelFolder: string;
  /** One text, or two parallel ones. */
  sources: TextSource[];
  /** Where the data are sentence pairs. */
  pairs?: PairEvaluationOptions;
  /** Where label and text stand in a table of labelled texts, or numbers and dates in one of a series; found when absent. */
  columns?: unknown;
  /**
   * Which figures of a text are wanted: of the weights as they are, of all voices as they go on learning; both when absent. With
   * 'completion' also how many keys suggestions save, which takes minutes. */
  figures?: 'frozen' | 'both' | 'completion';
}
export type Evaluation = TextEvaluation | TranslationEvaluation | LabelEvaluation | SeriesEvaluation;

/** A person types what was held out of the model's own text, and takes what is right of its suggestions; null: nothing was held out, or the text has changed. */
export interface KeysSavedRequest {
  modelFolder: string;
  /** The text that it was trained on. */
  source: TextSource;
}

/** How well a model expects a text. The first token is predicted after a line end. */
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
  /** Of the whole text, nats: loss * tokens, negative. */
  logProbability: number;
  /** What the model reaches when it goes on learning from the text as it reads it; absent for a model without voices. */
  learning?: LearningFigure & {
    /** The first so many tokens, where the text is long. */
    tokens: number;
    /** What those that count reach, without the network. */
    counting?: LearningFigure;
  };
  /** What suggestions save, by who makes them; only where it is asked for. */
  completion?: CompletionFigures[];
  /** Tokens that the model does not know; they are read as <unk>. */
  unknownTokens: number;
  /** The model reads what follows a token before it predicts it: its figures are no probability of the text. */
  readsAhead: boolean;
}

/** What is being written: its text before the cursor, or the end of that. */
export interface WrittenDocument {
  id: string;
  text: string;
}

export interface ContinueTextRequest {
  modelFolder: string;
  /** The text before the cursor; the worker takes as much of its end as it needs. */
  prefix: string;
  /** Generation ends with so much; characters are code points, and the last token is cut where they end. */
  most: { tokens: number } | { characters: number };
  /** Generation ends before the first of these strings. */
  stopAt: string[];
  sampling: unknown;
  /** The network is asked alone, without the voices that have read the text. */
  networkAlone?: boolean;
  /** For voices to learn from. */
  document?: WrittenDocument;
  /** Work is given up after so many milliseconds with what there is; 0 means no limit. */
  timeBudgetMs: number;
}

export interface ContinueTextResult {
  continuation: string;
  /** Characters of the prefix that the model had never seen (they were read as <unk>). */
  unknown: string[];
  tokens: number;
  /** Whether `most` ended it, so that the last word may be half a word. */
  cutOff: boolean;
  milliseconds: number;
}

/** What is worth suggesting at a cursor: it ends where a word ends. */
export interface SuggestRequest extends Pick<
  ContinueTextRequest,
  'modelFolder' | 'prefix' | 'document' | 'timeBudgetMs'
> {
  /** Keys that a word costs which is shown: what it may save has to be worth them. */
  cost: number;
  words: number;
  characters: number;
  /** Lines with something on them; 0: it stays on the line. */
  lines: number;
  /** So many at most, that differ in their first words. */
  count: number;
  /** Places that are looked at: the more, the rarer things are found. */
  places: number;
}

export interface SuggestResult {
  suggestions: Suggestion[];
  milliseconds: number;
}

export interface Suggestion {
  text: string;
  /** Of the whole: that the text goes on so, and the last word ends there. */
  probability: number;
  /** Keys that it is expected to save, and more that words are worth which are right, less what reading it costs. */
  worth: number;
}

/** Voices read a text, and what they learned becomes part of the model on disk. */
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
   * Loads a model and has its voices learn what is being written, so that the uses of it that follow need not. Without this they load it
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
  /** Judged by the beginning of the text; null: it is no table of two columns of words. */
  inspectPairs: { parameters: { source: TextSource }; result: FoundPairs | null };
  /** @throws UnrollError where there are no labels */
  inspectLabels: { parameters: InspectLabelsRequest<TextSource>; result: FoundLabels };
  /** @throws UnrollError where there is no series */
  inspectSeries: { parameters: InspectSeriesRequest<TextSource>; result: FoundSeries };
  /** The files of folders and patterns that can be trained on. */
  findFiles: { parameters: FileSearch; result: FoundFiles };
  /** What could be left out of them. */
  inspectFiles: { parameters: { source: TextSource & FilesSource }; result: FilesContents };
  /** A model as one file. */
  exportModel: { parameters: { modelFolder: string; target: string }; result: null };
  /** A model of such a file. */
  importModel: { parameters: { archive: string; modelsFolder: string }; result: ModelSummary };
  buildVocabulary: { parameters: VocabularyRequest; result: VocabularyReport };
  /** 10^9 floating-point operations a second of training; takes half a second. */
  measureSpeed: { parameters: { threads: number }; result: number };
}

/** One-way messages from the host. */
export interface WorkerNotifications {
  /** Ends the running training after the current step; the model so far is saved and the request answers. */
  stopTraining: Record<string, never>;
}

/** One-way messages from the worker. */
export interface WorkerEvents {
  trainingEvent: TrainingEvent;
}
