/** The folder of a run: its manifest, the weights worth keeping, and the checkpoint it can go on from. */
import type { NamedArray } from '../nn/parameters';
import type { TrainingResult } from '../protocol/metrics';
import type { Position } from '../protocol/position';
import type { RunRecord } from '../protocol/run';
import { deleteCheckpoint, saveCheckpoint } from '../store/checkpoint';
import { writeManifest } from '../store/manifest';
import { createModel, saveModel } from '../store/models';
import type { ModelManifest, NewManifest } from '../store/types';

export class RunFolder {
  /** Grows while the run goes on. */
  private readonly record: RunRecord;

  private constructor(
    readonly folder: string,
    private manifest: ModelManifest,
  ) {
    this.record = manifest.run;
  }

  static async create(modelsFolder: string, newManifest: NewManifest): Promise<RunFolder> {
    const { folder, manifest } = await createModel(modelsFolder, newManifest);
    return new RunFolder(folder, manifest);
  }

  /** An earlier run's folder again, to be gone on with. */
  static reopen(folder: string, manifest: ModelManifest, record: RunRecord): RunFolder {
    return new RunFolder(folder, { ...manifest, state: 'training', run: record });
  }

  get id(): string {
    return this.manifest.id;
  }

  /** The best weights so far as the model, all the rest as the checkpoint: the run can go on from here. */
  async checkpoint(
    { best, tensors }: { best: NamedArray[]; tensors: NamedArray[] },
    position: Position,
  ): Promise<void> {
    await saveModel(this.folder, this.manifest, best);
    await saveCheckpoint(this.folder, { tensors, resume: position });
  }

  /** The model as the run leaves it. */
  async finish(weights: NamedArray[], result: Result): Promise<void> {
    this.conclude(result);
    await saveModel(this.folder, this.manifest, weights);
    if (result.reason !== 'stopped') await deleteCheckpoint(this.folder);
  }

  /** What was found out about the model since it was saved. */
  async amend(result: Result): Promise<void> {
    this.conclude(result);
    await writeManifest(this.folder, this.manifest);
  }

  private conclude(result: Result): void {
    this.manifest = { ...this.manifest, state: 'finished', run: { ...this.record, result } };
  }
}

/** What is kept of a result: where the model lies follows from its folder. */
export type Result = Omit<TrainingResult, 'folder' | 'modelId'>;
