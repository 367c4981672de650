import type { TrainingMetrics, ValidationMetrics } from '../../../src/protocol/metrics';
import type { Run, RunSetting } from '../../../src/protocol/run';
import { textMessage } from '../../../src/protocol/message';

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

export const settingsOf = (values: Record<string, string>): RunSetting[] =>
  Object.entries(values).map(([key, value]) => ({
    key,
    name: textMessage(key.split('.').at(-1) ?? key),
    value,
    explanation: textMessage(''),
  }));

export const runOf = (changes: Partial<Run> = {}): Run => ({
  id: 'run-1',
  name: 'notes',
  description: textMessage('LSTM'),
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

export const ended = (reason: 'completed' | 'early-stopping' | 'stopped'): Run['status'] => ({
  state: 'ended',
  result: {
    reason,
    modelId: 'notes-1',
    folder: '/models/notes-1',
    steps: 50,
    epochs: 1,
    seconds: 5,
    trainLoss: 2,
    verdict: textMessage('Good.'),
  },
});
