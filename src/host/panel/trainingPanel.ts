/** The training panel, host side: one webview, told what is new at most five times a second while it can be seen. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { toJson } from '../../protocol/exactJson';
import type { Message } from '../../protocol/message';
import { isFromPage, type FromPage, type ToPage } from '../../protocol/page';
import { hasBegun, type RunStatus } from '../../protocol/run';
import type { SentenceTranslation } from '../../protocol/translation';
import type { VocabularyReport } from '../../protocol/worker';
import type { StoredModelEntry } from '../../store/list';
import { Disposable } from '../disposable';
import { commands, contextKeys, trainingPanel, useCommands } from '../ids';
import type { ModelsService } from '../models/service';
import type { RunChange, TrainingService } from '../runs/service';
import { message, pageWords, plain } from '../words';
import { panelHtml } from './html';
import { PageFeed } from './pageFeed';
import { repetitionOf } from './repeat';

const millisecondsBetweenMessages = 200;
/** A command of the tests has no click before it. */
const mostMillisecondsToFocus = 500;

export class TrainingPanel extends Disposable implements vscode.WebviewPanelSerializer {
  private readonly feed = new PageFeed();
  private panel: vscode.WebviewPanel | undefined;
  private status: RunStatus | undefined;
  private vocabulary: VocabularyReport | undefined;
  private attention: SentenceTranslation | undefined;
  private attentionWanted = false;
  private ready = false;
  /** A run was shown to somebody. */
  private seen = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly training: TrainingService,
    private readonly models: ModelsService,
  ) {
    super();
    this._register(
      training.onDidChange(change => {
        this.follow(change);
      }),
    );
    this._register(vscode.window.registerWebviewPanelSerializer(trainingPanel, this));
  }

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** Whether the page has loaded and listens. */
  get isReady(): boolean {
    return this.ready;
  }

  async open(preserveFocus = false): Promise<void> {
    if (this.panel) {
      this.panel.reveal(undefined, preserveFocus);
      this.nameTab();
      this.flush();
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
    this.adopt(vscode.window.createWebviewPanel(trainingPanel, plain(message('page.title')), column, this.options()));
    await this.recall();
  }

  /** The last translation, as attention saw it; undefined takes it away. */
  setAttention(translation: SentenceTranslation | undefined): void {
    this.attention = translation;
    this.postAttention();
  }

  /** Opens the panel where the last translation is. */
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

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.panel) {
      panel.dispose();
      return;
    }
    panel.webview.options = this.options();
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
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.svg');
    const listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isFromPage(message)) this.receive(message);
      }),
      panel.onDidChangeViewState(() => {
        if (panel.visible) this.hydrate();
      }),
    ];
    panel.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      clearTimeout(this.timer);
      this.timer = undefined;
      this.panel = undefined;
      this.ready = false;
    });
    panel.webview.html = this.html(panel.webview);
  }

  /** The last run before this session, to be shown where none of this session has begun. */
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
  }

  /** After the run that is shown. */
  private nameTab(): void {
    const { shown } = this.training.runs;
    if (this.panel && shown) this.panel.title = plain(message('name', { name: shown.name }));
  }

  /** What a button of the page asks for. */
  receive(message: FromPage): void {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.hydrate();
        return;
      case 'stop':
        void vscode.commands.executeCommand(commands.stopTraining);
        return;
      case 'train':
        void this.trainAgain();
        return;
      case 'resume':
        void this.resume();
        return;
      case 'use':
        void this.use();
        return;
      case 'openSample':
        void vscode.commands.executeCommand(commands.openSample);
        return;
      case 'showLog':
        void vscode.commands.executeCommand(commands.showLog);
        return;
    }
  }

  private async use(): Promise<void> {
    await this.focused();
    await vscode.commands.executeCommand(useCommands[this.training.runs.shown?.use ?? 'continue']);
  }

  /** The message of a click may come before the click has moved the focus here; given to a text earlier, it would be lost again. */
  private async focused(): Promise<void> {
    const { panel } = this;
    if (!panel?.visible || panel.active) return;
    await new Promise<void>(resolve => {
      const done = (): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      };
      const listener = panel.onDidChangeViewState(done);
      const timer = setTimeout(done, mostMillisecondsToFocus);
    });
  }

  /** As the run that is shown; where nothing is known of it, on the open text. */
  private async trainAgain(): Promise<void> {
    const manifest = (await this.shownModel())?.manifest;
    const repetition = manifest && repetitionOf(manifest);
    if (!repetition) return vscode.commands.executeCommand(commands.trainLstm);
    const { command, options, uri, target } = repetition;
    await vscode.commands.executeCommand(command, {
      options,
      ...(uri === undefined ? {} : { uri: vscode.Uri.parse(uri) }),
      ...(target === undefined ? {} : { target: vscode.Uri.parse(target) }),
    });
  }

  private async resume(): Promise<void> {
    await vscode.commands.executeCommand(commands.resumeTraining, await this.shownModel());
  }

  private shownModel(): Promise<StoredModelEntry | undefined> {
    return this.models.find(this.training.runs.shown?.modelId);
  }

  private hydrate(): void {
    this.feed.invalidate();
    this.flush();
    if (this.vocabulary) this.post({ kind: 'vocabulary', report: this.vocabulary });
    this.postAttention();
    this.revealAttention();
  }

  private postAttention(): void {
    this.post({ kind: 'attention', ...(this.attention ? { translation: this.attention } : {}) });
  }

  /** Once the page listens. */
  private revealAttention(): void {
    if (!this.attentionWanted || !this.ready || !this.panel?.visible) return;
    this.attentionWanted = false;
    this.post({ kind: 'showAttention' });
  }

  private schedule(milliseconds: number): void {
    if (!this.ready || !this.panel?.visible) return;
    if (milliseconds === 0) this.flush();
    else
      this.timer ??= setTimeout(() => {
        this.flush();
      }, milliseconds);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    // Nobody is listening: becoming visible hydrates anyway.
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

  /** Why a later run than the one that is shown did not begin. */
  private notice(): Message | undefined {
    const failed = this.training.runs.failedStart;
    return failed && 'message' in failed.status
      ? message('run.didNotStart', { name: failed.name, cause: failed.status.message })
      : undefined;
  }

  private post(news: ToPage): void {
    if (this.ready && this.panel?.visible) void this.panel.webview.postMessage(toJson(news));
  }

  private options(): vscode.WebviewOptions {
    const folder = (name: string): vscode.Uri => vscode.Uri.joinPath(this.extensionUri, name);
    return { enableScripts: true, localResourceRoots: [folder('dist'), folder('media')] };
  }

  private html(webview: vscode.Webview): string {
    const resource = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', name)).toString();
    return panelHtml({
      script: resource('panel.js'),
      style: resource('panel.css'),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      title: 'Unroll',
      ...pageWords(),
    });
  }
}
