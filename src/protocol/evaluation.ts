/** What is kept and shown of how well a model expects texts. */
import type { LearningFigure } from './metrics';
import type { TextEvaluation } from './worker';

/** What a model was held against earlier. */
export interface KeptEvaluation {
  /** ISO 8601 */
  at: string;
  text: string;
  characters: number;
  /** Of the weights as they are; nats per token. */
  loss: number;
  bitsPerCharacter: number;
  /** Another kind of figure: what all voices reach that learn as they read, and those that count. */
  learning?: LearningFigure;
  counting?: LearningFigure;
}

/** How well a model expects a text, beside what it reached on the text that it was trained on. */
export interface EvaluationReport {
  text: string;
  evaluation: TextEvaluation;
  /** Of the part of its own text that was held out; absent without one. */
  heldOut?: { text: string; loss: number; bitsPerCharacter?: number; learning?: LearningFigure };
  /** The latest last; this one is not among them. */
  earlier: KeptEvaluation[];
}
