/** The models on disk, and which of them is active for each use in this workspace. */
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
import { activeModel, canBeUsed, isResumable, whyItStays, type Staying, type UsableModel } from './active';
import { bytesIn, DeletedModels } from './deleted';
import { ModelList } from './modelList';

interface Line {
  id: string;
}

/** Saving a run writes several files: one reading of the list for all of them. */
const millisecondsToSettle = 200;

export class ModelsService extends Disposable {
  private readonly changed = this._register(new vscode.EventEmitter<void>());
  /** A model was added or removed, a run began or ended, or another model was chosen. */
  readonly onDidChange = this.changed.event;
  private readonly listChanged = this._register(new vscode.EventEmitter<void>());
  /** A line of the list has changed: on `onDidChange` and on progress of a run. */
  readonly onDidChangeList = this.listChanged.event;
  /** The folder that holds all models. */
  readonly folder: string;
  private readonly models: ModelList;
  private readonly deleted: DeletedModels;
  /** The lines of the Models view that are selected. */
  private selected: readonly Line[] = [];
  /** The line whose selection changed last, if it was the only one in that change. */
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

  /** Watches the folder: another window or the terminal may add models. */
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

  /** Sets the selected lines of the Models view. */
  select(lines: readonly Line[]): void {
    const notIn = (all: readonly Line[]) => (line: Line) => !all.some(({ id }) => id === line.id);
    const others = [...lines.filter(notIn(this.selected)), ...this.selected.filter(notIn(lines))];
    this.toggled = others.length === 1 ? others[0] : undefined;
    this.selected = lines;
  }

  /**
   * The lines of the Models view that a key acts on: the selected lines or, after the focus was moved by the arrow keys, the focused line.
   * The editor does not tell extensions which line has the focus. The key binding first toggles the selection of that line twice, so that
   * it is the line that changed last.
   * @param argument of the command
   */
  linesOfKey(argument: unknown): readonly Line[] {
    const { toggled } = this;
    return given(argument, 'line', isText) === 'focused' && toggled ? [toggled] : this.selected;
  }

  /** Newest first; cached until the disk changes. */
  list(): Promise<ModelEntry[]> {
    return this.models.entries();
  }

  /** The models whose folders can be read. */
  async sound(): Promise<StoredModelEntry[]> {
    return (await this.list()).filter(entry => entry.kind === 'model');
  }

  /** Models with weights that have this use. */
  async usable(use: ModelUse): Promise<UsableModel[]> {
    return (await this.list()).filter(model => canBeUsed(model, use));
  }

  /** Models that can be evaluated on this kind of data. */
  async evaluatedOn(data: KindData): Promise<UsableModel[]> {
    return (await this.usable('evaluate')).filter(({ manifest }) => dataOf(manifest) === data);
  }

  /** The active model for a use: the one chosen for the text, else for its language, else for the workspace, else as `activeModel` says. */
  async getActive(use: ChosenUse, text?: ChosenText): Promise<UsableModel | undefined> {
    const models = await this.list();
    const chosen = [...(text ? scopesOf(text) : []), undefined]
      .map(scope => this.workspaceState.get<string>(keyOf(use, scope)))
      .find(wanted => models.some(({ id }) => id === wanted));
    return activeModel(models, use, chosen);
  }

  /** The newest model that was trained on the text and has this use, if another one is active there. */
  async trainedOn(text: ChosenText, use: ChosenUse): Promise<UsableModel | undefined> {
    const active = await this.getActive(use, text);
    const uri = text.uri.toString();
    const own = (await this.usable(use)).filter(({ manifest }) => manifest.source.uri === uri);
    return own.some(({ id }) => id === active?.id) ? undefined : own[0];
  }

  /** The model that was chosen in this workspace or this scope, if it still exists. */
  private async chosen(use: ChosenUse, scope?: ChoiceScope): Promise<StoredModelEntry | undefined> {
    return this.find(this.workspaceState.get<string>(keyOf(use, scope)));
  }

  /** Runs that were stopped or broke off. */
  async resumable(): Promise<StoredModelEntry[]> {
    return (await this.list()).filter(isResumable);
  }

