/** The folder of a run: its manifest, the weights worth keeping, and the checkpoint it can go on from. */
import { optimiserArrays } from '../../nn/optimiser';
import type { NamedArray } from '../../nn/parameters';
import type { Position } from '../../nn/trainingLoop';
import type { TrainingResult } from '../../protocol/metrics';
import type { LanguageModelOptions } from '../../protocol/model';
import { deleteCheckpoint, saveCheckpoint } from '../../store/checkpoint';
import { createModel, saveModel } from '../../store/models';
import { manifestVersion, type ModelManifest, type RunRecord } from '../../store/types';
import { unrollVersion } from '../../protocol/version';
import type { PreparedCorpus } from '../jobs/prepareCorpus';
import type { Run } from './replicaRun';

export interface RunFolderSetup {
  modelsFolder: string;
  name: string;
  options: LanguageModelOptions;
  prepared: PreparedCorpus;
  parameters: number;
  record: RunRecord;
}

export class RunFolder {
  private constructor(
    readonly folder: string,
    private manifest: ModelManifest,
  ) {}

  static async create({
    modelsFolder,
    name,
    options,
    prepared,
    parameters,
    record,
  }: RunFolderSetup): Promise<RunFolder> {
    const { corpus, summary, sha256 } = prepared;
    const { folder, manifest } = await createModel(modelsFolder, {
      manifestVersion,
      kind: 'language-model',
      name,
      createdAt: new Date().toISOString(),
      unrollVersion,
      state: 'training',
      options,
      vocabulary: [...corpus.vocabulary.list],
      frequencies: [...corpus.vocabulary.frequencies],
      ...(corpus.merges ? { merges: corpus.merges } : {}),
      source: { name: summary.name, sha256, characters: summary.characters },
      parameters,
      run: record,
    });
    return new RunFolder(folder, manifest);
  }

  /** An earlier run's folder again, to be gone on with. */
  static reopen(folder: string, manifest: ModelManifest, record: RunRecord): RunFolder {
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
