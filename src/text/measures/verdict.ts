/** What a training run came to, in plain words. Losses in nats per token. */

export interface RunLosses {
  /** Of the weights that are kept. */
  trainLoss: number;
  /** Best held-out loss; absent when nothing was held out. */
  validationLoss?: number | undefined;
  /** The first held-out loss measured. */
  firstValidationLoss?: number | undefined;
  /** What counting n-grams reaches on the same held-out text. */
  baselineLoss?: number | undefined;
  /** V: guessing alone has a loss of log V. */
  vocabularySize?: number | undefined;
  /** Share of the held-out tokens that the vocabulary does not know. */
  unknownShare?: number | undefined;
}

export type VerdictKind =
  'unjudged' | 'worse-than-guessing' | 'memorised' | 'underfitted' | 'gap' | 'worse-than-counting' | 'good';

export interface Verdict {
  kind: VerdictKind;
  /** Counting predicts the held-out text as well or better. */
  behindCounting: boolean;
  /** Most of the held-out tokens are unknown: its figures cannot be compared with those of other models. */
  mostlyUnknown: boolean;
  /** Perplexity of the held-out text divided by that of the training text. */
  ratio?: number;
  /** One to four sentences for the user. */
  text: string;
}

/** Train loss below this share of the held-out loss: the text is known by heart rather than understood. */
const memorisedShare = 0.6;
/** A held-out loss above this share of the first one has hardly moved. */
const unmovedShare = 0.9;
/** Below this share of what counting reaches a model has learned, however much of that before the first measurement. */
const learnedShare = 1.2;

/** Held-out perplexity so many times that of the training text is not nearly as good. */
const nearlyAsGood = 1.5;

const texts: Readonly<Record<VerdictKind, string>> = {
  unjudged:
    'Nothing was held out, so nobody can say whether it learned or memorised. Hold out a part of the text to find out.',
  'worse-than-guessing':
    'Worse than guessing: picking tokens by chance would predict the held-out text as well. Train longer, or with a lower learning rate.',
  memorised:
    'Memorised: it knows the training text far better than text it has not seen. Use more text, a smaller model or more dropout.',
  underfitted: 'Underfitted: it has hardly learned yet. Train for more epochs, or with a higher learning rate.',
  gap: 'It predicts text it has not seen much worse than the text it was trained on. The end of the text may be unlike the rest; else use more text, or a smaller model.',
  'worse-than-counting':
    'This model has not beaten counting yet: a table of n-grams predicts the held-out text as well. Train longer, or use more text.',
  good: 'Good: it predicts text it has not seen nearly as well as the text it was trained on.',
};

const isBehind = (validationLoss: number | undefined, limit: number | undefined): boolean =>
  validationLoss !== undefined && limit !== undefined && validationLoss >= limit;

function verdictKind(losses: RunLosses): VerdictKind {
  const { trainLoss, validationLoss, firstValidationLoss, baselineLoss, vocabularySize } = losses;
  if (validationLoss === undefined || !Number.isFinite(validationLoss)) return 'unjudged';
  if (isBehind(validationLoss, vocabularySize && Math.log(vocabularySize))) return 'worse-than-guessing';
  if (trainLoss < memorisedShare * validationLoss) return 'memorised';
  const learned = baselineLoss !== undefined && validationLoss < learnedShare * baselineLoss;
  if (!learned && firstValidationLoss !== undefined && validationLoss > unmovedShare * firstValidationLoss)
    return 'underfitted';
  if (Math.exp(validationLoss - trainLoss) > nearlyAsGood) return 'gap';
  return isBehind(validationLoss, baselineLoss) ? 'worse-than-counting' : 'good';
}

/** Whether it learned or memorised, and whether it beats counting: both are said. */
export function judge(losses: RunLosses): Verdict {
  const kind = verdictKind(losses);
  const { trainLoss, validationLoss, baselineLoss, unknownShare = 0 } = losses;
  const behindCounting = isBehind(validationLoss, baselineLoss);
  const mostlyUnknown = unknownShare > 0.5;
  const unknown = `${Math.round(100 * unknownShare)}% of the held-out tokens are unknown to the model: its figures cannot be compared with those of others.`;
  const alsoBehind = behindCounting && kind !== 'worse-than-counting' && kind !== 'worse-than-guessing';
  const sentences = [
    ...(mostlyUnknown ? [unknown] : []),
    texts[kind],
    ...(alsoBehind ? ['It has not beaten counting yet.'] : []),
  ];
  const ratio = kind === 'unjudged' ? {} : { ratio: Math.exp((validationLoss ?? NaN) - trainLoss) };
  return { kind, behindCounting, mostlyUnknown, ...ratio, text: sentences.join(' ') };
}
