/** A thread that trains its share of each batch: the same plan and the same loop as rank 0, with nothing to report. */
import { openEngine } from '../engine/open';
import type { Replica } from '../engine/parallel/replica';
import { runAsReplica } from '../engine/parallel/start';
import { trainableLanguageModel, type LanguageModelPlan } from '../kinds/language/trainable';
import { startRun, type ReplicaPlan, type Trainable } from '../training/replicaRun';
import { trainableTranslation, type TranslationPlan } from '../kinds/translation/trainable';

type Plan = ReplicaPlan<LanguageModelPlan> | ReplicaPlan<TranslationPlan>;

void runAsReplica(async (replica, payload) => {
  // Posted by training/replicas.ts of the same build; nobody else starts this thread.
  const plan = payload as Plan;
  await openEngine({ engine: plan.engine });
  if (isTranslation(plan)) await train(trainableTranslation(plan), plan, replica);
  else await train(trainableLanguageModel(plan), plan, replica);
});

const isTranslation = (plan: Plan): plan is ReplicaPlan<TranslationPlan> => plan.data.kind === 'translation';
const never = (): boolean => false;

async function train<B, D>(trainable: Trainable<B>, plan: ReplicaPlan<D>, replica: Replica): Promise<void> {
  const run = startRun(trainable, plan, replica);
  await run.loop({ stopRequested: never }).run();
  run.dispose();
}
