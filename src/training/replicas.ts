/** The threads that train a plan together with this one. */
import { join } from 'node:path';
import { assetsFolder } from '../engine/assets';
import { startReplicas, type ReplicaGroup } from '../engine/parallel/start';
import { weightsOf, type ReplicaPlan } from './replicaRun';

/** @param count threads, this one included */
export function startReplicasOf(plan: ReplicaPlan<unknown>, count: number): ReplicaGroup {
  const values = weightsOf(plan).reduce((total, { data }) => total + data.length, 0);
  return startReplicas({ count, workerFile: join(assetsFolder, 'replica.js'), values, payload: plan });
}
