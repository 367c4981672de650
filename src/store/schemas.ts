/** What the JSON files of a model must hold. Unknown fields are left out: a later version may have added them. */
import * as v from 'valibot';
import { dateOrders, forecasters, mostValues, seriesTransforms, seriesUnits } from '../protocol/forecast';
import { filesTable } from '../options/files';
import { voiceNames } from '../protocol/labels';
import { endReasons } from '../protocol/metrics';
import { startPosition } from '../protocol/position';
import { damagedFile } from './files';
import { readKind } from './options';
import { voiceNames as readingVoices } from '../protocol/voices';
import type { RunRecord } from '../protocol/run';
import type { ModelManifest, RunSummary } from './types';
import { readMessage, textMessage, type Message } from '../protocol/message';

export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Seconds, shares and the like: finite, not negative. */
export const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

/** JSON has no NaN and no infinity, a run that diverged has: they are written as {"number": "NaN"}. */
export const figure = v.union([
  v.number(),
  v.nan(),
  v.pipe(
    v.object({ number: v.picklist(['NaN', 'Infinity', '-Infinity']) }),
    v.transform(({ number }) => Number(number)),
  ),
]);

export const serialise = (value: object): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? { number: String(item) } : item,
  );

/** A message of a run; earlier versions stored it as English text. */
const message = v.union([
  v.pipe(v.string(), v.transform(textMessage)),
  v.custom<Message>(value => readMessage(value) !== undefined),
]);

const at = { step: count, epoch: amount };

const corpus = v.object({
  name: v.string(),
  characters: count,
  tokens: count,
  vocabularySize: count,
  validationTokens: count,
});

const result = v.object({
  reason: v.picklist(endReasons),
  steps: count,
  epochs: amount,
  seconds: amount,
  joules: v.exactOptional(amount),
  trainLoss: figure,
  validationLoss: v.exactOptional(figure),
  learning: v.exactOptional(v.object({ loss: figure, bitsPerCharacter: figure })),
  copied: v.exactOptional(v.object({ characters: count, share: amount })),
  accuracy: v.exactOptional(amount),
  mase: v.exactOptional(figure),
  verdict: message,
});

const interval = v.strictTuple([amount, amount]);

const labelReport = v.object({
  texts: count,
  accuracy: amount,
  interval,
  macroF1: amount,
  macroF1Interval: v.exactOptional(interval),
  loss: figure,
  calibrationError: amount,
  reliability: v.array(v.object({ count, confidence: amount, accuracy: amount })),
  classes: v.array(
    v.object({
      label: v.string(),
      count,
      precision: figure,
      recall: figure,
      f1: figure,
      intervals: v.exactOptional(v.object({ precision: interval, recall: interval, f1: interval })),
    }),
  ),
  confusion: v.array(v.array(count)),
  voices: v.array(v.object({ name: v.picklist(voiceNames), accuracy: amount, loss: figure, trust: amount })),
  wrong: v.array(v.object({ text: v.string(), label: v.string(), prediction: v.string(), probability: amount })),
});

/** Milliseconds that a date can have. */
const moment = v.pipe(v.number(), v.safeInteger(), v.minValue(-8e15), v.maxValue(8e15));

const seriesFields = v.object({
  scales: v.exactOptional(
    v.array(
      v.object({
        transform: v.picklist(seriesTransforms),
        mean: v.pipe(v.number(), v.finite()),
        deviation: v.pipe(amount, v.gtValue(0)),
      }),
    ),
  ),
  name: v.string(),
  season: count,
  values: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(4), v.maxLength(mostValues)),
  inputs: v.exactOptional(
    v.array(
      v.object({ name: v.string(), values: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.maxLength(mostValues)) }),
    ),
  ),
  calendar: v.exactOptional(
    v.object({
      start: moment,
      unit: v.picklist(seriesUnits),
      every: v.pipe(count, v.minValue(1), v.maxValue(10_000)),
      writing: v.exactOptional(
        v.object({ order: v.picklist(dateOrders), mark: v.pipe(v.string(), v.maxLength(1)), padded: v.boolean() }),
      ),
    }),
  ),
  chosen: count,
  judged: count,
  methods: v.array(
    v.object({
      name: v.picklist(forecasters),
      mae: figure,
      rmse: figure,
      mase: figure,
      coverage: figure,
      ahead: v.array(figure),
      trust: v.array(amount),
    }),
  ),
  winner: v.picklist(forecasters),
  answers: v.exactOptional(v.array(v.object({ mase: figure, within: figure }))),
  noise: v.exactOptional(v.object({ deviation: amount, mae: amount, rmse: amount, mase: figure })),
  predictions: v.array(v.object({ steps: count, values: v.array(figure) })),
  freely: v.array(figure),
  forecast: v.array(v.object({ when: v.string(), low: figure, middle: figure, high: figure })),
  shownFrom: count,
  times: v.array(v.string()),
});

const seriesReport = v.pipe(
  seriesFields,
  v.check(
    ({ values, chosen, judged, shownFrom }) =>
      chosen >= 2 && chosen <= judged && judged <= values.length && shownFrom <= values.length,
    'has parts that do not fit',
  ),
  v.check(
    ({ values, inputs = [] }) => inputs.every(input => input.values.length === values.length),
    'has columns that do not fit',
  ),
  v.check(({ values, season }) => season >= 1 && 2 * season <= values.length, 'has a season that does not fit'),
);

