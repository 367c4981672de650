/** Runs as the host sends them, with curves like those of real runs. */
import type { EvaluationReport } from '../../../src/protocol/evaluation';
import type { EndReason, TrainingMetrics, TrainingResult, ValidationMetrics } from '../../../src/protocol/metrics';
import type { GradientReach, InsideReport, Signal, SignalValues } from '../../../src/protocol/inside';
import type { ToPage } from '../../../src/protocol/page';
import type { Run, RunEvent, RunSetting } from '../../../src/protocol/run';
import type { SeriesReport } from '../../../src/protocol/forecast';
import type { LabelReport } from '../../../src/protocol/labels';
import type { ReadersReport, TextReader } from '../../../src/protocol/surprisal';
import type { SentenceTranslation } from '../../../src/protocol/translation';
import { textMessage } from '../../../src/protocol/message';

const stepsPerEpoch = 50;
const epochs = 20;

/** A deterministic oscillation in -1..1. */
const wobble = (step: number): number => Math.sin(step * 1.7) * Math.cos(step * 0.31);

const trainLoss = (epoch: number): number => 1.05 + 2.3 * Math.exp(-epoch / 2.2) + 0.03 * wobble(epoch * 25);

function metricsAt(step: number): TrainingMetrics {
  const epoch = step / stepsPerEpoch;
  return {
    step,
    epoch,
    seconds: step * 0.12,
    trainLoss: trainLoss(epoch),
    tokensPerSecond: 17_000 + 900 * wobble(step),
    gradientNorm: 1.4 + 0.3 * wobble(step + 3),
    learningRate: 2e-3,
  };
}

function validationAt(epoch: number): ValidationMetrics {
  const loss = trainLoss(epoch) + 0.06 + 0.004 * Math.max(0, epoch - 8) ** 2;
  return { step: epoch * stepsPerEpoch, epoch, loss, bitsPerCharacter: loss / Math.LN2, best: epoch <= 10 };
}

const sampleTexts = [
  ' e t ae  oh thn eas  re, iot the nhd tin the eo ,n the',
  ' the was and the harbour the sere of the lamp and he',
  ' keeper of the light set the lamp in the window, and the boats came',
];

/** For an LSTM: the gradient falls by a factor per step, more slowly in the cell state. */
const reachAt = (step: number, share: number): GradientReach => ({
  step,
  epoch: step / stepsPerEpoch,
  timeSteps: 64,
  clipNorm: 1,
  lines: (['h', 'c'] as const).map(state => ({
    layer: 0,
    state,
    norms: Array.from({ length: 96 }, (_, back) =>
      state === 'c' && back === 0 ? 0 : (state === 'h' ? 1 : 0.4) * (state === 'h' ? share : Math.sqrt(share)) ** back,
    ),
  })),
});

const passage = 'The keeper said: "Every evening I set the lamp\nin the window (it was late) and wait."\n';

/** Two layers of 32 units, some of which follow a feature. */
export function insideReport(): InsideReport {
  const tokens = Array.from(passage);
  const units = 32;
  const signal = (name: Signal, seed: number): SignalValues => ({
    signal: name,
    low: name === 'h' || name === 'c' ? -1 : 0,
    high: 1,
    bytes: Buffer.from(
      tokens.flatMap((_, token) =>
        Array.from({ length: units }, (_, unit) => Math.round(127.5 + 127 * Math.sin(seed + token / 5 + unit))),
      ),
    ).toString('base64'),
  });
  const signals = ['h', 'c', 'input', 'forget', 'output'] as const;
  return {
    model: '<b>lighthouse</b>',
    reach: reachAt(1000, 0.93),
    tokens,
    units,
    layers: [0, 1].map(layer => ({ layer, signals: signals.map((name, seed) => signal(name, 3 * layer + seed)) })),
    following: [
      { feature: 'wordEnd', layer: 1, state: 'h', unit: 4, correlation: 0.81 },
      { feature: 'quotes', layer: 0, state: 'c', unit: 17, correlation: -0.74 },
      { feature: 'linePlace', layer: 1, state: 'c', unit: 30, correlation: 0.52 },
    ],
    lookedAt: { name: 'lighthouse.txt', heldOut: true, tokens: 1581 },
  };
}

/** For a bidirectional classifier, without units that follow a feature. */
export function insideClassifierReport(): InsideReport {
  const { model, tokens, units, layers, reach } = insideReport();
  const places = [{ layer: 0 }, { layer: 0, reverse: true }] as const;
  return {
    ...{ model, tokens, units },
    answer: { what: 'label', name: 'boats' },
    reach: {
      ...reach,
      timeSteps: 200,
      lines: places.map(place => ({
        ...place,
        state: 'h',
        norms: Array.from({ length: 86 }, (_, back) => 0.9 ** back + 0.01),
      })),
    },
    layers: places.map((place, at) => ({ ...place, signals: layers[at]!.signals })),
  };
}

