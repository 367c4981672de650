/** Types of labelled texts and classifications in messages between host, page and worker. */
import type { Message } from './message';

/** The labelled texts found in a source. */
export interface FoundLabels {
  /** The columns' names or numbers; absent for a folder, whose subfolders are the labels. */
  columns?: { label: string; text: string };
  texts: number;
  /** Some of the labels, the most frequent first. */
  labels: { label: string; count: number }[];
  /** The number of labels. */
  different: number;
}

export interface InspectLabelsRequest<Source> {
  source: Source;
  /** Options of `labelColumnsTable`. */
  columns: unknown;
}

/** The classifiers that a model is made of. */
export const voiceNames = ['bayes', 'regression', 'network'] as const;
export type VoiceName = (typeof voiceNames)[number];

export interface LabelRequest {
  modelFolder: string;
  texts: string[];
  /** Whether to return the decisive words. */
  explain: boolean;
}

export interface LabelledWord {
  /** Offsets in the text, UTF-16 units. */
  from: number;
  to: number;
  /** The decrease of the label's log-odds when the word is left out; negative: the word speaks against the label. */
  weight: number;
}

export interface TextLabel {
  label: string;
  /** 0..1 */
  probability: number;
  /** Some of the likeliest labels, this one first. */
  ranking: { label: string; probability: number }[];
  /** Empty unless asked for. */
  words: LabelledWord[];
}

export interface LabelResult {
  labels: TextLabel[];
  milliseconds: number;
}

export interface ClassReport {
  label: string;
  /** Number of texts with this label. */
  count: number;
  /** NaN if it is undefined. */
  precision: number;
  recall: number;
  f1: number;
  /** 95 % confidence intervals; absent in reports before 1.0. */
  intervals?: { precision: [number, number]; recall: [number, number]; f1: [number, number] };
}

export interface LabelReport {
  /** Number of texts evaluated; none of them was used in training. */
  texts: number;
  accuracy: number;
  /** 95 % confidence interval. */
  interval: [number, number];
  macroF1: number;
  /** 95 % confidence interval; absent in reports before 1.0. */
  macroF1Interval?: [number, number];
  /** Mean cross-entropy, nats per text. */
  loss: number;
  calibrationError: number;
  reliability: { count: number; confidence: number; accuracy: number }[];
  classes: ClassReport[];
  /** [label][prediction]: number of texts, in the order of `classes`. */
  confusion: number[][];
  /** Each classifier alone, with its weight; empty in an evaluation on other texts. */
  voices: { name: VoiceName; accuracy: number; loss: number; trust: number }[];
  /** Some wrong predictions, the most probable first. */
  wrong: { text: string; label: string; prediction: string; probability: number }[];
}

export interface LabelEvaluation {
  data: 'labels';
  /** Notes on how the texts were read and which were left out. */
  notes: Message[];
  model: string;
  report: LabelReport;
  /** Number of texts whose label the model does not know; they are not evaluated. */
  unknown: number;
}