export const runSchema = v.object({
  metrics: v.array(
    v.object({
      ...at,
      seconds: amount,
      trainLoss: figure,
      tokensPerSecond: figure,
      gradientNorm: figure,
      learningRate: figure,
      joules: v.exactOptional(amount),
    }),
  ),
  validations: v.array(v.object({ ...at, loss: figure, bitsPerCharacter: v.exactOptional(figure), best: v.boolean() })),
  labels: v.exactOptional(labelReport),
  series: v.exactOptional(seriesReport),
  samples: v.array(v.object({ ...at, prefix: v.string(), continuation: v.string(), perplexity: figure })),
  qualities: v.exactOptional(
    v.array(v.object({ ...at, tokenAccuracy: figure, bleu: figure, exactMatch: v.exactOptional(figure) })),
  ),
  voices: v.exactOptional(
    v.array(v.object({ ...at, read: amount, weights: v.object(v.entriesFromList(readingVoices, amount)) })),
  ),
  reaches: v.exactOptional(
    v.array(
      v.object({
        ...at,
        timeSteps: count,
        clipNorm: amount,
        lines: v.array(v.object({ layer: count, state: v.picklist(['h', 'c']), norms: v.array(figure) })),
      }),
    ),
  ),
  baselines: v.array(v.object({ name: message, loss: figure })),
  notes: v.array(message),
  engine: v.exactOptional(
    v.object({
      machine: v.exactOptional(v.object({ processor: v.string(), processors: count, system: v.string() })),
      chosen: v.string(),
      reason: message,
      threads: count,
      measurements: v.array(
        v.object({
          engine: v.string(),
          available: v.boolean(),
          detail: message,
          tokensPerSecond: v.exactOptional(figure),
        }),
      ),
    }),
  ),
  corpus: v.exactOptional(corpus),
  files: v.exactOptional(v.array(v.object({ name: v.string(), characters: count, heldOut: count }))),
  result: v.exactOptional(result),
});

/** Characters that a person may write about a model. */
export const longestNotes = 10_000;

export const originSchema = v.object({ preset: v.exactOptional(v.string()), given: v.array(v.string()) });

/** Everything of a manifest but `kind` and `options`, which belong together. */
export const commonSchema = v.object({
  manifestVersion: count,
  id: v.string(),
  name: v.string(),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  unrollVersion: v.string(),
  state: v.picklist(['training', 'interrupted', 'finished']),
  source: v.object({
    name: v.string(),
    sha256: v.string(),
    characters: count,
    uri: v.exactOptional(v.string()),
    targetUri: v.exactOptional(v.string()),
    collection: v.exactOptional(v.object({ base: v.string(), reading: filesTable })),
  }),
  parameters: count,
  notes: v.exactOptional(v.pipe(v.string(), v.maxLength(longestNotes))),
  keysSaved: v.exactOptional(v.pipe(v.number(), v.finite())),
  parent: v.exactOptional(v.object({ id: v.string(), name: v.string() })),
  origin: v.exactOptional(originSchema),
  corpus: v.exactOptional(corpus),
  progress: v.exactOptional(v.object({ ...at, trainLoss: figure, validationLoss: v.exactOptional(figure) })),
  result: v.exactOptional(result),
});

export const storedVocabulary = v.object({
  vocabulary: v.array(v.string()),
  frequencies: v.array(count),
  merges: v.exactOptional(v.array(v.strictTuple([v.string(), v.string()]))),
  learned: v.exactOptional(v.array(count)),
});

/** None of a kind of numbers: each kind says how many it has. */
export const vocabulariesSchema = v.array(
  v.pipe(
    storedVocabulary,
    v.check(({ vocabulary }) => vocabulary[0] === '<unk>', 'does not begin with <unk>'),
    v.check(({ vocabulary }) => new Set(vocabulary).size === vocabulary.length, 'holds a token twice'),
    v.check(({ vocabulary, frequencies }) => vocabulary.length === frequencies.length, 'needs a frequency a token'),
  ),
);

/** Earlier versions did not keep the last ones. */
export const positionSchema = v.pipe(
  v.object({
    ...at,
    batch: count,
    seconds: amount,
    learningRateScale: amount,
    bestValidationLoss: v.exactOptional(figure),
    bestEpoch: amount,
    updates: v.exactOptional(count),
    tokensSinceValidation: v.exactOptional(count, 0),
    epochLoss: v.exactOptional(
      v.object({ sum: figure, steps: count, earlier: v.exactOptional(figure) }),
      startPosition.epochLoss,
    ),
    validationDue: v.exactOptional(v.boolean(), false),
  }),
  v.transform(position => ({ ...position, updates: position.updates ?? position.step })),
);

/** @throws UnrollError 'model-damaged' with the place of the first thing that is wrong */
export function checked<T extends v.GenericSchema>(schema: T, value: unknown, path: string): v.InferOutput<T> {
  const read = v.safeParse(schema, value, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw damagedFile(path, `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

export function toManifest(value: unknown, path: string): ModelManifest {
  const common = checked(commonSchema, value, path);
  return { ...common, ...readKind(value, path) };
}

/** What model.json says of the run, so that a list of models need not read all of it. */
export function summaryOf({ corpus, metrics, validations, result }: RunRecord): RunSummary {
  const last = metrics.at(-1);
  const best = validations.findLast(validation => validation.best);
  return {
    ...(corpus ? { corpus } : {}),
    ...(last
      ? {
          progress: {
            step: last.step,
            epoch: last.epoch,
            trainLoss: last.trainLoss,
            ...(best ? { validationLoss: best.loss } : {}),
          },
        }
      : {}),
    ...(result ? { result } : {}),
  };
}

/** @throws UnrollError 'model-damaged' */
export function parseJson(json: string, path: string): unknown {
  try {
    return JSON.parse(json);
  } catch (thrown) {
    throw damagedFile(path, String(thrown));
  }
}
