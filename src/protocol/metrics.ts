/** The reports of a training run. Losses are mean cross-entropies in nats per token; perplexity = exp(loss). */
import type { SeriesReport } from './forecast';
import type { GradientReach } from './inside';
import type { LabelReport } from './labels';
import type { Message } from './message';
import type { VoiceReport } from './voices';

export interface TrainingMetrics {
  /** Parameter updates so far. */
  step: number;
  /** Epochs so far, with a fraction for the current one. */
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
  /** Joules that the processor has used since training began, including other programs; absent if the machine does not measure them. */
  joules?: number;
}

export interface ValidationMetrics {
  step: number;
  epoch: number;
  /** Held-out loss, nats per token. */
  loss: number;
  /** Bits per character of the held-out text: comparable across tokenisations. Absent if the model does not predict tokens. */
  bitsPerCharacter?: number;
  /** Whether this is the best held-out loss so far; then these weights are kept. */
  best: boolean;
}

export interface GeneratedSample {
  step: number;
  epoch: number;
  prefix: string;
  continuation: string;
  /** Held-out perplexity (training perplexity without held-out text) at the time. */
  perplexity: number;
}

/** Quality of translations of held-out sentences (of training sentences without held-out ones). */
export interface TranslationQuality {
  /** Share of target tokens predicted right under teacher forcing, 0..1. */
  tokenAccuracy: number;
  /** Corpus BLEU of greedy translations, 0..100. */
  bleu: number;
  /** Share of greedy translations that are identical to the reference, 0..1; absent in runs before 1.0. */
  exactMatch?: number;
}

/** Quality at a step of a run. */
export interface QualityMetrics extends TranslationQuality {
  step: number;
  epoch: number;
}

/** A horizontal line in the chart: the loss of an n-gram model on the same held-out text. */
export interface Baseline {
  name: Message;
  /** Nats per token. */
  loss: number;
}

export const endReasons = ['completed', 'early-stopping', 'stopped'] as const;
export type EndReason = (typeof endReasons)[number];

/** Facts about the text, known before training begins. */
export interface CorpusSummary {
  name: string;
  characters: number;
  tokens: number;
  vocabularySize: number;
  validationTokens: number;
}

/** One file of a training on several. */
export interface TrainedFile {
  name: string;
  /** Number of characters read; `heldOut` is the number of those that were held out. */
  characters: number;
  heldOut: number;
}

export interface EngineMeasurement {
  /** The name of the engine. */
  engine: string;
  available: boolean;
  /** Why it is not available, or a note on the variant ("relaxed SIMD, 2 threads"). */
  detail: Message;
  /** Tokens per second of a training step of the model's shape; absent if not measured. */
  tokensPerSecond?: number;
}

export interface Machine {
  /** The processor's model name. */
  processor: string;
  processors: number;
  /** "linux 6.1, Node 20.19" */
  system: string;
}

/** The chosen engine and the reason for the choice. */
export interface EngineReport {
  /** Absent in runs before 1.0. */
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
      /** The step from which a resumed run continues; later reports of the earlier run are dropped. */
      from?: number;
    }
  | { kind: 'metrics'; metrics: TrainingMetrics }
  | { kind: 'validation'; validation: ValidationMetrics }
  | { kind: 'sample'; sample: GeneratedSample }
  | { kind: 'quality'; quality: QualityMetrics }
  | { kind: 'baseline'; baseline: Baseline }
  | { kind: 'labels'; report: LabelReport }
  | { kind: 'series'; report: SeriesReport }
  /** How far back gradients reach at this step. */
  | { kind: 'reach'; reach: GradientReach }
  /** The voices of the model have been saved. */
  | { kind: 'voices'; voices: VoiceReport }
  | { kind: 'checkpoint'; step: number; seconds: number }
  /** A remark, such as "the loss became NaN; back to step 120 with half the rate". */
  | { kind: 'note'; message: Message };

/** The longest substring of the last sample that also occurs in the text. */
export interface CopiedPassage {
  characters: number;
  /** Share of the sample, 0..1. */
  share: number;
}

/**
 * The loss of a predictor that learns from the text while it reads it; each token is predicted before it is learned (prequential loss). It is not
 * comparable with the loss of fixed weights.
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
  /** As in `TrainingMetrics`. */
  joules?: number;
  /** Mean over the last epoch; of a run that was stopped, since the report before the last one. */
  trainLoss: number;
  /** Best held-out loss; absent if nothing was held out. */
  validationLoss?: number;
  /** All voices on the held-out text. */
  learning?: LearningFigure;
  copied?: CopiedPassage;
  /** Share of held-out texts with the right label, 0..1. */
  accuracy?: number;
  /** For series: mean absolute scaled error one step ahead on the held-out values. */
  mase?: number;
  /** The verdict as a sentence: underfitted, memorised or good, and how much of the sample is copied from the text. */
  verdict: Message;
}

export const perplexity = (loss: number): number => Math.exp(loss);
