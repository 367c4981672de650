/** Labelled texts and what models say of them, as host, page and worker speak of them. */
import type { Message } from './message';

/** What labelled texts a source seems to hold. */
export interface FoundLabels {
  /** The columns' names or numbers; absent for a folder, whose folders are the labels. */
  columns?: { label: string; text: string };
  texts: number;
  /** The commonest first, some of them. */
  labels: { label: string; count: number }[];
  /** How many labels there are. */
  different: number;
}

export interface InspectLabelsRequest<Source> {
  source: Source;
  /** Of `labelColumnsTable`. */
  columns: unknown;
}

/** The classifiers that a model is made of. */
export const voiceNames = ['bayes', 'regression', 'network'] as const;
export type VoiceName = (typeof voiceNames)[number];

export interface LabelRequest {
  modelFolder: string;
  texts: string[];
  /** Whether the words that decided are wanted. */
  explain: boolean;
}

export interface LabelledWord {
  /** Places in the text, UTF-16 units. */
  from: number;
  to: number;
  /** How much the log-odds of the label fall when the word is left out; negative: it speaks against the label. */
  weight: number;
}

export interface TextLabel {
  label: string;
  /** 0..1 */
  probability: number;
  /** The likeliest, this one first; a few. */
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
  /** Texts that have it. */
  count: number;
  /** NaN where there is none. */
  precision: number;
  recall: number;
  f1: number;
  /** 95 %; reports of before 1.0 lack them. */
  intervals?: { precision: [number, number]; recall: [number, number]; f1: [number, number] };
}

export interface LabelReport {
  /** Texts that were judged; none of them was read before. */
  texts: number;
  accuracy: number;
  /** 95 % */
  interval: [number, number];
  macroF1: number;
  /** 95 %; reports of before 1.0 lack it. */
  macroF1Interval?: [number, number];
  /** Mean cross-entropy, nats per text. */
  loss: number;
  calibrationError: number;
  reliability: { count: number; confidence: number; accuracy: number }[];
  classes: ClassReport[];
  /** [label][prediction] texts, in the order of `classes`. */
  confusion: number[][];
  /** Each classifier alone, and how far it is trusted; absent where a model is held against other texts. */
  voices: { name: VoiceName; accuracy: number; loss: number; trust: number }[];
  /** The surest first, some of them. */
  wrong: { text: string; label: string; prediction: string; probability: number }[];
}

export interface LabelEvaluation {
  data: 'labels';
  /** How the texts were read, and what was left out of them. */
  notes: Message[];
  model: string;
  report: LabelReport;
  /** Texts whose label the model does not know: they are not judged. */
  unknown: number;
}
