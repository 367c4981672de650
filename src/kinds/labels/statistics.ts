/** What plain statistics make of texts: naive Bayes and logistic regression over words and runs of characters, ready in a second. */
import type { NamedArray } from '../../nn/parameters';
import type { TensorShape } from '../../store/types';
import type { FeatureRules } from '../../text/labels/features';
import {
  LogisticRegression,
  naiveBayes,
  scoresOf,
  softmax,
  type LinearWeights,
} from '../../text/labels/linearClassifier';
import type { SparseRows } from '../../text/labels/features';
import type { LogProbabilities } from '../../text/labels/trust';
import { vectorsOf, vectorsWith } from '../../text/labels/vectors';
import type { Pausable } from '../../text/pausable';

/**
 * Of a long text so many characters are read. Mails: five folds of those that train, 51 wrong of 4040 at 4000 characters, 44 at 12 000, 47 at
 * 20 000.
 */
const mostCharacters = 12_000;
/**
 * Runs of characters that are weighed for every label altogether, roughly: they are shorter where there is more to read. Of a few texts
 * more has to be made: up to three times as many.
 */
const mostRuns = 32_000_000;
const manyTexts = 50_000;
/** Weights of a classifier, at most: many labels leave fewer places. */
const mostWeights = 2 ** 21;

const bitsFor = (classes: number): number =>
  Math.max(12, Math.min(19, Math.floor(Math.log2(mostWeights / Math.max(2, classes)))));

function rulesFor(texts: readonly string[], classes: number): FeatureRules {
  const characters = texts.reduce((sum, text) => sum + Math.min(mostCharacters, text.length), 0);
  const runs = mostRuns * Math.max(1, Math.min(3, manyTexts / Math.max(1, texts.length)));
  const longest = Math.max(2, Math.min(5, 1 + Math.floor(runs / classes / Math.max(1, characters))));
  return { bits: bitsFor(classes), words: 2, characters: longest, apart: true, mostCharacters };
}

export interface LabelledSet {
  texts: string[];
  labels: Int32Array;
}

const mostEpochs = 6;
const fewestEpochs = 2;
/** Weights that regression moves altogether, roughly: it reads long lists less often. */
const mostMoves = 60_000_000;
/**
 * On mails, in five folds of the training part, 43 of 4040 answers were wrong at 0.2, 37 at 0.4 (with one epoch more, therefore
 * `fewestEpochs`) and 42 at 1. On subjects and languages 0.4 is as good as 0.2. `Classifier.settle` fits later how sure the answers are.
 */
const rate = 0.4;

/** Added to the longest run of characters in a model's folder where words are apart: models of before have the run alone. */
const storedApart = 100;

export class Statistics {
  private constructor(
    private readonly rules: FeatureRules,
    private readonly idf: Float32Array,
    private readonly bayes: LinearWeights,
    private readonly regression: LinearWeights,
    private readonly classes: number,
    /** That regression has learned for. */
    private readonly epochs: number,
  ) {}

  /** Regression ends with the epoch that does best on `validation`. */
  static *training(
    training: LabelledSet,
    validation: LabelledSet,
    classes: number,
    seed: number,
  ): Pausable<Statistics> {
    return yield* Statistics.learning(
      training,
      validation,
      classes,
      seed,
      rulesFor(training.texts, classes),
      undefined,
    );
  }

  /** New statistics from other texts with the same rules of features and the same number of epochs. */
  *retrained(training: LabelledSet, seed: number): Pausable<Statistics> {
    const nothing: LabelledSet = { texts: [], labels: new Int32Array(0) };
    return yield* Statistics.learning(training, nothing, this.classes, seed, this.rules, this.epochs);
  }

