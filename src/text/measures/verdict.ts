/** What a training run came to, in plain words. Losses in nats per token. */

export interface RunLosses {
  trainLoss: number;
  /** Best held-out loss; absent when nothing was held out. */
  validationLoss?: number | undefined;
  /** The first held-out loss measured. */
  firstValidationLoss?: number | undefined;
  /** What counting n-grams reaches on the same held-out text. */
  baselineLoss?: number | undefined;
}

export type VerdictKind = 'unjudged' | 'underfitted' | 'memorised' | 'worse-than-counting' | 'good';

export interface Verdict {
  kind: VerdictKind;
  /** One to three sentences for the user. */
  text: string;
}

/** Train loss below this share of the held-out loss: the text is known by heart rather than understood. */
const memorisedShare = 0.6;
/** A held-out loss above this share of the first one has hardly moved. */
const unmovedShare = 0.9;
/** Below this share of what counting reaches a model has learned, however much of that before the first measurement. */
const learnedShare = 1.2;

const texts: Readonly<Record<VerdictKind, string>> = {
  unjudged:
    'Nothing was held out, so nobody can say whether it learned or memorised. Hold out a part of the text to find out.',
  memorised:
    'Memorised: it knows the training text far better than text it has not seen. Use more text, a smaller model or more dropout.',
  underfitted: 'Underfitted: it has hardly learned yet. Train for more epochs, or with a higher learning rate.',
  'worse-than-counting':
    'This model has not beaten counting yet: a table of n-grams predicts the held-out text as well. Train longer, or use more text.',
  good: 'Good: it predicts text it has not seen nearly as well as the text it was trained on.',
};

function verdictKind(losses: RunLosses): VerdictKind {
  const { trainLoss, validationLoss, firstValidationLoss, baselineLoss } = losses;
  if (validationLoss === undefined || !Number.isFinite(validationLoss)) return 'unjudged';
  if (trainLoss < memorisedShare * validationLoss) return 'memorised';
  const learned = baselineLoss !== undefined && validationLoss < learnedShare * baselineLoss;
  if (!learned && firstValidationLoss !== undefined && validationLoss > unmovedShare * firstValidationLoss)
    return 'underfitted';
  if (baselineLoss !== undefined && validationLoss >= baselineLoss) return 'worse-than-counting';
  return 'good';
}

export function judge(losses: RunLosses): Verdict {
  const kind = verdictKind(losses);
  const { validationLoss, baselineLoss } = losses;
  const behind = validationLoss !== undefined && baselineLoss !== undefined && validationLoss >= baselineLoss;
  const alsoBehind = behind && (kind === 'memorised' || kind === 'underfitted');
  return { kind, text: alsoBehind ? `${texts[kind]} It has not beaten counting yet.` : texts[kind] };
}
