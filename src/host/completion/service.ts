/** Continues text at a cursor: with the cached candidate if it fits, else with the model's answer. One request at a time. */
import * as vscode from 'vscode';
import { toUnrollError } from '../../protocol/errors';
import { defaultSamplingOptions } from '../../options/sampling';
import { costOf, searchLimits, windowStart } from '../../protocol/completion';
import type { ContinueTextRequest, SuggestRequest } from '../../protocol/worker';
import { Disposable } from '../disposable';
import type { UsableModel } from '../models/active';
import type { ModelsService } from '../models/service';
import { readSetting } from '../settings';
import type { Inference } from '../process/inference';
import { Rejections, reuse, type Candidate, type Situation } from './candidate';
import { TypingRhythm } from './rhythm';
import { cutPartialWord, limitLines, trim, type TrimContext } from './trim';

const charactersAfter = 400;
const automaticBudgetMilliseconds = 400;
const invokedBudgetMilliseconds = 3000;
/** The largest number of nodes that a search for suggestions visits when a person asks for them. */
const placesWhenInvoked = 400;
const mostAlternatives = 5;

export interface Continuation {
  text: string;
  model: UsableModel;
}

/** The place where a person writes. */
export interface Cursor {
  document: vscode.TextDocument;
  position: vscode.Position;
  /** The item that the suggest widget would insert; a suggestion continues after it. */
  selected?: vscode.SelectedCompletionInfo | undefined;
}

export class CompletionService extends Disposable {
  private readonly rhythm = new TypingRhythm();
  private readonly rejections = new Rejections();
  private candidate: Candidate | undefined;
  private inFlight: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly models: ModelsService,
    private readonly inference: Inference,
  ) {
    super();
    this._register(
      models.onDidChange(() => {
        this.candidate = undefined;
      }),
    );
    this._register({ dispose: () => this.inFlight?.cancel() });
  }

  /** Suggestions that need no request to the model: the one that is shown and its known alternatives. */
  async cached(cursor: Cursor): Promise<string[]> {
    const model = await this.models.getActive('continue', cursor.document);
    return model ? this.reusable(situationOf(cursor, model)) : [];
  }

  /**
   * Suggestions, the best first. A person who asks gets longer ones and alternatives.
   * @throws UnrollError
   */
  async suggestAt(cursor: Cursor, invoked: boolean, token: vscode.CancellationToken): Promise<string[]> {
    const model = await this.models.getActive('continue', cursor.document);
    if (!model) return [];
    const situation = situationOf(cursor, model);
    const shown = this.reusable(situation);
    const began = performance.now();
    const request = suggestRequest(situation, cursor, invoked);
    const { suggestions } = await this.ask(source => this.inference.suggest(request, source), token);
    this.rhythm.answered(performance.now() - began);
    const fresh = suggestions
      .filter(({ text }) => invoked || !this.rejections.isRejected(situation, text))
      .map(suggestion => ({ ...suggestion, text: trim(suggestion.text, trimContext(situation, cursor)) }))
      .filter(({ text }) => text !== '');
    const best = fresh.slice(0, invoked ? mostAlternatives : 1).map(({ text }) => text);
    const first = shown[0];
    const texts = first === undefined ? best : [first, ...best.filter(text => !isAlike(text, first))];
    if (!cursor.selected) this.candidate = { ...situation, texts };
    return texts;
  }

  /**
   * A continuation of some length. Undefined without a model; the text '' means that the model has no continuation.
   * @throws UnrollError
   */
  async continueAt(cursor: Cursor, token: vscode.CancellationToken): Promise<Continuation | undefined> {
    const model = await this.models.getActive('continue', cursor.document);
    if (!model) return undefined;
    const situation = situationOf(cursor, model);
    const request = continueRequest(situation, cursor);
    const { continuation, cutOff } = await this.ask(source => this.inference.continueText(request, source), token);
    const whole = cutOff ? cutPartialWord(continuation) : continuation;
    const lines = situation.lineSuffix.trim() === '' ? readSetting('completion.maxLines', cursor.document) : 1;
    const text = trim(limitLines(whole, lines), trimContext(situation, cursor));
    this.candidate = { ...situation, texts: [text] };
    return { text, model };
  }

  /** To be called when a key was pressed. */
  pressed(): void {
    this.rhythm.key(performance.now());
  }

  /** How long to wait for the next key before a request, milliseconds. */
  get wait(): number {
    return this.rhythm.wait;
  }

  private reusable(situation: Situation): string[] {
    this.rejections.notice(this.candidate, situation);
    return reuse(this.candidate, situation);
  }

  /** Drops the cached candidate. */
  forget(): void {
    this.candidate = undefined;
  }

  private async ask<T>(
    request: (token: vscode.CancellationToken) => Promise<T>,
    token: vscode.CancellationToken,
  ): Promise<T> {
    this.inFlight?.cancel();
    const source = (this.inFlight = new vscode.CancellationTokenSource());
    const subscription = token.onCancellationRequested(() => source.cancel());
    try {
      return await request(source.token);
    } catch (thrown) {
      throw toUnrollError(thrown);
    } finally {
      subscription.dispose();
      source.dispose();
      if (this.inFlight === source) this.inFlight = undefined;
    }
  }
}

