/** Pages whose content is final: the training of a model, or a comparison. Several can be open at once. */
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
  /** The newest content. */
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
   * @param key identifies the page, which is opened once @param run the run that its buttons act on @param keepFocus leaves the focus where it is
   * @param act a further action of its buttons @param byItself no person asked for the page just now: it opens beside the text and takes no focus
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
      // A page that was hidden loads again and says that it is ready.
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
