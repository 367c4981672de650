import type { TrainingMetrics, ValidationMetrics } from '../../../src/protocol/metrics';
import type { RunSnapshot, ToPage } from '../../../src/protocol/page';

export const metricsAt = (step: number, changes: Partial<TrainingMetrics> = {}): TrainingMetrics => ({
  step,
  epoch: step / 50,
  seconds: step / 10,
  trainLoss: 2,
  tokensPerSecond: 20_000,
  gradientNorm: 1,
  learningRate: 0.001,
  ...changes,
});

export const validationAt = (epoch: number, loss: number): ValidationMetrics => ({
  step: epoch * 50,
  epoch,
  loss,
  bitsPerCharacter: loss / Math.LN2,
  best: false,
});

export const runOf = (changes: Partial<RunSnapshot> = {}): RunSnapshot => ({
  runId: 'run-1',
  modelName: 'notes',
  description: 'LSTM',
  use: 'continue',
  status: { state: 'running' },
  totalSteps: 100,
  epochs: 2,
  metrics: [],
  validations: [],
  samples: [],
  baselines: [],
  notes: [],
  updatedAt: 0,
  ...changes,
});

export type Append = Extract<ToPage, { kind: 'append' }>;

export const appendOf = (changes: Partial<Append> = {}): Append => ({
  kind: 'append',
  runId: 'run-1',
  status: { state: 'running' },
  metrics: [],
  validations: [],
  samples: [],
  notes: [],
  updatedAt: 1,
  ...changes,
});

export const ended = (reason: 'completed' | 'early-stopping' | 'stopped'): RunSnapshot['status'] => ({
  state: 'ended',
  result: {
    reason,
    modelId: 'notes-1',
    folder: '/models/notes-1',
    steps: 50,
    epochs: 1,
    seconds: 5,
    trainLoss: 2,
    verdict: 'Good.',
  },
});
