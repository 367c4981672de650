/** The Models view: the training under way, those in line, then the models; without any its welcome text says what to do. */
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

/** The training under way. */
interface Running {
  kind: 'running';
  id: string;
  run: Run;
}

/** A line of the view. */
export type Line = Running | Waiting | TextGroup | ModelEntry;

/** As fast as one can read. */
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
  /** What the view was last given to show. */
  private given = '';
  /** What it is to show next, until the editor has taken it. */
  private next: Line[] | undefined;
  /** How often something changed. */
  private changes = 0;

  constructor(
    private readonly models: ModelsService,
    private readonly training: TrainingService,
    private readonly memory: vscode.Memento,
  ) {
    super();
    const anew = (): void => void this.showWhatChanged();
    this._register(models.onDidChangeList(anew));
    this._register(training.onDidChangeLine(anew));
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
    await this.showWhatChanged();
  }

  async getChildren(parent?: Line): Promise<Line[]> {
    if (parent) return childrenOf(parent);
    for (;;) {
      const { changes } = this;
      const lines = this.next ?? (await this.currentLines());
      if (changes !== this.changes) continue;
      this.next = undefined;
      this.given = this.written(lines);
      return lines;
    }
  }

  /**
   * While the editor reads the view anew, a click on a line or on a button of it is lost: it has forgotten which line that is. So it reads only
   * what is another view (the checkpoints of the run under way, for one, change no line), and only once that is at hand.
   */
  private async showWhatChanged(): Promise<void> {
    const changes = ++this.changes;
    // Why models cannot be read the editor says when it asks for them.
    const lines = await this.currentLines().catch(() => undefined);
    // Where something has changed since, that is read and shown instead.
    if (changes !== this.changes) return;
    const isOther = lines === undefined || this.written(lines) !== this.given;
    this.next = isOther ? lines : undefined;
    if (isOther) this.changed.fire(undefined);
  }

  /** All that is shown of lines and of those below them. The run under way draws its own line. */
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
    // The training under way has a line already.
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
    // A narrow view cuts the line off, and a reader of the screen reads the tooltip out.
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
    if (isNews) void this.showWhatChanged();
    else this.changed.fire(this.running);
  }

  private sayFilter(): void {
    const { filter } = this.arrangement;
    this.view.description = filter === '' ? '' : plain(message('view.filtered', { filter }));
  }
}

const childrenOf = (line: Line): Line[] => (line.kind === 'text' ? line.entries : []);

/** Whether a run writes the model: its folder is there a moment before the run says which it is. */
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
