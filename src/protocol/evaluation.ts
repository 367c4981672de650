/** Stored and shown results of evaluations on texts. */
import type { LearningFigure } from './metrics';
import type { TextEvaluation } from './worker';

/** An earlier evaluation of a model. */
export interface KeptEvaluation {
  /** ISO 8601 */
  at: string;
  text: string;
  characters: number;
  /** Loss of the network with fixed weights, nats per token. */
  loss: number;
  bitsPerCharacter: number;
  /** Losses while learning from the text, by all voices and by the counting voices; not comparable with `loss`. */
  learning?: LearningFigure;
  counting?: LearningFigure;
}

/** An evaluation on a text, with the results on the model's own held-out text and earlier evaluations. */
export interface EvaluationReport {
  text: string;
  evaluation: TextEvaluation;
  /** Results on the held-out part of its own text; absent without one. */
  heldOut?: { text: string; loss: number; bitsPerCharacter?: number; learning?: LearningFigure };
  /** Earlier evaluations, the latest last, without this one. */
  earlier: KeptEvaluation[];
}