export function readersReport(): ReadersReport {
  const reader = (name: string, description: string, seed: number, counting = false): TextReader => ({
    name,
    description: textMessage(description),
    counting,
    tokens: Array.from(passage).map((_, from) => ({
      from,
      to: from + 1,
      bits: 4 + 4 * Math.sin(seed + from * 1.3),
      unknown: from === 16 && counting,
    })),
    words: [...passage.matchAll(/\p{L}+/gu)].map(({ index, 0: word }) => ({
      ...{ from: index, to: index + word.length, start: index, end: index + word.length },
      bits: 7 + 6 * Math.sin(seed + index),
      unknown: false,
    })),
  });
  return {
    text: passage,
    readers: [
      reader('harbour rnn', 'RNN, 1 layer of 256, characters', 1),
      reader('harbour gru', 'GRU, 1 layer of 256, characters', 2),
      reader('harbour lstm', 'LSTM, 1 layer of 256, characters', 3),
      reader('harbour lstm', 'Contexts and matches, without the network', 4, true),
    ],
  };
}

/** Settings of a language model. */
export const settings = (cell: string, layers = '1'): RunSetting[] =>
  (
    [
      ['network.cell', 'cell', cell, 'person'],
      ['network.layers', 'layers', layers, 'nobody'],
      ['network.hiddenSize', 'hidden size', '256', 'preset'],
      [
        'training.prefixes',
        'prefixes',
        '["Every evening","<b>There</b> was once a keeper of the light, and"]',
        'nobody',
      ],
    ] as const
  ).map(([key, name, value, chosenBy]) => ({
    key,
    name: textMessage(name),
    value,
    chosenBy,
    explanation: textMessage('What it does.'),
  }));

/** A run of 20 epochs after 300 reports and 12 validations. */
export function runningRun(changes: Partial<Run> = {}): Run {
  return {
    id: 'run-1',
    name: 'lighthouse',
    description: textMessage('LSTM, 1 layer of 256, characters'),
    use: 'continue',
    begunAt: Date.UTC(2026, 10, 27, 9, 30),
    settings: settings('lstm'),
    preset: textMessage('Balanced'),
    status: { state: 'running' },
    corpus: { name: 'lighthouse.txt', characters: 15_812, tokens: 15_812, vocabularySize: 52, validationTokens: 1581 },
    engine: {
      machine: { processor: 'AMD EPYC 7B13', processors: 2, system: 'linux 6.1.0, Node 24.1.0' },
      chosen: 'wasm',
      reason: textMessage('It is the fastest of those that load on this machine.'),
      threads: 2,
      measurements: [
        { engine: 'wasm', available: true, detail: textMessage('relaxed SIMD, 2 threads'), tokensPerSecond: 17_400 },
        { engine: 'tfjs-node', available: false, detail: textMessage('tfjs-node is not installed') },
      ],
    },
    parameters: 345_780,
    totalSteps: epochs * stepsPerEpoch,
    epochs,
    metrics: Array.from({ length: 300 }, (_, index) => metricsAt(2 * (index + 1))),
    validations: Array.from({ length: 12 }, (_, index) => validationAt(index + 1)),
    samples: sampleTexts.map((continuation, index) => ({
      step: 20 + 280 * index,
      epoch: 0.4 + 5.6 * index,
      prefix: 'Every evening',
      continuation,
      perplexity: [18.2, 5.9, 3.6][index] ?? 3,
    })),
    baselines: [{ name: textMessage('3-gram counts'), loss: 1.78 }],
    reaches: [reachAt(0, 0.55), reachAt(300, 0.86), reachAt(600, 0.93)],
    notes: [],
    updatedAt: Date.now(),
    ...changes,
  };
}

export const resultOf = (reason: EndReason): TrainingResult => ({
  reason,
  modelId: 'lighthouse-1',
  folder: '/models/lighthouse-1',
  steps: 1000,
  epochs: 20,
  seconds: 120,
  trainLoss: 1.05,
  validationLoss: 1.2,
  verdict: textMessage('A good fit: the held-out text is predicted nearly as well as the text it was trained on.'),
});

export const endedRun = (reason: EndReason = 'completed'): Run =>
  runningRun({ status: { state: 'ended', result: resultOf(reason) } });

export const nextMetrics: RunEvent = { kind: 'metrics', metrics: metricsAt(602) };

/** A message with events of a run. */
export const newsOf = (runId: string, ...events: RunEvent[]): ToPage => ({
  kind: 'events',
  runId,
  events: [nextMetrics, ...events],
  at: Date.now(),
});

/** Horizontal lines whose distances to one another and to the curves are smaller than the height of their labels. */
export const crowdedLines = (): Pick<Run, 'baselines'> => ({
  baselines: [
    { name: textMessage('n-gram (order 3)'), loss: 1.3 },
    { name: textMessage('n-gram (order 5)'), loss: 1.24 },
    { name: textMessage('unigram'), loss: 2.9 },
  ],
});

