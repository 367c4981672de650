/** A thread that trains its share of each batch: the same plan and the same loop as rank 0, with nothing to report. */
import { openEngine } from '../engine/open';
import { runAsReplica } from '../engine/parallel/start';
import { trainableLanguageModel, type LanguageModelPlan } from './training/languageModelRun';
import { startRun, type ReplicaPlan } from './training/replicaRun';

void runAsReplica(async (replica, payload) => {
  // Posted by training/replicas.ts of the same build; nobody else starts this thread.
  const plan = payload as ReplicaPlan<LanguageModelPlan>;
  await openEngine({ backend: plan.backend });
  const run = startRun(trainableLanguageModel(plan), plan, replica);
  await run.loop({ stopRequested: () => false }).run();
  run.dispose();
});
