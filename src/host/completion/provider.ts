/** Ghost text as a provider of the editor. Decisions that do not need the editor are in the other files of this folder. */
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TriggerPolicy } from '../../options/editor';
import { toUnrollError } from '../../protocol/errors';
import { inEnglish, render } from '../../words/render';
import { Disposable } from '../disposable';
import { isExcludedFile } from '../../files/excludedFile';
import { readExcluded, readSetting } from '../settings';
import { isWanted, type Occasion } from './policy';
import type { CompletionService, Cursor } from './service';
import type { Snooze } from './snooze';

/** Schemes of documents that people write in: not output, source control, diffs or outputs of notebooks. */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web'];
/** The number of characters before the cursor from which `Occasion.written` is counted. */
const charactersLookedAt = 100;

export class GhostText extends Disposable implements vscode.InlineCompletionItemProvider {
  /** Our command has triggered a suggestion, and the editor has not called the provider yet. */
  private commanded = false;
  private reported: string | undefined;

  constructor(
    private readonly completion: CompletionService,
    private readonly snooze: Snooze,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    const selector = schemes.map(scheme => ({ scheme }));
    this._register(vscode.languages.registerInlineCompletionItemProvider(selector, this));
  }

  /** Makes the editor show the suggestion at the cursor under every trigger policy. */
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
    const cursor = { document, position, selected: context.selectedCompletionInfo };
    try {
      if (!(await this.isWanted(cursor, { invoked, commanded }))) return undefined;
      const items = await this.items(cursor, { invoked, commanded }, token);
      return token.isCancellationRequested ? undefined : items;
    } catch (thrown) {
      this.report(thrown);
      return undefined;
    }
  }

  /** If the suggest widget has a selected item, only suggestions that agree with it. */
  private async items(
    cursor: Cursor,
    request: Pick<Occasion, 'invoked' | 'commanded'>,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    const { document, position, selected } = cursor;
    const texts = await this.texts({ document, position }, request, token);
    if (!selected) return texts.map(text => itemFor(cursor, text));
    const typed = document.getText(new vscode.Range(selected.range.start, position));
    const agreeing = texts.map(text => typed + text).filter(text => text.startsWith(selected.text));
    const behind = agreeing.length > 0 || token.isCancellationRequested ? [] : await this.texts(cursor, request, token);
    return [...agreeing, ...behind.map(text => selected.text + text)].map(
      text => new vscode.InlineCompletionItem(text, selected.range),
    );
  }

  private async texts(
    cursor: Cursor,
    { invoked, commanded }: Pick<Occasion, 'invoked' | 'commanded'>,
    token: vscode.CancellationToken,
  ): Promise<string[]> {
    const cached = await this.completion.cached(cursor);
    if (cached.length > 0 && (commanded || !invoked)) return cached;
    if (!invoked) {
      this.completion.pressed();
      await delay(this.completion.wait);
      if (token.isCancellationRequested) return [];
    }
    const began = performance.now();
    const suggested = await this.completion.suggestAt(cursor, invoked, token);
    this.log.trace(`suggested in ${(performance.now() - began).toFixed(1)} ms`);
    if (suggested.length > 0 || !invoked) return suggested;
    // A person who asks gets an answer, even an unlikely one.
    const answer = await this.completion.continueAt(cursor, token);
    return answer && answer.text !== '' ? [answer.text] : [];
  }

  private async isWanted(
    { document, position }: Cursor,
    request: Pick<Occasion, 'invoked' | 'commanded'>,
  ): Promise<boolean> {
    const start = document.positionAt(document.offsetAt(position) - charactersLookedAt);
    const before = document.getText(new vscode.Range(start, position));
    const behind = document.lineAt(position.line).text.slice(position.character);
    return isWanted({
      ...request,
      insideWord: isLetter(before.slice(-1)) && isLetter(behind.slice(0, 1)),
      written: before.trim().length,
      policy: this.policy(document),
      languageId: document.languageId,
      languages: readSetting('completion.languages', document),
      excluded: await isExcludedFile(document.uri, readExcluded(document)),
    });
  }

  /** While ghost text is snoozed, it answers only on request. */
  private policy(document: vscode.TextDocument): TriggerPolicy {
    const policy = readSetting('completion.trigger', document);
    return policy === 'automatic' && this.snooze.secondsLeft > 0 ? 'manual' : policy;
  }

  /** Logs each cause once; a notification would interrupt the person who types. */
  private report(thrown: unknown): void {
    const { code, sentence, detail } = toUnrollError(thrown);
    const message = render(sentence, inEnglish('plain'));
    if (code === 'cancelled' || message === this.reported) return;
    this.reported = message;
    this.log.warn(detail === undefined ? message : `${message} (${detail})`);
  }
}

const isLetter = (character: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(character);

/** Replaces the line from its start, with the typed text repeated: the editor then keeps the suggestion while the person types the same text. */
function itemFor({ document, position }: Cursor, text: string): vscode.InlineCompletionItem {
  const lineStart = position.with({ character: 0 });
  const typed = document.getText(new vscode.Range(lineStart, position));
  return new vscode.InlineCompletionItem(typed + text, new vscode.Range(lineStart, position));
}
