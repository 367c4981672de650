/** Continues text at a cursor: the candidate at hand if it fits, else the model's answer. One request at a time. */
import * as vscode from 'vscode';
import { toUnrollError } from '../../protocol/errors';
import { defaultSamplingOptions } from '../../options/sampling';
import type { ContinueTextRequest } from '../../protocol/worker';
import { Disposable } from '../disposable';
import type { UsableModel } from '../models/active';
import type { ModelsService } from '../models/service';
import { readSetting } from '../settings';
import type { Inference } from '../process/inference';
import { reuse, type Candidate, type Situation } from './candidate';
import { trim } from './trim';
import { learningStart, windowStart } from './window';

const charactersAfter = 400;
const automaticBudgetMilliseconds = 400;
const invokedBudgetMilliseconds = 3000;

export interface Continuation {
  text: string;
  model: UsableModel;
}

export class CompletionService extends Disposable {
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

  /** What is at hand without asking the model; undefined when nothing is. */
  async cached(document: vscode.TextDocument, position: vscode.Position): Promise<string | undefined> {
    const model = await this.models.getActive('continue');
    return model && (reuse(this.candidate, situationOf(document, position, model)) || undefined);
  }

  /**
   * Undefined without a model; a text of '' is a model with nothing to say.
   * @throws UnrollError
   */
  async continueAt(
    document: vscode.TextDocument,
    position: vscode.Position,
    invoked: boolean,
    token: vscode.CancellationToken,
  ): Promise<Continuation | undefined> {
    const model = await this.models.getActive('continue');
    if (!model) return undefined;
    const situation = situationOf(document, position, model);
    const atHand = reuse(this.candidate, situation);
    if (atHand) return { text: atHand, model };

    const request = requestFor(situation, document, position, invoked);
    const { continuation, cutOff } = await this.ask(request, token);
    const text = trim(continuation, {
      lineSuffix: situation.lineSuffix,
      following: followingText(document, position),
      maxLines: readSetting('completion.maxLines', document),
      cutOff,
    });
    this.candidate = { ...situation, text };
    return { text, model };
  }

  /** Nothing is at hand any more. */
  forget(): void {
    this.candidate = undefined;
  }

  private async ask(
    request: ContinueTextRequest,
    token: vscode.CancellationToken,
  ): ReturnType<Inference['continueText']> {
    this.inFlight?.cancel();
    const source = (this.inFlight = new vscode.CancellationTokenSource());
    const subscription = token.onCancellationRequested(() => {
      source.cancel();
    });
    try {
      return await this.inference.continueText(request, source.token);
    } catch (thrown) {
      throw toUnrollError(thrown);
    } finally {
      subscription.dispose();
      source.dispose();
      if (this.inFlight === source) this.inFlight = undefined;
    }
  }
}

function situationOf(document: vscode.TextDocument, position: vscode.Position, model: UsableModel): Situation {
  const offset = document.offsetAt(position);
  const start = document.positionAt(windowStart(offset));
  return {
    document: document.uri.toString(),
    modelFolder: model.folder,
    before: document.getText(new vscode.Range(start, position)),
    offset,
    lineSuffix: document.lineAt(position.line).text.slice(position.character),
  };
}

function followingText(document: vscode.TextDocument, position: vscode.Position): string {
  const end = document.lineAt(position.line).range.end;
  const last = document.positionAt(document.offsetAt(end) + charactersAfter);
  return document.getText(new vscode.Range(end, last));
}

function requestFor(
  situation: Situation,
  document: vscode.TextDocument,
  position: vscode.Position,
  invoked: boolean,
): ContinueTextRequest {
  return {
    modelFolder: situation.modelFolder,
    // Models are trained on texts with plain line feeds.
    prefix: situation.before.replaceAll('\r\n', '\n'),
    most: { characters: readSetting('completion.maxCharacters', document) },
    // At the end of a line the answer may begin with the line's end; in its middle it stays there.
    stopAt: situation.lineSuffix.trim() === '' ? [] : ['\n'],
    sampling: { ...defaultSamplingOptions, temperature: readSetting('completion.temperature', document) },
    ...(readSetting('completion.learn', document) ? { document: learnedPart(situation, document, position) } : {}),
    timeBudgetMs: invoked ? invokedBudgetMilliseconds : automaticBudgetMilliseconds,
  };
}

/** What voices may learn from: the text before the cursor, or the end of that. */
function learnedPart(
  { document: id, offset }: Situation,
  document: vscode.TextDocument,
  position: vscode.Position,
): NonNullable<ContinueTextRequest['document']> {
  const start = document.positionAt(learningStart(offset));
  return { id, text: document.getText(new vscode.Range(start, position)).replaceAll('\r\n', '\n') };
}