  /** @param known number of epochs; undefined: chosen by validation */
  private static *learning(
    training: LabelledSet,
    validation: LabelledSet,
    classes: number,
    seed: number,
    rules: FeatureRules,
    known: number | undefined,
  ): Pausable<Statistics> {
    const places = 2 ** rules.bits;
    const { idf, ...rows } = yield* vectorsOf(training.texts, rules);
    const examples = { rows, labels: training.labels, classes };
    const bayes = naiveBayes(examples, places);
    const moves = rows.ids.length * classes;
    const most = Math.max(fewestEpochs, Math.min(mostEpochs, Math.round(mostMoves / Math.max(1, moves))));
    const regression = new LogisticRegression(examples, places, rate, seed);
    if (known !== undefined || validation.labels.length === 0) {
      while (regression.epochs < (known ?? most)) yield* regression.epoch();
      return new Statistics(rules, idf, bayes, regression.weights, classes, regression.epochs);
    }
    const held = yield* vectorsWith(validation.texts, rules, idf);
    let best = { loss: Infinity, weights: regression.weights, epochs: 0 };
    while (regression.epochs < most) {
      yield* regression.epoch();
      if (regression.epochs < fewestEpochs) continue;
      const { weights } = regression;
      const loss = meanLoss(weights, held, validation.labels);
      if (loss >= best.loss) break;
      best = { loss, weights, epochs: regression.epochs };
    }
    return new Statistics(rules, idf, bayes, best.weights, classes, best.epochs);
  }

  static from(arrays: readonly NamedArray[], classes: number): Statistics {
    const of = (name: string): Float32Array =>
      arrays.find(array => array.name === `statistics.${name}`)?.data ?? new Float32Array(0);
    const stored = of('characters')[0] ?? 0;
    const apart = stored >= storedApart;
    const characters = apart ? stored - storedApart : stored;
    const rules = { bits: bitsFor(classes), words: 2, characters, apart, mostCharacters };
    return new Statistics(
      rules,
      of('idf'),
      { w: of('bayes.w'), b: of('bayes.b') },
      { w: of('regression.w'), b: of('regression.b') },
      classes,
      mostEpochs,
    );
  }

  /** As a model's folder keeps them. */
  arrays(): NamedArray[] {
    const { idf, bayes, regression } = this;
    const { characters, apart } = this.rules;
    const data = [
      Float32Array.of(apart ? storedApart + characters : characters),
      idf,
      bayes.w,
      bayes.b,
      regression.w,
      regression.b,
    ];
    return statisticsShapes(this.classes).map((shape, index) => ({ ...shape, data: data[index]! }));
  }

  /** [N, C] of naive Bayes and of regression */
  *logProbabilities(texts: readonly string[]): Pausable<[LogProbabilities, LogProbabilities]> {
    const rows = yield* vectorsWith(texts, this.rules, this.idf);
    return [logsOf(this.bayes, rows), logsOf(this.regression, rows)];
  }
}

/** Of an array in a model's folder. */
export const isOfStatistics = (name: string): boolean => name.startsWith('statistics.');

/** F places, C classes. */
export function statisticsShapes(classes: number): TensorShape[] {
  const places = 2 ** bitsFor(classes);
  return [
    { name: 'statistics.characters', shape: [1] },
    { name: 'statistics.idf', shape: [places] },
    ...['bayes', 'regression'].flatMap(name => [
      { name: `statistics.${name}.w`, shape: [places, classes] },
      { name: `statistics.${name}.b`, shape: [classes] },
    ]),
  ];
}

function logsOf(weights: LinearWeights, rows: SparseRows): LogProbabilities {
  const classes = weights.b.length;
  const count = rows.starts.length - 1;
  const logs = new Float32Array(count * classes);
  const p = new Float64Array(classes);
  for (let r = 0; r < count; r++) {
    scoresOf(weights, rows, r, p);
    softmax(p);
    for (let c = 0; c < classes; c++) logs[r * classes + c] = Math.log(Math.max(1e-30, p[c]!));
  }
  return logs;
}

function meanLoss(weights: LinearWeights, rows: SparseRows, labels: Int32Array): number {
  const logs = logsOf(weights, rows);
  const classes = weights.b.length;
  return labels.reduce((sum, label, n) => sum - logs[n * classes + label]!, 0) / Math.max(1, labels.length);
}
