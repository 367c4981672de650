/** Rank 0's place among the threads that train a plan together. */
import { soloReplica, type Replica } from '../../engine/parallel/replica';
import type { ReplicaPlan } from './replicaRun';

export interface Replicas {
  replica: Replica;
  dispose(): void;
}

export function startReplicas(plan: ReplicaPlan): Replicas {
  if (plan.training.threads > 1) void 0;
  return { replica: soloReplica, dispose: () => undefined };
}
