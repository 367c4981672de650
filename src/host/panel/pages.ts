/** Pages of what does not change any more: how a model was trained, or several compared. Any number of them, side by side. */
import * as vscode from 'vscode';
import { toJson } from '../../protocol/exactJson';
import type { Message } from '../../protocol/message';
import { isFromPage, type FromPage, type ToPage } from '../../protocol/page';
import type { Run } from '../../protocol/run';
import { Disposable } from '../disposable';
import { stillPage } from '../ids';
import type { ModelsService } from '../models/service';
import { plain } from '../words';
import { doFromPage } from './actions';
import { pageDocument, pageIcon, pageOptions } from './document';

interface Page {
  panel: vscode.WebviewPanel;
  /** The newest that it was asked to show. */
  content: ToPage;
}

interface Shown {
  run?: Run;
  act?: { on: FromPage['kind']; do(): void };
  keepFocus?: boolean;
  byItself?: boolean;
}

export class Pages extends Disposable {
  private readonly open = new Map<string, Page>();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly models: ModelsService,
  ) {
    super();
  }

  /**
   * @param key what the page is of: it is opened once @param run what its buttons are about @param keepFocus where it is
   * @param act what else its buttons do @param byItself nobody asked for it just now: who writes goes on writing, and the page opens beside the text
   */
  show(
    key: string,
    title: Message,
    content: ToPage,
    { run, act, keepFocus = false, byItself = false }: Shown = {},
  ): void {
    const preserveFocus = keepFocus || byItself;
    const known = this.open.get(key);
    if (known) {
      known.content = content;
      void known.panel.webview.postMessage(toJson(content));
      known.panel.reveal(undefined, preserveFocus);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      stillPage,
      plain(title),
      {
        viewColumn: byItself && vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
        preserveFocus,
      },
      pageOptions(this.extension),
    );
    const page: Page = { panel, content };
    this.open.set(key, page);
    panel.iconPath = pageIcon(this.extension);
    const listener = panel.webview.onDidReceiveMessage((message: unknown) => {
      if (!isFromPage(message)) return;
      // A page that was hidden begins anew.
      if (message.kind === 'ready') void panel.webview.postMessage(toJson(page.content));
      else if (act && message.kind === act.on) act.do();
      else void doFromPage(message, { run, models: this.models, panel });
    });
    panel.onDidDispose(() => {
      listener.dispose();
      this.open.delete(key);
    });
    panel.webview.html = pageDocument(this.extension, panel.webview);
  }

  override dispose(): void {
    for (const { panel } of this.open.values()) panel.dispose();
    super.dispose();
  }
}
