/** The Models view: one line a model, the active one marked; without models its welcome text says what to do. */
import * as vscode from 'vscode';
import { canTrainFurther } from '../../kinds/descriptions';
import { chosenUses } from '../../protocol/kind';
import type { ModelEntry } from '../../store/list';
import { Disposable } from '../disposable';
import { commands, modelsView } from '../ids';
import { modelLine } from './modelItem';
import { isResumable, isUsable } from './active';
import type { ModelsService } from './service';
import { label as shown, message, plain } from '../words';

export class ModelsTree extends Disposable implements vscode.TreeDataProvider<ModelEntry> {
  private readonly changed = this._register(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;
  private activeIds: (string | undefined)[] = [];

  constructor(private readonly models: ModelsService) {
    super();
    this._register(
      models.onDidChangeList(() => {
        this.changed.fire();
      }),
    );
    const view = this._register(vscode.window.createTreeView(modelsView, { treeDataProvider: this }));
    this._register(
      view.onDidChangeSelection(({ selection: [entry] }) => {
        models.selected = entry;
      }),
    );
  }

  async getChildren(parent?: ModelEntry): Promise<ModelEntry[]> {
    if (parent) return [];
    const active = await Promise.all(chosenUses.map(use => this.models.getActive(use)));
    this.activeIds = active.map(model => model?.id);
    return this.models.list();
  }

  getTreeItem(entry: ModelEntry): vscode.TreeItem {
    const line = modelLine(entry);
    const item = new vscode.TreeItem(shown(line.label));
    item.id = entry.id;
    item.description = shown(line.description);
    item.tooltip = plain(line.detail);
    const isActive = this.activeIds.includes(entry.id);
    const traits = {
      sound: entry.kind === 'model',
      usable: isUsable(entry) && !isActive,
      resumable: isResumable(entry),
      further: isUsable(entry) && canTrainFurther(entry.manifest) && entry.manifest.state !== 'training',
    };
    item.contextValue = Object.entries(traits)
      .flatMap(([trait, holds]) => (holds ? [trait] : []))
      .join(' ');
    item.iconPath = new vscode.ThemeIcon(iconOf(entry, isActive));
    if (entry.kind === 'model')
      item.command = {
        command: commands.showTraining,
        title: plain(message('action.showTraining')),
        arguments: [entry],
      };
    return item;
  }
}

function iconOf(entry: ModelEntry, isActive: boolean): string {
  if (entry.kind === 'damaged') return 'warning';
  return isActive ? 'check' : 'circle-outline';
}
