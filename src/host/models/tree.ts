/** The Models view: the running training, waiting trainings, then the models. If it is empty, its welcome text says what to do. */
import * as vscode from 'vscode';
import { canLookInside, canTrainFurther } from '../../kinds/descriptions';
import { chosenUses } from '../../protocol/kind';
import { isOver, newestLoss, progressOf, type Run } from '../../protocol/run';
import type { ModelEntry } from '../../store/list';
import { Disposable } from '../disposable';
import { commands, mementoKeys, modelsView } from '../ids';
import type { Waiting } from '../runs/queue';
import type { TrainingService } from '../runs/service';
import { statusTooltip } from '../runs/statusText';
import { lossMessage } from '../../words/loss';
import { label as shown, message, plain } from '../words';
import { canBeUsed, isResumable, isUsable } from './active';
import {
  arranged,
  groupedByText,
  isArrangement,
  usualArrangement,
  type Arrangement,
  type TextGroup,
} from './arrangement';
import { ModelLines } from './lines';
import type { ModelsService } from './service';

/** The running training. */
interface Running {
  kind: 'running';
  id: string;
  run: Run;
}

/** A line of the view. */
export type Line = Running | Waiting | TextGroup | ModelEntry;

/** A person cannot read faster changes. */
const millisecondsBetweenProgress = 1000;

