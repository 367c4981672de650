/** The training step of a model as the engines are measured with it: its own task, on its first batch again and again. */
import type { Candidate } from '../engine/measure';
import { operations } from '../engine/operations';
import { soloReplica } from '../engine/parallel/replica';
import { createOptimiserState, disposeOptimiserState } from '../nn/optimiser';
import { trainingStep } from '../nn/trainingStep';
import type { OptimiserOptions } from '../options/language';
import type { Trainable } from './kind';

/** @param trainable is trained on, and disposed with the candidate */
export function candidateOf<B>(trainable: Trainable<B>, { kind, learningRate, clipNorm }: OptimiserOptions): Candidate {
  const { parameters, task } = trainable;
  const optimiser = createOptimiserState(kind, parameters);
  const [batch] = task.batches(0);
  if (batch === undefined) throw new Error('There is no batch to measure an engine with.');
  const context = { parameters, operations, optimiser, replica: soloReplica, learningRate, clipNorm };
  const signals = { stop: false, lastStep: false, ruined: false };
  return {
    tokens: task.tokens(batch),
    step: async () => {
      await trainingStep(() => task.loss(batch, soloReplica, 0), { ...context, ...signals });
    },
    dispose: () => {
      task.dispose();
      trainable.dispose();
      disposeOptimiserState(optimiser);
    },
  };
}
