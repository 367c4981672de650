/** The models on disk as the editor sees them, and which of them is used for what in this workspace. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { dataOf } from '../../kinds/descriptions';
import type { KindData } from '../../protocol/kind';
import { chosenUses, type ChosenUse, type ModelUse } from '../../protocol/kind';
import type { Run } from '../../protocol/run';
import type { ModelEntry, StoredModelEntry } from '../../store/list';
import { lockFile } from '../../store/lock';
import { manifestFile, readRun } from '../../store/manifest';
import { Disposable } from '../disposable';
import { given, isText } from '../given';
import { activeModelKeys, contextKeys, mementoKeys, useContexts, type ContextKey } from '../ids';
import { restoreRun } from '../runs/restoreRun';
import { activeModel, canBeUsed, isBetter, isResumable, type UsableModel } from './active';
import { bytesIn, DeletedModels } from './deleted';
import { ModelList } from './modelList';

interface Line {
  id: string;
}

/** A run that is saved writes several files. */
const millisecondsToSettle = 200;

export class ModelsService extends Disposable {
  private readonly changed = this._register(new vscode.EventEmitter<void>());
  /** A model came or went, a run began or ended, or another model was chosen. */
  readonly onDidChange = this.changed.event;
  private readonly listChanged = this._register(new vscode.EventEmitter<void>());
  /** The list shows something else: what `onDidChange` says, or the progress of a run. */
  readonly onDidChangeList = this.listChanged.event;
  /** The folder that holds all models. */
  readonly folder: string;
  private readonly models: ModelList;
  private readonly deleted: DeletedModels;
  /** The lines of the Models view that are selected. */
  private selected: readonly Line[] = [];
  /** The line that was selected, or no longer is, as the only one at once. */
  private toggled: Line | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    storage: vscode.Uri,
    private readonly workspaceState: vscode.Memento,
  ) {
    super();
    this.folder = join(storage.fsPath, 'models');
    this.models = new ModelList(this.folder);
    this.deleted = new DeletedModels(join(storage.fsPath, 'deleted'), this.folder);
    void this.deleted.forgetOld().catch(() => undefined);
    this.watch();
    void this.announce();
  }

  override dispose(): void {
    clearTimeout(this.timer);
    super.dispose();
  }

  /** Models that another window or the terminal makes appear by themselves. */
  private watch(): void {
    const names = `{*,*/${manifestFile},*/${lockFile}}`;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(this.folder, names));
    const soon = (): void => {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        void this.reread();
      }, millisecondsToSettle);
    };
    for (const listener of [watcher, watcher.onDidCreate(soon), watcher.onDidChange(soon), watcher.onDidDelete(soon)])
      this._register(listener);
  }

  private async reread(): Promise<void> {
    const { shown, settled } = await this.models.reread().catch(() => ({ shown: true, settled: true }));
    if (this.isDisposed || !(shown || settled)) return;
    if (settled) this.changed.fire();
    this.listChanged.fire();
    await this.announce();
  }

  /** Of the Models view. */
  select(lines: readonly Line[]): void {
    const notIn = (all: readonly Line[]) => (line: Line) => !all.some(({ id }) => id === line.id);
    const others = [...lines.filter(notIn(this.selected)), ...this.selected.filter(notIn(lines))];
    this.toggled = others.length === 1 ? others[0] : undefined;
    this.selected = lines;
  }

  /**
   * The lines of the Models view that a key acts on: those that are selected or, where the arrows alone have moved the keyboard, the one that has
   * it. The editor does not say which that is; its key toggles the selection of that line twice first, so that it was the last to change.
   * @param argument of the command
   */
  linesOfKey(argument: unknown): readonly Line[] {
    const { toggled } = this;
    return given(argument, 'line', isText) === 'focused' && toggled ? [toggled] : this.selected;
  }

  /** Newest first; read from disk once until something changes. */
  list(): Promise<ModelEntry[]> {
    return this.models.entries();
  }

  /** Those whose folders can be read. */
  async sound(): Promise<StoredModelEntry[]> {
    return (await this.list()).filter(entry => entry.kind === 'model');
  }

  /** Models with weights that can be used so. */
  async usable(use: ModelUse): Promise<UsableModel[]> {
    return (await this.list()).filter(model => canBeUsed(model, use));
  }

  /** Models that can be held against such data. */
  async evaluatedOn(data: KindData): Promise<UsableModel[]> {
    return (await this.usable('evaluate')).filter(({ manifest }) => dataOf(manifest) === data);
  }

  /** The model that is used so here: the one chosen for the text, else for its language, else for the workspace, else the newest. */
  async getActive(use: ChosenUse, text?: ChosenText): Promise<UsableModel | undefined> {
    const models = await this.list();
    const chosen = [...(text ? scopesOf(text) : []), undefined]
      .map(scope => this.workspaceState.get<string>(keyOf(use, scope)))
      .find(wanted => models.some(({ id }) => id === wanted));
    return activeModel(models, use, chosen);
  }

  /** The newest that was trained on the text and can be used so, if another is used there. */
  async trainedOn(text: ChosenText, use: ChosenUse): Promise<UsableModel | undefined> {
    const active = await this.getActive(use, text);
    const uri = text.uri.toString();
    const own = (await this.usable(use)).filter(({ manifest }) => manifest.source.uri === uri);
    return own.some(({ id }) => id === active?.id) ? undefined : own[0];
  }

  /** The one chosen here, if it is still there. */
  private async chosen(use: ChosenUse): Promise<StoredModelEntry | undefined> {
    return this.find(this.workspaceState.get<string>(keyOf(use)));
  }

  /** Runs that were stopped or broke off. */
  async resumable(): Promise<StoredModelEntry[]> {
    return (await this.list()).filter(isResumable);
  }

  /** @param scope for one text, or for texts in one language, alone @param text where narrower choices are forgotten */
  async setActive(use: ChosenUse, id: string, scope?: ChoiceScope, text?: ChosenText): Promise<void> {
    const scopes = text ? scopesOf(text) : [];
    const wider = scopes.findIndex(one => keyOf(use, one) === keyOf(use, scope));
    for (const narrower of wider < 0 ? scopes : scopes.slice(0, wider))
      await this.workspaceState.update(keyOf(use, narrower), undefined);
    await this.workspaceState.update(keyOf(use, scope), id);
    this.refresh();
  }

  /** A new model is used from now on, unless the one in use predicts the same text better. */
  async takeOver(use: ChosenUse, id: string): Promise<boolean> {
    this.models.forget();
    const [inUse, made] = [await this.chosen(use), await this.find(id)];
    const stays = inUse && made && isBetter(inUse.manifest, made.manifest);
    if (stays) this.refresh();
    else {
      if (made?.manifest.source.uri !== undefined)
        await this.workspaceState.update(keyOf(use, { file: made.manifest.source.uri }), undefined);
      await this.setActive(use, id);
    }
    return !stays;
  }

  /** What is on disk has changed. */
  refresh(): void {
    this.models.forget();
    this.changed.fire();
    this.listChanged.fire();
    void this.announce();
  }

  /** Menus offer only what there is a model for. */
  private async announce(): Promise<void> {
    const models = await this.list().catch(() => []);
    const set = (key: ContextKey, value: boolean) => vscode.commands.executeCommand('setContext', key, value);
    for (const use of chosenUses) {
      const context = useContexts[use];
      const usable = models.some(model => canBeUsed(model, use));
      if (context !== undefined) await set(context, usable);
    }
    if (models.length > 0) await set(contextKeys.hasModel, true);
    await set(contextKeys.hasResumableTraining, models.some(isResumable));
  }

  /** Takes models away; they can come back. @returns where they are now, for `restore` or `forgetDeleted` */
  async delete(folders: readonly string[]): Promise<string[]> {
    const aside: string[] = [];
    try {
      for (const folder of folders) aside.push(await this.deleted.putAside(folder));
    } finally {
      this.refresh();
    }
    return aside;
  }

  async restore(aside: readonly string[]): Promise<void> {
    for (const model of aside) await this.deleted.restore(model);
    this.refresh();
  }

  /** To the trash. */
  async forgetDeleted(aside: readonly string[]): Promise<void> {
    for (const model of aside) await this.deleted.forget(model);
  }

  /** Bytes of models. */
  async sizeOf(folders: readonly string[]): Promise<number> {
    const sizes = await Promise.all(folders.map(bytesIn));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** A run has begun that writes this model: should the window close before its end, it is still found. */
  async rememberRun(modelId: string): Promise<void> {
    await this.workspaceState.update(mementoKeys.lastRun, modelId);
  }

  async find(id: string | undefined): Promise<StoredModelEntry | undefined> {
    if (id === undefined) return undefined;
    return (await this.sound()).find(entry => entry.id === id);
  }

  /** The run that began last in this workspace, as its model's folder remembers it; undefined where that was deleted. */
  async lastRun(): Promise<Run | undefined> {
    const id = this.workspaceState.get<unknown>(mementoKeys.lastRun);
    const model = await this.find(typeof id === 'string' ? id : undefined);
    return model && restoreRun({ ...model, record: await readRun(model.folder) });
  }
}

/** A text as the editor names it. */
export interface ChosenText {
  readonly uri: { toString(): string };
  readonly languageId: string;
}

/** What a choice is for: one text, or texts in one language. */
export type ChoiceScope = { file: string } | { language: string };

/** The narrowest first. */
const scopesOf = ({ uri, languageId }: ChosenText): ChoiceScope[] => [
  { file: uri.toString() },
  { language: languageId },
];

/** Under which a choice is remembered. */
function keyOf(use: ChosenUse, scope?: ChoiceScope): string {
  if (!scope) return activeModelKeys[use];
  return `${activeModelKeys[use]}.${'file' in scope ? `file:${scope.file}` : scope.language}`;
}
