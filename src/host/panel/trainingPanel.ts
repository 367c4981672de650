/** The training panel on the side of the editor: one webview, which gets at most five messages of progress a second while it is visible. */
import * as vscode from 'vscode';
import { toJson } from '../../protocol/exactJson';
import type { Message } from '../../protocol/message';
import { isFromPage, type ToPage } from '../../protocol/page';
import { hasBegun, type RunStatus } from '../../protocol/run';
import type { EvaluationReport } from '../../protocol/evaluation';
import type { SentenceTranslation } from '../../protocol/translation';
import type { VocabularyReport } from '../../protocol/worker';
import { Disposable } from '../disposable';
import { contextKeys, trainingPanel } from '../ids';
import type { ModelsService } from '../models/service';
import type { RunChange, TrainingService } from '../runs/service';
import { message, plain } from '../words';
import { doFromPage } from './actions';
import { pageDocument, pageIcon, pageOptions } from './document';
import { PageFeed } from './pageFeed';

const millisecondsBetweenMessages = 200;

export class TrainingPanel extends Disposable implements vscode.WebviewPanelSerializer {
  private readonly feed = new PageFeed();
  private panel: vscode.WebviewPanel | undefined;
  private status: RunStatus | undefined;
  private vocabulary: VocabularyReport | undefined;
  private evaluation: EvaluationReport | undefined;
  private attention: SentenceTranslation | undefined;
  private attentionWanted = false;
  private ready = false;
  /** Whether a run was shown in this session. */
  private seen = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly training: TrainingService,
    private readonly models: ModelsService,
  ) {
    super();
    this._register(training.onDidChange(change => this.follow(change)));
    this._register(vscode.window.registerWebviewPanelSerializer(trainingPanel, this));
  }

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** Whether the page has loaded and receives messages. */
  get isReady(): boolean {
    return this.ready;
  }

  /** Whether an evaluation stands above the run. */
  get showsEvaluation(): boolean {
    return this.evaluation !== undefined;
  }

  async open(preserveFocus = false): Promise<void> {
    if (this.panel) {
      this.panel.reveal(undefined, preserveFocus);
      this.nameTab();
      this.flush();
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
    const options = pageOptions(this.extensionUri);
    this.adopt(vscode.window.createWebviewPanel(trainingPanel, plain(message('page.title')), column, options));
    await this.recall();
  }

  /** Sets the translation whose attention is shown; undefined removes it. */
  setAttention(translation: SentenceTranslation | undefined): void {
    this.attention = translation;
    this.postAttention();
  }

  /** Opens the panel at the attention of the last translation. */
  async showAttention(): Promise<void> {
    this.attentionWanted = true;
    await this.open(true);
    this.revealAttention();
  }

  async showVocabulary(report: VocabularyReport): Promise<void> {
    this.vocabulary = report;
    await this.open(true);
    this.post({ kind: 'vocabulary', report });
  }

  async showEvaluation(report: EvaluationReport): Promise<void> {
    this.evaluation = report;
    await this.open(true);
    this.post({ kind: 'evaluation', report });
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.panel) {
      panel.dispose();
      return;
    }
    panel.webview.options = pageOptions(this.extensionUri);
    this.adopt(panel);
    await this.recall();
  }

  override dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    super.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    this.ready = false;
    panel.iconPath = pageIcon(this.extensionUri);
    let wasVisible = panel.visible;
    const listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      // A click into a visible page changes its state too, but the page has missed nothing.
      panel.onDidChangeViewState(() => {
        if (panel.visible && !wasVisible) this.hydrate();
        wasVisible = panel.visible;
      }),
    ];
    panel.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      clearTimeout(this.timer);
      this.timer = undefined;
      this.panel = undefined;
      this.ready = false;
    });
    panel.webview.html = pageDocument(this.extensionUri, panel.webview);
  }

  /** If no run of this session has begun, loads the last run before it. */
  private async recall(): Promise<void> {
    const { runs } = this.training;
    const last = runs.shown && hasBegun(runs.shown) ? undefined : await this.models.lastRun();
    if (last) runs.addEarlier(last);
    this.nameTab();
    this.hydrate();
  }

  private follow({ run, event }: RunChange): void {
    this.feed.add(run, event);
    this.nameTab();
    this.schedule(run.status === this.status ? millisecondsBetweenMessages : 0);
    this.status = run.status;
    if (event.kind === 'started' && this.evaluation) {
      this.evaluation = undefined;
      this.post({ kind: 'evaluation' });
    }
  }

  /** Gives the tab the name of the run that is shown. */
  private nameTab(): void {
    const { shown } = this.training.runs;
    if (this.panel && shown) this.panel.title = plain(message('name', { name: shown.name }));
  }

  /** Shows the new name of a model under the run that made it. */
  rename(modelId: string, name: string): void {
    this.training.runs.rename(modelId, name);
    this.nameTab();
    this.feed.invalidate();
    this.flush();
  }

  /** Handles a message of the page. */
  receive(message: unknown): void {
    if (!isFromPage(message)) return;
    if (message.kind === 'ready') {
      this.ready = true;
      this.hydrate();
      return;
    }
    const { runs } = this.training;
    if (message.kind === 'dismissNotice') {
      runs.forgetFailedStarts();
      this.feed.invalidate();
      this.flush();
      return;
    }
    const named = 'runId' in message ? runs.get(message.runId) : undefined;
    void doFromPage(message, { run: named ?? runs.shown, models: this.models, panel: this.panel });
  }

  private hydrate(): void {
    this.feed.invalidate();
    this.flush();
    if (this.vocabulary) this.post({ kind: 'vocabulary', report: this.vocabulary });
    if (this.evaluation) this.post({ kind: 'evaluation', report: this.evaluation });
    this.postAttention();
    this.revealAttention();
  }

  private postAttention(): void {
    this.post({ kind: 'attention', ...(this.attention ? { translation: this.attention } : {}) });
  }

  /** Shows the attention as soon as the page receives messages. */
  private revealAttention(): void {
    if (!this.attentionWanted || !this.ready || !this.panel?.visible) return;
    this.attentionWanted = false;
    this.post({ kind: 'showAttention' });
  }

  private schedule(milliseconds: number): void {
    if (!this.ready || !this.panel?.visible) return;
    if (milliseconds === 0) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), milliseconds);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    // The page receives nothing now; it gets the whole run when it becomes visible.
    if (!this.ready || !this.panel?.visible) {
      this.feed.invalidate();
      return;
    }
    const news = this.feed.take(this.training.runs.shown, this.notice());
    if (news) this.post(news);
    if (!this.seen && this.training.runs.shown) {
      this.seen = true;
      void vscode.commands.executeCommand('setContext', contextKeys.hasSeenRun, true);
    }
  }

  /** Why a run that is newer than the one shown did not begin. */
  private notice(): Message | undefined {
    const failed = this.training.runs.failedStart;
    return failed && 'message' in failed.status
      ? message('run.didNotStart', { name: failed.name, cause: failed.status.message })
      : undefined;
  }

  private post(news: ToPage): void {
    if (this.ready && this.panel?.visible) void this.panel.webview.postMessage(toJson(news));
  }
}