export const translation = (): SentenceTranslation => ({
  source: 'Go on.',
  target: 'Mach weiter.',
  unknown: [],
  attention: {
    sourceTokens: ['go', 'on', '.', '<eos>'],
    targetTokens: ['mach', 'weiter', '.'],
    weights: [
      [0.72, 0.2, 0.05, 0.03],
      [0.21, 0.7, 0.06, 0.03],
      [0.02, 0.03, 0.8, 0.15],
    ],
  },
});

export const labelReport = (): LabelReport => ({
  texts: 60,
  accuracy: 0.9,
  interval: [0.799, 0.953],
  macroF1: 0.891,
  macroF1Interval: [0.792, 0.958],
  loss: 0.31,
  calibrationError: 0.042,
  reliability: [
    { count: 6, confidence: 0.55, accuracy: 0.5 },
    { count: 14, confidence: 0.81, accuracy: 0.86 },
    { count: 40, confidence: 0.97, accuracy: 0.97 },
  ],
  classes: [
    {
      label: 'gardens',
      count: 30,
      precision: 0.93,
      recall: 0.93,
      f1: 0.93,
      intervals: { precision: [0.787, 0.982], recall: [0.787, 0.982], f1: [0.819, 0.978] },
    },
    { label: 'boats', count: 20, precision: 0.86, recall: 0.9, f1: 0.88 },
    { label: '<b>music</b>', count: 10, precision: NaN, recall: 0.8, f1: 0.84 },
  ],
  confusion: [
    [28, 2, 0],
    [1, 18, 1],
    [1, 1, 8],
  ],
  voices: [
    { name: 'bayes', accuracy: 0.83, loss: 0.61, trust: 0.11 },
    { name: 'regression', accuracy: 0.88, loss: 0.36, trust: 0.92 },
    { name: 'network', accuracy: 0.85, loss: 0.44, trust: 0.4 },
  ],
  wrong: [
    { text: 'The hedge by the old harbour wall', label: 'gardens', prediction: 'boats', probability: 0.94 },
    { text: 'A song about the sea', label: '<b>music</b>', prediction: 'boats', probability: 0.61 },
  ],
});

/** Two hundred days with weekly seasons; forty are for evaluation. */
export const seriesReport = (): SeriesReport => {
  const value = (at: number): number => 20 + 5 * Math.sin((2 * Math.PI * at) / 7) + ((at * 37) % 11) / 5;
  const day = (at: number): string => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10);
  const range = <T>(from: number, to: number, of: (at: number) => T): T[] =>
    Array.from({ length: to - from }, (_, index) => of(from + index));
  const figures = { mae: 1.9, rmse: 2.4, mase: 0.61, coverage: 0.81, ahead: [0.61, 0.7, 0.9, NaN] };
  return {
    name: '<b>visitors</b>',
    season: 7,
    values: range(0, 200, value),
    calendar: { start: Date.UTC(2024, 0, 1), unit: 'day', every: 1 },
    chosen: 140,
    judged: 160,
    methods: [
      { ...figures, name: 'seasonal', mae: 2.9, mase: 0.93, trust: [0.2, 1, 1, 1] },
      { ...figures, name: 'network', coverage: NaN, trust: [0.8, 0, 0, 0] },
      { ...figures, name: 'together', trust: [] },
    ],
    winner: 'together',
    answers: [0.61, 0.7, 0.9, NaN].map(mase => ({ mase, within: 0.8 })),
    predictions: [1, 4, 16, 64].map(steps => ({
      steps,
      values: range(160, 200, at => (at < 160 + steps - 1 ? NaN : value(at) + 0.3 * Math.sqrt(steps))),
    })),
    freely: range(160, 200, () => 20),
    forecast: range(200, 206, at => ({
      when: day(at),
      low: 17.5 + (at % 7),
      middle: 20.5 + (at % 7),
      high: 23.5 + (at % 7),
    })),
    shownFrom: 0,
    times: range(0, 200, day),
  };
};

/** The evaluation on a text that differs from the model's own, with earlier evaluations. */
export function evaluationReport(): EvaluationReport {
  const learning = { loss: 1.5, bitsPerCharacter: 2.2, counting: { loss: 1.6, bitsPerCharacter: 2.3 } };
  return {
    text: 'other.txt',
    evaluation: {
      ...{ tokens: 1000, characters: 1000, unknownTokens: 3, notes: [], readsAhead: false },
      data: 'text',
      model: 'lighthouse',
      loss: 2,
      perplexity: Math.exp(2),
      bitsPerCharacter: 2.9,
      logProbability: -2000,
      learning: { ...learning, tokens: 1000 },
    },
    heldOut: { text: 'lighthouse.txt', loss: 1.2, bitsPerCharacter: 1.7, learning },
    earlier: [
      { at: '2026-11-01T12:00:00Z', text: 'storm.txt', characters: 500, loss: 3, bitsPerCharacter: 4.4 },
      { at: '2026-11-02T12:00:00Z', text: '<b>sea</b>', characters: 700, loss: 2, bitsPerCharacter: 3.3 },
    ],
  };
}
