/** A thread that trains its share of each batch: the same plan and the same loop as rank 0, with nothing to report. */
import { openEngine } from '../engine/open';
import { runAsReplica } from '../engine/parallel/start';
import { implementationOf } from '../kinds/implementations';
import { startRun } from '../training/steps';
import type { ReplicaPlan } from '../training/kind';

void runAsReplica(async (replica, payload) => {
  // Posted by training/steps.ts of the same build; nobody else starts this thread.
  const plan = payload as ReplicaPlan;
  await openEngine({ engine: plan.engine });
  const kind = await implementationOf(plan.kind);
  const trainable = kind.replica?.(plan);
  if (!trainable) throw new Error(`Models of the kind "${plan.kind}" are trained by one thread.`);
  const run = startRun(trainable, plan, replica);
  await run.loop({ stopRequested: () => false }).run();
  run.dispose();
});