export class ModelsTree extends Disposable implements vscode.TreeDataProvider<Line> {
  private readonly changed = this._register(new vscode.EventEmitter<Line | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Line>;
  private readonly lines = new ModelLines(({ label, description, detail }) => ({
    label: shown(label),
    description: shown(description),
    detail: plain(detail),
  }));
  private activeIds: (string | undefined)[] = [];
  private running: Running | undefined;
  private progressShownAt = 0;
  /** The lines that the editor read last, as text. */
  private lastText = '';
  /** The next lines, until the editor reads them. */
  private next: Line[] | undefined;
  /** The number of changes so far. */
  private changes = 0;

  constructor(
    private readonly models: ModelsService,
    private readonly training: TrainingService,
    private readonly memory: vscode.Memento,
  ) {
    super();
    const update = (): void => void this.showChanges();
    this._register(models.onDidChangeList(update));
    this._register(training.onDidChangeLine(update));
    this._register(training.onDidChange(({ run }) => this.follow(run)));
    this.view = this._register(
      vscode.window.createTreeView(modelsView, { treeDataProvider: this, canSelectMany: true }),
    );
    this._register(this.view.onDidChangeSelection(({ selection }) => models.select(selection)));
    this.sayFilter();
  }

  get arrangement(): Arrangement {
    const remembered = this.memory.get<unknown>(mementoKeys.arrangement);
    return isArrangement(remembered) ? remembered : usualArrangement;
  }

  async arrange(change: Partial<Arrangement>): Promise<void> {
    await this.memory.update(mementoKeys.arrangement, { ...this.arrangement, ...change });
    this.sayFilter();
    await this.showChanges();
  }

  async getChildren(parent?: Line): Promise<Line[]> {
    if (parent) return childrenOf(parent);
    for (;;) {
      const { changes } = this;
      const lines = this.next ?? (await this.currentLines());
      if (changes !== this.changes) continue;
      this.next = undefined;
      this.lastText = this.written(lines);
      return lines;
    }
  }

  /**
   * While the editor reads the view again, a click on a line or on its button is lost. Therefore the editor reads it only if a line has changed
   * (a checkpoint of the running training changes none), and only when the new lines are ready.
   */
  private async showChanges(): Promise<void> {
    const changes = ++this.changes;
    // If the models cannot be read, the editor shows the cause when it asks for them.
    const lines = await this.currentLines().catch(() => undefined);
    // A later change reads and shows the lines itself.
    if (changes !== this.changes) return;
    const isOther = lines === undefined || this.written(lines) !== this.lastText;
    this.next = isOther ? lines : undefined;
    if (isOther) this.changed.fire(undefined);
  }

  /** All texts of lines and of the lines below them. The line of the running training is updated by `follow`. */
  private written(lines: readonly Line[]): string {
    return JSON.stringify(
      lines.map(line => {
        if (line.kind === 'running') return line.id;
        const { id, label, description, tooltip, iconPath, contextValue } = this.getTreeItem(line);
        return [id, label, description, tooltip, iconPath, contextValue, this.written(childrenOf(line))];
      }),
    );
  }

  private async currentLines(): Promise<Line[]> {
    const active = await Promise.all(chosenUses.map(use => this.models.getActive(use)));
    this.activeIds = active.map(model => model?.id);
    const { running, waiting, leftInLine } = this.training;
    if (!running || isOver(running)) this.running = undefined;
    else if (this.running?.run !== running) this.running = { kind: 'running', id: running.id, run: running };
    // The running training has its own line.
    const others = (await this.models.list()).filter(entry => !running || !isOf(running, entry));
    const { arrangement } = this;
    await this.lines.prepare(others);
    const models = arranged(others, arrangement, this.lines.wordsOf);
    return [
      ...(this.running ? [this.running] : []),
      ...waiting,
      ...leftInLine,
      ...(arrangement.byText ? groupedByText(models) : models),
    ];
  }

  getTreeItem(line: Line): vscode.TreeItem {
    switch (line.kind) {
      case 'running':
        return runningItem(line);
      case 'waiting':
      case 'left':
        return waitingItem(line);
      case 'text':
        return groupItem(line);
      default:
        return this.modelItem(line);
    }
  }

  private modelItem(entry: ModelEntry): vscode.TreeItem {
    const line = this.lines.of(entry);
    const isActive = this.activeIds.includes(entry.id);
    const isSound = entry.kind === 'model';
    const item = itemOf(entry.id, line.label, line.description, isSound ? iconOf(isActive) : 'warning');
    // A narrow view cuts the line off; screen readers read the tooltip.
    item.tooltip = `${line.label}: ${line.description}\n${line.detail}`;
    const traits = {
      sound: isSound,
      damaged: !isSound,
      usable: isUsable(entry) && !isActive,
      resumable: isResumable(entry),
      inside: isUsable(entry) && canLookInside(entry.manifest),
      reader: canBeUsed(entry, 'continue'),
      further: isUsable(entry) && canTrainFurther(entry.manifest) && entry.manifest.state !== 'training',
    };
    item.contextValue = Object.entries(traits)
      .flatMap(([trait, holds]) => (holds ? [trait] : []))
      .join(' ');
    if (isSound)
      item.command = {
        command: commands.showTraining,
        title: plain(message('action.showTraining')),
        arguments: [entry, { keepFocus: true }],
      };
    return item;
  }

  private follow(run: Run): void {
    const isNews = this.running?.run !== run || isOver(run);
    if (!isNews && Date.now() - this.progressShownAt < millisecondsBetweenProgress) return;
    this.progressShownAt = Date.now();
    if (isNews) void this.showChanges();
    else this.changed.fire(this.running);
  }

  private sayFilter(): void {
    const { filter } = this.arrangement;
    this.view.description = filter === '' ? '' : plain(message('view.filtered', { filter }));
  }
}

const childrenOf = (line: Line): Line[] => (line.kind === 'text' ? line.entries : []);

/** Whether a run writes the model. The model's folder exists a moment before the run reports its id; until then the names are compared. */
const isOf = ({ modelId, name }: Run, entry: ModelEntry): boolean =>
  modelId === undefined
    ? entry.kind === 'model' && entry.manifest.state === 'training' && entry.manifest.name === name
    : entry.id === modelId;

function itemOf(id: string, label: string, description: string, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  return Object.assign(item, { id, description, iconPath: new vscode.ThemeIcon(icon) });
}

const iconOf = (isActive: boolean): string => (isActive ? 'check' : 'circle-outline');

function runningItem({ id, run }: Running): vscode.TreeItem {
  const loss = newestLoss(run);
  const about = { share: progressOf(run), model: run.description };
  const line =
    loss === undefined
      ? message('line.running', about)
      : message('line.runningLoss', { ...about, loss: lossMessage(run.use, loss) });
  const item = itemOf(id, shown(message('name', { name: run.name })), shown(line), 'sync~spin');
  item.tooltip = statusTooltip(run).map(plain).join('\n');
  item.contextValue = 'running';
  item.command = { command: commands.openTrainingPanel, title: plain(message('action.showTraining')) };
  return item;
}

function waitingItem({ kind, id, name, description }: Waiting): vscode.TreeItem {
  const line = message(`line.${kind}`, { model: description });
  const item = itemOf(id, shown(message('name', { name })), shown(line), 'clock');
  item.contextValue = 'waiting';
  return item;
}

function groupItem({ id, name, entries }: TextGroup): vscode.TreeItem {
  const count = message('line.models', { count: entries.length });
  const item = itemOf(id, shown(message('name', { name })), shown(count), 'file-text');
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  item.contextValue = 'text';
  return item;
}
