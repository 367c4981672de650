/** Reports on the inside of a recurrent model: gradients over the steps back, and activations of units over a passage of text. */
import type { GateName } from './cells';
import type { TextSource } from './textSource';

/** A layer, or one of its two directions. */
export interface LayerPlace {
  /** From 0, which is the lowest. */
  layer: number;
  /** The backward direction of a bidirectional layer. */
  reverse?: true;
}

/** One of the recurrent states of a layer. */
export interface StatePlace extends LayerPlace {
  /** The hidden state, or the cell state of an LSTM. */
  state: 'h' | 'c';
}

/**
 * The gradient of one prediction with respect to earlier states. norms[k] = ||dL/dh|| k steps before the prediction, where L is its
 * cross-entropy in nats: the mean over several places of the text, including all paths from the state to the prediction. A cell
 * state does not affect the prediction of its own step: its norms[0] is 0.
 */
export interface GradientReach {
  step: number;
  epoch: number;
  /** Steps after which training truncates the gradient. */
  timeSteps: number;
  /** The norm to which training clips the gradient of all weights; 0: no clipping. */
  clipNorm: number;
  lines: (StatePlace & { norms: number[] })[];
}

/** The gradient reaches back as far as its norm is at least this share of the norm at the prediction. */
const reachingShare = 0.01;

/** ||dL/d(all states)|| by steps back: the square root of the sum of the squares of all lines. */
export const totalNorms = ({ lines }: Pick<GradientReach, 'lines'>): number[] =>
  (lines[0]?.norms ?? []).map((_, k) => Math.hypot(...lines.map(({ norms }) => norms[k] ?? 0)));

/**
 * The number of steps back from which on the norm is below `reachingShare` of the norm at the prediction; undefined if that is beyond all
 * measured steps.
 */
export function reachOf(reach: Pick<GradientReach, 'lines'>): number | undefined {
  const norms = totalNorms(reach);
  const last = norms.findLastIndex(norm => norm >= reachingShare * (norms[0] ?? 0));
  return last + 1 < norms.length ? last + 1 : undefined;
}

/** The largest norm divided by the norm at the prediction. */
export function growthOf(reach: Pick<GradientReach, 'lines'>): number {
  const norms = totalNorms(reach);
  return Math.max(...norms) / (norms[0] ?? 1);
}

/** A signal of a unit: its hidden state, its cell state or a gate. */
export type Signal = StatePlace['state'] | GateName;

/** Features of a text that a unit's activation may correlate with. */
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
  /** The text before the passage; only its end is read. */
  before: string;
  passage: string;
  /** Texts in which units that follow a feature are searched: the model's own, then others; the first that is long enough is used. */
  sources: TextSource[];
}

/** The minimum length of a text in which units that follow a feature are searched. */
export const fewestTokensToFollow = 1000;

export interface FollowingUnit extends StatePlace {
  unit: number;
  feature: FeatureName;
  /** Pearson's correlation, on tokens that were not used to choose the unit. */
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
  /**
   * For a model that reads the passage as a whole: its answer. The gradients are those of the answer's score; if absent, of the next token's
   * loss.
   */
  answer?: { what: 'label' | 'translation'; name: string };
  reach: GradientReach;
  /** The tokens of the passage, as text. */
  tokens: string[];
  /** H. */
  units: number;
  /** The lowest first. */
  layers: LayerSignals[];
  /** The strongest first; absent if none were searched. */
  following?: FollowingUnit[];
  /** The text in which units were searched; absent if none was long enough. */
  lookedAt?: { name: string; heldOut: boolean; tokens: number };
}