  /** @param scope one text, or texts in one language; absent: the workspace @param text narrower choices for this text are removed */
  async setActive(use: ChosenUse, id: string, scope?: ChoiceScope, text?: ChosenText): Promise<void> {
    const scopes = text ? scopesOf(text) : [];
    const wider = scopes.findIndex(one => keyOf(use, one) === keyOf(use, scope));
    for (const narrower of wider < 0 ? scopes : scopes.slice(0, wider))
      await this.workspaceState.update(keyOf(use, narrower), undefined);
    await this.workspaceState.update(keyOf(use, scope), id);
    this.refresh();
  }

  /** Makes a new model the active one, unless there is a reason not to. @returns that reason; undefined: the new one is active */
  async takeOver(use: ChosenUse, id: string): Promise<Staying | undefined> {
    this.models.forget();
    const made = await this.find(id);
    const uri = made?.manifest.source.uri;
    const own = uri === undefined ? undefined : { file: uri };
    const inUse = (own && (await this.chosen(use, own))) ?? (await this.chosen(use));
    const reason = inUse && made && whyItStays(inUse.manifest, made.manifest);
    if (reason) this.refresh();
    else {
      if (own) await this.workspaceState.update(keyOf(use, own), undefined);
      await this.setActive(use, id);
    }
    return reason;
  }

  /** To be called when the disk has changed. */
  refresh(): void {
    this.models.forget();
    this.changed.fire();
    this.listChanged.fire();
    void this.announce();
  }

  /** Sets the context keys of the menus, which offer a command only if there is a model for it. */
  private async announce(): Promise<void> {
    const listed = await this.list().catch(() => undefined);
    const models = listed ?? [];
    const set = (key: ContextKey, value: boolean) => vscode.commands.executeCommand('setContext', key, value);
    // A view is empty before its lines are read, with a filter that nothing matches, and if the models cannot be read.
    await set(contextKeys.noModel, listed?.length === 0);
    for (const use of chosenUses) {
      const context = useContexts[use];
      const usable = models.some(model => canBeUsed(model, use));
      if (context !== undefined) await set(context, usable);
    }
    if (models.length > 0) await set(contextKeys.hasModel, true);
    await set(contextKeys.hasResumableTraining, models.some(isResumable));
  }

  /** Deletes models so that they can be restored. @returns their new folders, for `restore` or `forgetDeleted` */
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

  /** Moves deleted models to the trash. */
  async forgetDeleted(aside: readonly string[]): Promise<void> {
    for (const model of aside) await this.deleted.forget(model);
  }

  /** The size of models in bytes. */
  async sizeOf(folders: readonly string[]): Promise<number> {
    const sizes = await Promise.all(folders.map(bytesIn));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Stores which model the current run writes, so that the run is found if the window closes before its end. */
  async rememberRun(modelId: string): Promise<void> {
    await this.workspaceState.update(mementoKeys.lastRun, modelId);
  }

  async find(id: string | undefined): Promise<StoredModelEntry | undefined> {
    if (id === undefined) return undefined;
    return (await this.sound()).find(entry => entry.id === id);
  }

  /** The run that began last in this workspace, read from its model's folder; undefined if that was deleted. */
  async lastRun(): Promise<Run | undefined> {
    const id = this.workspaceState.get<unknown>(mementoKeys.lastRun);
    const model = await this.find(typeof id === 'string' ? id : undefined);
    return model && restoreRun({ ...model, record: await readRun(model.folder) });
  }
}

/** The properties of an editor's document that a choice depends on. */
export interface ChosenText {
  readonly uri: { toString(): string };
  readonly languageId: string;
}

/** The scope of a choice: one text, or texts in one language. */
export type ChoiceScope = { file: string } | { language: string };

/** The narrowest scope first. */
const scopesOf = ({ uri, languageId }: ChosenText): ChoiceScope[] => [
  { file: uri.toString() },
  { language: languageId },
];

/** The memento key of a choice. */
function keyOf(use: ChosenUse, scope?: ChoiceScope): string {
  if (!scope) return activeModelKeys[use];
  return `${activeModelKeys[use]}.${'file' in scope ? `file:${scope.file}` : scope.language}`;
}
