/** The training panel, host side: one webview, told what is new at most five times a second while it can be seen. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { isFromPage, type FromPage, type ToPage } from '../../protocol/page';
import type { SentenceTranslation } from '../../protocol/translation';
import type { VocabularyReport } from '../../protocol/worker';
import { Disposable } from '../disposable';
import { commands, trainCommands, trainingPanel, useCommands } from '../ids';
import type { ModelsService } from '../models/service';
import type { RunHistory } from '../runs/runHistory';
import type { RunChange, TrainingService } from '../runs/service';
import { panelHtml } from './html';
import { PageFeed } from './pageFeed';

const millisecondsBetweenMessages = 200;

export class TrainingPanel extends Disposable implements vscode.WebviewPanelSerializer {
  private readonly feed = new PageFeed();
  private panel: vscode.WebviewPanel | undefined;
  private run: RunHistory | undefined;
  private vocabulary: VocabularyReport | undefined;
  private attention: SentenceTranslation | undefined;
  private attentionWanted = false;
  private ready = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    training: TrainingService,
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
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
    this.adopt(vscode.window.createWebviewPanel(trainingPanel, vscode.l10n.t('Training'), column, this.options()));
    await this.recall();
  }

  /** The last translation, as attention saw it; undefined takes it away. */
  setAttention(translation: SentenceTranslation | undefined): void {
    this.attention = translation;
    this.post({ kind: 'attention', translation });
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

  /** Shows the last run when none of this session is there. */
  private async recall(): Promise<void> {
    if (this.run) return;
    const last = await this.models.lastRun();
    this.adoptRun(last);
  }

  /** Unless a run has started meanwhile. */
  private adoptRun(last: RunHistory | undefined): void {
    this.run ??= last;
    this.hydrate();
  }

  private follow({ run, event }: RunChange): void {
    this.run = run;
    this.feed.add(run, event);
    if (this.panel) this.panel.title = run.identity.modelName;
    this.schedule(event === undefined ? 0 : millisecondsBetweenMessages);
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
        void vscode.commands.executeCommand(useCommands[this.run?.identity.use ?? 'continue']);
        return;
      case 'showLog':
        void vscode.commands.executeCommand(commands.showLog);
        return;
    }
  }

  /** As the run that is shown, which is the one trained last; where nothing is known of it, on the open text. */
  private async trainAgain(): Promise<void> {
    const manifest = this.run && (await this.models.lastTrained())?.manifest;
    if (!manifest) return vscode.commands.executeCommand(commands.trainLstm);
    const { kind, options, source } = manifest;
    const uri = source.uri === undefined ? {} : { uri: vscode.Uri.parse(source.uri) };
    await vscode.commands.executeCommand(trainCommands[kind], { options, ...uri });
  }

  private async resume(): Promise<void> {
    await vscode.commands.executeCommand(commands.resumeTraining, await this.models.lastTrained());
  }

  private hydrate(): void {
    this.feed.show(this.run);
    this.feed.invalidate();
    this.flush();
    if (this.vocabulary) this.post({ kind: 'vocabulary', report: this.vocabulary });
    this.post({ kind: 'attention', translation: this.attention });
    this.revealAttention();
  }

  /** Once the page can hear it. */
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
    if (!this.ready || !this.panel?.visible) this.feed.invalidate();
    else this.post(this.feed.take());
  }

  private post(message: ToPage): void {
    if (this.ready && this.panel?.visible) void this.panel.webview.postMessage(message);
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
    });
  }
}
