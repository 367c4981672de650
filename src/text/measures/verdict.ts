/** What a training run came to, in plain words. Losses in nats per token. */

export interface RunLosses {
  /** Of the weights that are kept. */
  trainLoss: number;
  /** Best held-out loss; absent when nothing was held out, or not yet measured. */
  validationLoss?: number | undefined;
  /** Whether something was held out. */
  heldOut?: boolean | undefined;
  /** The first held-out loss measured. */
  firstValidationLoss?: number | undefined;
  /** What counting n-grams reaches on the same held-out text. */
  baselineLoss?: number | undefined;
  /** What guessing reaches: log V by chance, or less where the frequencies of the tokens are known (`guessingLoss`). */
  guessingLoss?: number | undefined;
  /** Share of the held-out tokens that the vocabulary does not know. */
  unknownShare?: number | undefined;
}

export type VerdictKind =
  | 'unjudged'
  | 'worse-than-guessing'
  | 'memorised'
  | 'underfitted'
  | 'gap'
  | 'worse-than-counting'
  /** No better or worse on unseen text than on its own; whether that is worth anything, nothing says. */
  | 'level'
  | 'good';

export interface Verdict {
  kind: VerdictKind;
  /** Counting predicts the held-out text as well or better. */
  behindCounting: boolean;
  /** Most of the held-out tokens are unknown: its figures cannot be compared with those of other models. */
  mostlyUnknown: boolean;
  /** Perplexity of the held-out text divided by that of the training text. */
  ratio?: number;
}

/** Train loss below this share of the held-out loss: the text was memorised. */
const memorisedShare = 0.6;
/**
 * Near a loss of nothing shares say little: a text that is hardly worse predicted than the training text, by the ratio of perplexities, is no sign
 * of memory. `unroll train-translation dates.tsv` (samples) reaches 1.07 on what is held out in two epochs and translates 81 % of it right.
 */
const hardlyWorse = 1.1;
/** A held-out loss above this share of the first one has hardly moved. */
const unmovedShare = 0.9;
/** Below this share of what counting reaches a model has learned, however much of that before the first measurement. */
const learnedShare = 1.2;

/** Held-out perplexity so many times that of the training text is not nearly as good. */
const nearlyAsGood = 1.5;

/** Above this share of unknown tokens a low loss is that of saying "unknown". */
const mostUnknown = 0.5;

const isBehind = (validationLoss: number | undefined, limit: number | undefined): boolean =>
  validationLoss !== undefined && limit !== undefined && validationLoss >= limit;

function verdictKind(losses: RunLosses): VerdictKind {
  const { trainLoss, validationLoss, firstValidationLoss, baselineLoss, guessingLoss, unknownShare = 0 } = losses;
  if (validationLoss === undefined || !Number.isFinite(validationLoss)) return 'unjudged';
  if (isBehind(validationLoss, guessingLoss)) return 'worse-than-guessing';
  const ratio = Math.exp(validationLoss - trainLoss);
  if (trainLoss < memorisedShare * validationLoss && ratio > hardlyWorse) return 'memorised';
  // What is learned of the training text alone is no want of epochs.
  if (ratio > nearlyAsGood) return 'gap';
  const learned = baselineLoss !== undefined && validationLoss < learnedShare * baselineLoss;
  if (!learned && firstValidationLoss !== undefined && validationLoss > unmovedShare * firstValidationLoss)
    return 'underfitted';
  if (isBehind(validationLoss, baselineLoss)) return 'worse-than-counting';
  return baselineLoss === undefined || unknownShare > mostUnknown ? 'level' : 'good';
}

/** Whether it learned or memorised, and whether it beats counting: both are said. */
export function judge(losses: RunLosses): Verdict {
  const kind = verdictKind(losses);
  const { trainLoss, validationLoss, baselineLoss, unknownShare = 0 } = losses;
  const behindCounting = isBehind(validationLoss, baselineLoss);
  const mostlyUnknown = unknownShare > mostUnknown;
  const ratio = kind === 'unjudged' ? {} : { ratio: Math.exp((validationLoss ?? NaN) - trainLoss) };
  return { kind, behindCounting, mostlyUnknown, ...ratio };
}
