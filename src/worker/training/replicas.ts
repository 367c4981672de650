/** The threads that train a plan together with this one. */
import { join } from 'node:path';
import { assetsFolder } from '../../engine/assets';
import { startReplicas, type ReplicaGroup } from '../../engine/parallel/start';
import type { ReplicaPlan } from './replicaRun';

/** @param count threads, this one included */
export function startReplicasOf(plan: ReplicaPlan, count: number): ReplicaGroup {
  const values = plan.arrays
    .filter(({ name }) => !name.startsWith('adam.'))
    .reduce((total, { data }) => total + data.length, 0);
  return startReplicas({ count, workerFile: join(assetsFolder, 'replica.js'), values, payload: plan });
}
