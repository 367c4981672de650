/** The folder of a run: its manifest, the weights worth keeping, and the checkpoint it can go on from. */
import { optimiserArrays } from '../nn/optimiser';
import type { NamedArray } from '../nn/parameters';
import type { Position } from '../protocol/position';
import type { RunRecord } from '../protocol/run';
import type { TrainingResult } from '../protocol/metrics';
import { deleteCheckpoint, saveCheckpoint } from '../store/checkpoint';
import { createModel, saveModel } from '../store/models';
import { unrollVersion } from '../protocol/version';
import { manifestVersion, type CommonManifest, type NeuralManifest, type NewManifest } from '../store/types';
import type { Run } from './replicaRun';

/** The fields of a manifest that are the same for every new model. */
export const freshManifest = (
  name: string,
): Pick<CommonManifest, 'manifestVersion' | 'name' | 'createdAt' | 'unrollVersion' | 'state'> => ({
  manifestVersion,
  name,
  createdAt: new Date().toISOString(),
  unrollVersion,
  state: 'training',
});

export class RunFolder {
  private constructor(
    readonly folder: string,
    private manifest: NeuralManifest,
  ) {}

  static async create(modelsFolder: string, newManifest: NewManifest<NeuralManifest>): Promise<RunFolder> {
    const { folder, manifest } = await createModel(modelsFolder, newManifest);
    return new RunFolder(folder, manifest);
  }

  /** An earlier run's folder again, to be gone on with. */
  static reopen(folder: string, manifest: NeuralManifest, record: RunRecord): RunFolder {
    return new RunFolder(folder, { ...manifest, state: 'training', run: record });
  }

  get id(): string {
    return this.manifest.id;
  }

  /** The best weights so far as the model, all the rest as the checkpoint: a crash after this costs nothing before it. */
  async checkpoint<B>(run: Run<B>, best: NamedArray[], position: Position): Promise<void> {
    const tensors = [...run.parameters.snapshot(), ...optimiserArrays(run.optimiserState, run.parameters)];
    await saveModel(this.folder, this.manifest, best);
    await saveCheckpoint(this.folder, { tensors, resume: position });
  }

  async finish(weights: NamedArray[], result: Omit<TrainingResult, 'folder' | 'modelId'>): Promise<void> {
    this.manifest = { ...this.manifest, state: 'finished', run: { ...this.manifest.run, result } };
    await saveModel(this.folder, this.manifest, weights);
    if (result.reason !== 'stopped') await deleteCheckpoint(this.folder);
  }
}
