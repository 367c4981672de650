/** The history of a run as its model's folder remembers it. */
import type { TrainingMetrics } from '../../protocol/metrics';
import type { StoredModelEntry } from '../../store/models';
import { describeModel, epochsOf, usesOf } from '../../kinds/descriptions';
import { RunHistory } from './runHistory';

/** A run that is over. */
export function restoreRun(entry: StoredModelEntry): RunHistory {
  const { id, createdAt, state, run } = entry.manifest;
  const { result } = run;
  const last = run.metrics.at(-1);
  const writtenAt = Date.parse(createdAt) + 1000 * (result?.seconds ?? last?.seconds ?? 0);
  const history = historyOf(entry, id, () => writtenAt);
  if (result && state === 'finished') history.end({ ...result, modelId: id, folder: entry.folder });
  else history.fail(`This training was interrupted. ${last ? keptMessage : lostMessage}`);
  return history;
}

/** A run that is to go on: what it has done so far, about to start again. */
export const continuedRun = (entry: StoredModelEntry, runId: string): RunHistory => historyOf(entry, runId, Date.now);

function historyOf({ manifest, hasCheckpoint }: StoredModelEntry, runId: string, now: () => number): RunHistory {
  const { name, parameters, run } = manifest;
  const { corpus, engine, metrics, validations, samples, qualities, baselines, notes, result } = run;
  const epochs = epochsOf(manifest);
  const identity = { runId, modelName: name, description: describeModel(manifest), use: usesOf(manifest)[0], epochs };
  const history = new RunHistory(identity, now);
  const last = metrics.at(-1);
  if (corpus && engine) {
    const totalSteps = result && result.reason !== 'stopped' ? result.steps : plannedSteps(last, epochs);
    history.add({ kind: 'started', corpus, engine, parameters, totalSteps, epochs });
  }
  for (const item of metrics) history.add({ kind: 'metrics', metrics: item });
  for (const validation of validations) history.add({ kind: 'validation', validation });
  for (const sample of samples) history.add({ kind: 'sample', sample });
  for (const quality of qualities ?? []) history.add({ kind: 'quality', quality });
  for (const baseline of baselines) history.add({ kind: 'baseline', baseline });
  for (const message of notes) history.add({ kind: 'note', message });
  if (hasCheckpoint && last) history.add({ kind: 'checkpoint', step: last.step, seconds: last.seconds });
  return history;
}

/** Of a run that did not come to its end: all epochs have as many steps. */
const plannedSteps = (last: TrainingMetrics | undefined, epochs: number): number =>
  last ? Math.max(last.step, Math.round((last.step * epochs) / Math.max(last.epoch, 1e-9))) : 0;

const keptMessage = 'The model is kept as it was at the last checkpoint.';
/** Weights and reports are saved together. */
const lostMessage = 'Nothing had been saved yet; train again.';
