/** Ghost text: the editor's side of it. Everything that can be decided without the editor is decided elsewhere. */
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { toUnrollError } from '../../protocol/errors';
import { inEnglish, render } from '../../words/render';
import { Disposable } from '../disposable';
import { isExcludedFile } from '../models/exclude';
import { readExcluded, readSetting } from '../settings';
import type { TrainingService } from '../runs/service';
import { isWanted, type Occasion } from './policy';
import type { CompletionService } from './service';

/** Documents people write in; output, source control, diffs and notebooks' outputs are not asked for. */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web'];
const pauseInTypingMilliseconds = 150;

export class GhostText extends Disposable implements vscode.InlineCompletionItemProvider {
  /** Our command has asked, and the editor has not passed it on yet. */
  private commanded = false;
  private reported: string | undefined;

  constructor(
    private readonly completion: CompletionService,
    private readonly training: TrainingService,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    const selector = schemes.map(scheme => ({ scheme }));
    this._register(vscode.languages.registerInlineCompletionItemProvider(selector, this));
  }

  /** Has the editor show the suggestion at the cursor, whatever the trigger policy. */
  async show(): Promise<void> {
    this.commanded = true;
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[] | undefined> {
    const invoked = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    const commanded = invoked && this.commanded;
    if (commanded) this.commanded = false;
    try {
      if (!(await this.isWanted(document, context, { invoked, commanded }))) return undefined;
      const text = await this.text(document, position, invoked, token);
      return text && !token.isCancellationRequested ? [itemFor(document, position, text)] : undefined;
    } catch (thrown) {
      this.report(thrown);
      return undefined;
    }
  }

  private async text(
    document: vscode.TextDocument,
    position: vscode.Position,
    invoked: boolean,
    token: vscode.CancellationToken,
  ): Promise<string | undefined> {
    const cached = await this.completion.cached(document, position);
    if (cached !== undefined) return cached;
    if (!invoked) {
      // A training has the processor; only who asks gets an answer.
      if (this.training.running) return undefined;
      await delay(pauseInTypingMilliseconds);
      if (token.isCancellationRequested) return undefined;
    }
    return (await this.completion.continueAt(document, position, invoked, token))?.text;
  }

  private async isWanted(
    document: vscode.TextDocument,
    context: vscode.InlineCompletionContext,
    asked: Pick<Occasion, 'invoked' | 'commanded'>,
  ): Promise<boolean> {
    return isWanted({
      ...asked,
      policy: readSetting('completion.trigger', document),
      languageId: document.languageId,
      languages: readSetting('completion.languages', document),
      excluded: await isExcludedFile(document.uri, readExcluded(document)),
      suggestWidget: context.selectedCompletionInfo !== undefined,
    });
  }

  /** Whoever types is not interrupted; the log has each cause once. */
  private report(thrown: unknown): void {
    const { code, sentence, detail } = toUnrollError(thrown);
    const message = render(sentence, inEnglish('plain'));
    if (code === 'cancelled' || message === this.reported) return;
    this.reported = message;
    this.log.warn(detail === undefined ? message : `${message} (${detail})`);
  }
}

/** From the line's start, with what is typed repeated: the editor then keeps the text while one types along. */
function itemFor(document: vscode.TextDocument, position: vscode.Position, text: string): vscode.InlineCompletionItem {
  const lineStart = position.with({ character: 0 });
  const typed = document.getText(new vscode.Range(lineStart, position));
  return new vscode.InlineCompletionItem(typed + text, new vscode.Range(lineStart, position));
}
