/** The folder of a run: its manifest and history, the weights worth keeping, and the checkpoint it can go on from. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NamedArray } from '../nn/parameters';
import type { Position } from '../protocol/position';
import type { RunRecord } from '../protocol/run';
import { deleteCheckpoint, saveCheckpoint } from '../store/checkpoint';
import {
  createModel,
  deleteModel,
  reopenModel,
  saveModel,
  saveRecord,
  type OpenModel,
  type StoredModel,
} from '../store/models';
import { writeVoices } from '../store/voices';
import type { ModelContents, ModelManifest, NewManifest, StoredResult } from '../store/types';

export class RunFolder {
  /** Whether it holds weights: it is a model then. */
  private isSaved = false;

  private constructor(
    private readonly model: OpenModel<ModelManifest>,
    private manifest: ModelManifest,
    private readonly vocabularies: ModelContents['vocabularies'],
    /** Grows while the run goes on. */
    private readonly record: RunRecord,
  ) {}

  /** @param contents its record is the one that grows while the run goes on */
  static async create(modelsFolder: string, manifest: NewManifest, contents: ModelContents): Promise<RunFolder> {
    const model = await createModel(modelsFolder, manifest, contents);
    return new RunFolder(model, model.manifest, contents.vocabularies, contents.record);
  }

  /** The model is there before the first step. */
  async begin(weights: readonly NamedArray[]): Promise<void> {
    await this.save(weights);
  }

  /** Nothing has begun: no model is left. */
  async discard(): Promise<void> {
    await deleteModel(this.folder);
  }

  /** The folder of a run that is resumed. @throws UnrollError 'busy' while a living process trains it */
  static async reopen(earlier: StoredModel<ModelManifest>, record: RunRecord): Promise<RunFolder> {
    const model = await reopenModel(earlier.folder, earlier.manifest, earlier.vocabularies);
    const folder = new RunFolder(model, model.manifest, earlier.vocabularies, record);
    folder.isSaved = true;
    return folder;
  }

  get id(): string {
    return this.manifest.id;
  }

  get folder(): string {
    return this.model.folder;
  }

  /** The best weights so far as the model, all the rest as the checkpoint: the run can go on from here. */
  async checkpoint(
    { best, tensors }: { best: NamedArray[]; tensors: NamedArray[] },
    position: Position,
  ): Promise<void> {
    await this.save(best);
    await saveCheckpoint(this.folder, { tensors, resume: position });
  }

  /** The model as the run leaves it. */
  async finish(weights: NamedArray[], result: StoredResult): Promise<void> {
    this.conclude(result);
    await this.save(weights);
    if (result.reason !== 'stopped') await deleteCheckpoint(this.folder);
  }

  /** The model as the run leaves it, in a folder of the system for what is temporary: its own cannot be written to. Returns where. */
  async rescue(weights: NamedArray[], result: StoredResult): Promise<string> {
    this.conclude(result);
    const { vocabularies, record } = this;
    const model = await createModel(join(tmpdir(), 'unroll-rescued'), this.manifest, { vocabularies, record });
    await saveModel(model.folder, model.manifest, { tensors: weights, record });
    await model.lock.release();
    // What is left of it is no model.
    if (!this.isSaved) await this.discard().catch(() => undefined);
    return model.folder;
  }

  /** What was found out about the model since it was saved. */
  async amend(result: StoredResult): Promise<void> {
    this.conclude(result);
    await saveRecord(this.folder, this.manifest, this.record);
  }

  /** The voices that have read the text with these weights. */
  async keepVoices(saved: ArrayBuffer): Promise<void> {
    await writeVoices(this.folder, saved);
  }

  /** Others may write to the folder from now on. */
  close(): Promise<void> {
    return this.model.lock.release();
  }

  private async save(tensors: readonly NamedArray[]): Promise<void> {
    await saveModel(this.folder, this.manifest, { tensors, record: this.record });
    this.isSaved = true;
  }

  private conclude(result: StoredResult): void {
    this.manifest = { ...this.manifest, state: 'finished' };
    this.record.result = result;
  }
}
