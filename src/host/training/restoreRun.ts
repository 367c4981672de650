/** The history of a run as its model's folder remembers it. */
import type { ModelManifest } from '../../store/types';
import { describeManifest } from './describe';
import { RunHistory } from './runHistory';

export function restoreRun(folder: string, manifest: ModelManifest): RunHistory {
  const { id, name, parameters, run, createdAt, state } = manifest;
  const { corpus, engine, metrics, validations, samples, qualities, baselines, notes, result } = run;
  const last = metrics.at(-1);
  // Counting reads the text once.
  const epochs = manifest.kind === 'ngram-model' ? 1 : manifest.options.training.epochs;
  const writtenAt = Date.parse(createdAt) + 1000 * (result?.seconds ?? last?.seconds ?? 0);
  const history = new RunHistory(
    { runId: id, modelName: name, description: describeManifest(manifest), epochs },
    () => writtenAt,
  );
  if (corpus && engine) {
    const totalSteps = result?.steps ?? last?.step ?? 0;
    history.add({ kind: 'started', corpus, engine, parameters, totalSteps, epochs });
  }
  for (const item of metrics) history.add({ kind: 'metrics', metrics: item });
  for (const validation of validations) history.add({ kind: 'validation', validation });
  for (const sample of samples) history.add({ kind: 'sample', sample });
  for (const quality of qualities ?? []) history.add({ kind: 'quality', quality });
  for (const baseline of baselines) history.add({ kind: 'baseline', baseline });
  for (const message of notes) history.add({ kind: 'note', message });
  if (result && state === 'finished') history.end({ ...result, modelId: id, folder });
  else history.fail(`This training was interrupted. ${last ? keptMessage : lostMessage}`);
  return history;
}

const keptMessage = 'The model is kept as it was at the last checkpoint.';
/** Weights and reports are saved together. */
const lostMessage = 'Nothing had been saved yet; train again.';
