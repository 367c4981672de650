import type { TrainingEvent, TrainingResult } from '../../../../src/protocol/metrics';
import { apply, newRun, type Run, type RunEvent } from '../../../../src/protocol/run';
import { textMessage } from '../../../../src/protocol/message';

export const runAfter = (...events: RunEvent[]): Run =>
  events.reduce(
    (run, event) => apply(run, event),
    newRun({ id: 'r', name: 'notes', description: textMessage('LSTM'), use: 'continue', epochs: 2 }, 0),
  );

export const started: TrainingEvent = {
  kind: 'started',
  modelId: 'notes-1',
  corpus: { name: 'notes.txt', characters: 1000, tokens: 1000, vocabularySize: 30, validationTokens: 100 },
  engine: { chosen: 'wasm', reason: textMessage('the only one'), threads: 1, measurements: [] },
  parameters: 1234,
  totalSteps: 100,
  epochs: 2,
};

export const metricsAt = (step: number): Extract<TrainingEvent, { kind: 'metrics' }> => ({
  kind: 'metrics',
  metrics: {
    step,
    epoch: step / 50,
    seconds: step / 10,
    trainLoss: 2,
    tokensPerSecond: 500,
    gradientNorm: 1,
    learningRate: 0.001,
  },
});

export const validationAt = (step: number, loss: number): Extract<TrainingEvent, { kind: 'validation' }> => ({
  kind: 'validation',
  validation: { step, epoch: 1, loss, bitsPerCharacter: loss / Math.LN2, best: true },
});

export const result: TrainingResult = {
  reason: 'completed',
  modelId: 'notes-1',
  folder: '/models/notes-1',
  steps: 100,
  epochs: 2,
  seconds: 10,
  trainLoss: 1.5,
  validationLoss: 1.8,
  verdict: textMessage('Good.'),
};
