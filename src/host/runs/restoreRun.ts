/** Restores runs from the folders of their models. */
import { settingsOf } from '../../options/listed';
import type { TrainingMetrics } from '../../protocol/metrics';
import { describeModel, epochsOf, usesOf } from '../../kinds/descriptions';
import { apply, newRun, type Run, type RunIdentity, type RunRecord } from '../../protocol/run';
import type { StoredModelEntry } from '../../store/list';
import { message } from '../../words/message';
import { keptMessage } from './session';

/** A model with the history of its run. */
export type RecordedModel = StoredModelEntry & { record: RunRecord };

/** A run that has ended. */
export function restoreRun({ record, ...entry }: RecordedModel): Run {
  const { id, createdAt, state } = entry.manifest;
  const { result } = record;
  const writtenAt = Date.parse(createdAt) + 1000 * (result?.seconds ?? record.metrics.at(-1)?.seconds ?? 0);
  const run = storedRun(entry, record, id, writtenAt);
  if (result && state === 'finished')
    return apply(run, { kind: 'ended', result: { ...result, modelId: id, folder: entry.folder } });
  const cut = message('run.cutOff', { sentences: [message('run.interrupted'), keptMessage(run)] });
  return apply(run, { kind: 'interrupted', message: cut });
}

/** A run that is resumed: its history so far, before it starts again. */
export const continuedRun = ({ record, ...entry }: RecordedModel, id: string): Run =>
  storedRun(entry, record, id, Date.now());

function storedRun({ manifest, hasCheckpoint }: StoredModelEntry, record: RunRecord, id: string, at: number): Run {
  const { name, parameters, keysSaved } = manifest;
  const epochs = epochsOf(manifest);
  const identity: RunIdentity = {
    ...{ id, name, description: describeModel(manifest), use: usesOf(manifest)[0], epochs },
    begunAt: Date.parse(manifest.createdAt),
    ...settingsOf(manifest, manifest.origin),
  };
  const { result, ...curves } = structuredClone(record);
  const run = newRun(identity, at, curves);
  const last = run.metrics.at(-1);
  run.modelId = manifest.id;
  run.parameters = parameters;
  if (keysSaved !== undefined) run.keysSaved = keysSaved;
  run.totalSteps = result && result.reason !== 'stopped' ? result.steps : plannedSteps(last, epochs);
  if (hasCheckpoint && last) run.savedStep = last.step;
  return run;
}

/** The planned steps of a run that did not finish, as all epochs have the same number of steps. */
const plannedSteps = (last: TrainingMetrics | undefined, epochs: number): number =>
  last ? Math.max(last.step, Math.round((last.step * epochs) / Math.max(last.epoch, 1e-9))) : 0;
