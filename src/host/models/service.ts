/** The models on disk as the editor sees them, and which of them continues text in this workspace. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { listModels, type ModelEntry, type StoredModelEntry } from '../../store/models';
import { Disposable } from '../disposable';
import { contextKeys, mementoKeys, type ContextKey } from '../ids';
import { restoreRun } from '../runs/restoreRun';
import type { RunHistory } from '../runs/runHistory';
import { activeModel, isResumable, isTranslator, isUsable, type ResumableModel, type UsableModel } from './active';
import { modelOfRun, type RunMark } from './modelOfRun';

export class ModelsService extends Disposable {
  private readonly changed = this._register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  /** The folder that holds all models. */
  readonly folder: string;
  private active: Promise<UsableModel | undefined> | undefined;
  private activeTranslation: Promise<UsableModel | undefined> | undefined;

  constructor(
    storage: vscode.Uri,
    private readonly workspaceState: vscode.Memento,
  ) {
    super();
    this.folder = join(storage.fsPath, 'models');
    void this.announce();
  }

  list(): Promise<ModelEntry[]> {
    return listModels(this.folder);
  }

  async usable(): Promise<UsableModel[]> {
    return (await this.list()).filter(isUsable);
  }

  /** The model that continues text here: the chosen one, else the newest. Read from disk once until something changes. */
  getActive(): Promise<UsableModel | undefined> {
    this.active ??= this.usable().then(models =>
      activeModel(models, this.workspaceState.get<string>(mementoKeys.activeModel)),
    );
    return this.active;
  }

  async translators(): Promise<UsableModel[]> {
    return (await this.list()).filter(isTranslator);
  }

  /** The model that translates here: the chosen one, else the newest. */
  getActiveTranslator(): Promise<UsableModel | undefined> {
    this.activeTranslation ??= this.translators().then(models =>
      activeModel(models, this.workspaceState.get<string>(mementoKeys.activeTranslationModel)),
    );
    return this.activeTranslation;
  }

  /** Runs that were stopped or broke off. */
  async resumable(): Promise<ResumableModel[]> {
    return (await this.list()).filter(isResumable);
  }

  async setActiveTranslator(id: string): Promise<void> {
    await this.workspaceState.update(mementoKeys.activeTranslationModel, id);
    this.refresh();
  }

  async setActive(id: string): Promise<void> {
    await this.workspaceState.update(mementoKeys.activeModel, id);
    this.refresh();
  }

  /** What is on disk has changed. */
  refresh(): void {
    this.active = undefined;
    this.activeTranslation = undefined;
    this.changed.fire();
    void this.announce();
  }

  /** Menus offer only what there is a model for. */
  private async announce(): Promise<void> {
    const models = await this.list().catch(() => []);
    const set = (key: ContextKey, value: boolean) => vscode.commands.executeCommand('setContext', key, value);
    await set(contextKeys.hasTranslationModel, models.some(isTranslator));
    await set(contextKeys.hasResumableTraining, models.some(isResumable));
  }

  async delete(folder: string): Promise<void> {
    const uri = vscode.Uri.file(folder);
    try {
      await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: true });
    } catch {
      // Remote machines often have no trash; the person has agreed to the deletion.
      await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: false });
    }
    this.refresh();
  }

  /** A run begins here; should the window close before its end, its model is still found. */
  async rememberRun(mark: RunMark): Promise<void> {
    await this.workspaceState.update(mementoKeys.lastRun, mark);
  }

  /** The model of the run started last in this workspace; undefined when there is none or it was deleted. */
  async lastTrained(): Promise<StoredModelEntry | undefined> {
    return modelOfRun(await this.list(), this.workspaceState.get<unknown>(mementoKeys.lastRun));
  }

  /** The run started last in this workspace, as its model's folder remembers it. */
  async lastRun(): Promise<RunHistory | undefined> {
    const model = await this.lastTrained();
    return model && restoreRun(model);
  }
}