/** The selected item of the suggest widget counts as written. */
function situationOf({ document, position, selected }: Cursor, model: UsableModel): Situation {
  const end = selected?.range.start ?? position;
  const offset = document.offsetAt(end);
  const start = document.positionAt(windowStart(offset));
  const written = selected?.text ?? '';
  return {
    document: document.uri.toString(),
    modelFolder: model.folder,
    before: document.getText(new vscode.Range(start, end)) + written,
    offset: offset + written.length,
    lineSuffix: document.lineAt(position.line).text.slice((selected?.range.end ?? position).character),
  };
}

function trimContext({ lineSuffix }: Situation, { document, position }: Cursor): TrimContext {
  const end = document.lineAt(position.line).range.end;
  const last = document.positionAt(document.offsetAt(end) + charactersAfter);
  return { lineSuffix, following: document.getText(new vscode.Range(end, last)) };
}

const isAlike = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

function suggestRequest(situation: Situation, cursor: Cursor, invoked: boolean): SuggestRequest {
  const { document } = cursor;
  return {
    modelFolder: situation.modelFolder,
    // Models are trained on texts with plain line feeds.
    prefix: situation.before.replaceAll('\r\n', '\n'),
    ...learnedPart(situation, cursor),
    cost: invoked ? 0 : costOf[readSetting('completion.boldness', document)],
    words: searchLimits.words,
    characters: readSetting('completion.maxCharacters', document),
    lines: situation.lineSuffix.trim() === '' ? readSetting('completion.maxLines', document) : 0,
    places: invoked ? placesWhenInvoked : searchLimits.places,
    count: mostAlternatives,
    timeBudgetMs: invoked ? invokedBudgetMilliseconds : automaticBudgetMilliseconds,
  };
}

function continueRequest(situation: Situation, cursor: Cursor): ContinueTextRequest {
  const { document } = cursor;
  return {
    modelFolder: situation.modelFolder,
    prefix: situation.before.replaceAll('\r\n', '\n'),
    most: { characters: readSetting('completion.maxCharacters', document) },
    // At the end of a line the answer may begin with a line feed; in the middle of a line it ends at the line's end.
    stopAt: situation.lineSuffix.trim() === '' ? [] : ['\n'],
    sampling: { ...defaultSamplingOptions, temperature: readSetting('completion.temperature', document) },
    ...learnedPart(situation, cursor),
    timeBudgetMs: invokedBudgetMilliseconds,
  };
}

/**
 * Where the text begins that voices learn from while a document is written: the beginning of the document, or a multiple of `most / 2` that lies
 * `most / 2` to `most` before the cursor. When this start moves, the voices learn the text again from there; therefore it moves seldom.
 */
function learningStart(offset: number, most: number): number {
  const half = Math.ceil(most / 2);
  return offset < most ? 0 : Math.floor((offset - half) / half) * half;
}

/** The text that voices may learn from: the text before the cursor, or the end of it. */
function learnedPart(
  { document: id, offset }: Situation,
  { document, position }: Cursor,
): Pick<ContinueTextRequest, 'document'> {
  if (!readSetting('completion.learn', document)) return {};
  const start = document.positionAt(learningStart(offset, readSetting('completion.learnCharacters', document)));
  const text = document.getText(new vscode.Range(start, position)).replaceAll('\r\n', '\n');
  return { document: { id, text } };
}
