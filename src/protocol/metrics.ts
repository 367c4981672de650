/** What a training run reports. Losses are mean cross-entropies in nats per token; perplexity = exp(loss). */
import type { SeriesReport } from './forecast';
import type { GradientReach } from './inside';
import type { LabelReport } from './labels';
import type { Message } from './message';
import type { VoiceReport } from './voices';

export interface TrainingMetrics {
  /** Parameter updates so far. */
  step: number;
  /** Epochs so far, with the fraction of the current one. */
  epoch: number;
  /** Seconds of training so far, validation and samples included. */
  seconds: number;
  /** Mean training loss since the previous report, nats per token. */
  trainLoss: number;
  /** Tokens trained per second since the previous report. */
  tokensPerSecond: number;
  /** Global L2 norm of the gradient before clipping, mean since the previous report. */
  gradientNorm: number;
  learningRate: number;
  /** Joules that the processor has taken since the training began, whatever else ran on it; absent where the machine does not tell. */
  joules?: number;
}

export interface ValidationMetrics {
  step: number;
  epoch: number;
  /** Held-out loss, nats per token. */
  loss: number;
  /** Bits per character of the held-out text: comparable across tokenisations. Absent where tokens are not what is predicted. */
  bitsPerCharacter?: number;
  /** Whether this is the best held-out loss so far (these weights are kept). */
  best: boolean;
}

export interface GeneratedSample {
  step: number;
  epoch: number;
  prefix: string;
  continuation: string;
  /** Held-out (or, without one, training) perplexity when it was generated. */
  perplexity: number;
}

/** How well a translation model translates held-out sentences (or, without any, training ones). */
export interface TranslationQuality {
  /** Share of target tokens that teacher forcing predicts right, 0..1. */
  tokenAccuracy: number;
  /** Corpus BLEU of greedy translations, 0..100. */
  bleu: number;
  /** Share of the greedy translations that are right word for word, 0..1; runs of before 1.0 lack it. */
  exactMatch?: number;
}

/** Quality in the course of a run. */
export interface QualityMetrics extends TranslationQuality {
  step: number;
  epoch: number;
}

/** A line drawn beside the curves: what plain counting reaches on the same held-out text. */
export interface Baseline {
  name: Message;
  /** Nats per token. */
  loss: number;
}

export const endReasons = ['completed', 'early-stopping', 'stopped'] as const;
export type EndReason = (typeof endReasons)[number];

/** What was found out about the text before training began. */
export interface CorpusSummary {
  name: string;
  characters: number;
  tokens: number;
  vocabularySize: number;
  validationTokens: number;
}

/** One of several files. */
export interface TrainedFile {
  name: string;
  /** Read, and held out of those. */
  characters: number;
  heldOut: number;
}

export interface EngineMeasurement {
  /** Its name. */
  engine: string;
  available: boolean;
  /** Why it is not available, or a note on the variant ("relaxed SIMD, 2 threads"). */
  detail: Message;
  /** Tokens per second of a training step of the model's shape; absent when it was not measured. */
  tokensPerSecond?: number;
}

export interface Machine {
  /** Its model. */
  processor: string;
  processors: number;
  /** "linux 6.1, Node 20.19" */
  system: string;
}

/** Which engine runs and why. */
export interface EngineReport {
  /** Runs of before 1.0 lack it. */
  machine?: Machine;
  chosen: string;
  reason: Message;
  threads: number;
  measurements: EngineMeasurement[];
}

export type TrainingEvent =
  | { kind: 'phase'; phase: 'reading' | 'tokenising' | 'fitting' | 'measuring' | 'training' | 'saving' | 'voices' }
  | {
      kind: 'started';
      /** The model that the run writes. */
      modelId: string;
      corpus: CorpusSummary;
      files?: TrainedFile[];
      engine: EngineReport;
      parameters: number;
      totalSteps: number;
      epochs: number;
      /** The step from which an earlier run goes on: what came after it did not last. */
      from?: number;
    }
  | { kind: 'metrics'; metrics: TrainingMetrics }
  | { kind: 'validation'; validation: ValidationMetrics }
  | { kind: 'sample'; sample: GeneratedSample }
  | { kind: 'quality'; quality: QualityMetrics }
  | { kind: 'baseline'; baseline: Baseline }
  | { kind: 'labels'; report: LabelReport }
  | { kind: 'series'; report: SeriesReport }
  /** How far back gradients reach by now. */
  | { kind: 'reach'; reach: GradientReach }
  /** The voices of the model have been saved. */
  | { kind: 'voices'; voices: VoiceReport }
  | { kind: 'checkpoint'; step: number; seconds: number }
  /** Something worth a line: "the loss became NaN; back to step 120 with half the rate". */
  | { kind: 'note'; message: Message };

/** The longest run of characters of the last sample that the text holds word for word. */
export interface CopiedPassage {
  characters: number;
  /** Of the sample, 0..1. */
  share: number;
}

/**
 * What a predictor reaches that goes on learning from the text as it reads it, each token predicted before it is learned. Another kind of
 * figure than a loss of weights that stay as they are: the two are not compared.
 */
export interface LearningFigure {
  /** Nats per token. */
  loss: number;
  bitsPerCharacter: number;
}

export interface TrainingResult {
  reason: EndReason;
  modelId: string;
  /** The folder of the saved model. */
  folder: string;
  steps: number;
  epochs: number;
  seconds: number;
  /** As `TrainingMetrics` has it. */
  joules?: number;
  trainLoss: number;
  /** Best held-out loss, absent when nothing was held out. */
  validationLoss?: number;
  /** Of the held-out text, with all voices. */
  learning?: LearningFigure;
  copied?: CopiedPassage;
  /** Share of the texts kept aside that got the right label. */
  accuracy?: number;
  /** Of a series: mean absolute scaled error one step ahead, on the values kept aside. */
  mase?: number;
  /** The verdict in plain words: underfitted, memorised, good, and how much of the sample is copied from the text. */
  verdict: Message;
}

export const perplexity = (loss: number): number => Math.exp(loss);
