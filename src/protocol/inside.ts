/** What happens inside a recurrent model: how gradients reach back, and what its units do over a passage of text. */
import type { GateName } from './cells';
import type { TextSource } from './textSource';

/** A layer, or one of its two directions. */
export interface LayerPlace {
  /** From 0, the lowest. */
  layer: number;
  /** Of a layer that reads both ways: what begins at the end. */
  reverse?: true;
}

/** One of the states that a layer carries from step to step. */
export interface StatePlace extends LayerPlace {
  /** The hidden state, or the memory cell of an LSTM. */
  state: 'h' | 'c';
}

/**
 * How the gradient of one prediction reaches back over the steps before it. norms[k] = ||dL/dh|| k steps before the prediction, L its
 * cross-entropy in nats; the mean over several places of the text, each with all that leads on from the state to the prediction. A memory
 * cell carries nothing to the prediction of its own step: its norms[0] is 0.
 */
export interface GradientReach {
  step: number;
  epoch: number;
  /** Steps after which training cuts the gradient off. */
  timeSteps: number;
  /** The norm of the gradient in all weights that training clips to; 0: it does not. */
  clipNorm: number;
  lines: (StatePlace & { norms: number[] })[];
}

/** What the gradient is at least at the far end of what reaches back so far: a hundredth of where it begins. */
export const reachingShare = 0.01;

/** ||dL/d(all states)|| by steps back: the square root of the sum of the squares of all lines. */
export const totalNorms = ({ lines }: Pick<GradientReach, 'lines'>): number[] =>
  (lines[0]?.norms ?? []).map((_, k) => Math.hypot(...lines.map(({ norms }) => norms[k] ?? 0)));

/** Steps back from which on less than `reachingShare` of the gradient at the prediction is left; undefined: all steps that were looked at. */
export function reachOf(reach: Pick<GradientReach, 'lines'>): number | undefined {
  const norms = totalNorms(reach);
  const last = norms.findLastIndex(norm => norm >= reachingShare * (norms[0] ?? 0));
  return last + 1 < norms.length ? last + 1 : undefined;
}

/** How many times the gradient has become what it was at the prediction, at its largest. */
export function growthOf(reach: Pick<GradientReach, 'lines'>): number {
  const norms = totalNorms(reach);
  return Math.max(...norms) / (norms[0] ?? 1);
}

/** What of a unit can be seen: its hidden state, its memory cell, a gate. */
export type Signal = StatePlace['state'] | GateName;

/** What a unit may be found to follow in a text. */
export const featureNames = [
  'quotes',
  'brackets',
  'linePlace',
  'indentation',
  'wordPlace',
  'wordEnd',
  'blank',
  'sentencePlace',
  'capital',
  'digit',
] as const;
export type FeatureName = (typeof featureNames)[number];

export interface InsideRequest {
  modelFolder: string;
  /** What stands before the passage; its end is read. */
  before: string;
  passage: string;
  /** Where units that follow something are looked for: the text that the model was made from, then others; the first that is long enough. */
  sources: TextSource[];
}

/** Of a text in which units that follow something are looked for. */
export const fewestTokensToFollow = 1000;

export interface FollowingUnit extends StatePlace {
  unit: number;
  feature: FeatureName;
  /** Pearson's, on tokens that had no part in the choice of the unit. */
  correlation: number;
}

/** Values of all units of a layer over the passage, as bytes: 0 is `low`, 255 `high`. */
export interface SignalValues {
  signal: Signal;
  low: number;
  high: number;
  /** Base64 of [tokens, units]. */
  bytes: string;
}

export interface LayerSignals extends LayerPlace {
  signals: SignalValues[];
}

export interface InsideReport {
  model: string;
  /** Of a model that reads the passage as a whole: what it makes of it. Gradients are those of that answer's score. Absent: of the next token. */
  answer?: { what: 'label' | 'translation'; name: string };
  reach: GradientReach;
  /** Of the passage, as they stand in it. */
  tokens: string[];
  /** H. */
  units: number;
  /** From the lowest. */
  layers: LayerSignals[];
  /** Strongest first; absent where none is looked for. */
  following?: FollowingUnit[];
  /** What units were looked for in; absent where no text was long enough. */
  lookedAt?: { name: string; heldOut: boolean; tokens: number };
}
