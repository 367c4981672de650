/** The status bar item of ghost text: the model that is active in the text, or why none is. A click runs the command of the menu. */
import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { commands } from '../ids';
import { isExcludedFile } from '../../files/excludedFile';
import { languageName } from '../languageNames';
import type { ModelsService } from '../models/service';
import type { Inference } from '../process/inference';
import { readExcluded, readSoundSetting } from '../settings';
import { label, message, plain } from '../words';
import { ghostTextState, type GhostTextFacts } from './situation';
import type { Snooze } from './snooze';

export class GhostTextStatus extends Disposable {
  private readonly item = this._register(
    vscode.window.createStatusBarItem('unroll.ghostText', vscode.StatusBarAlignment.Right, 90),
  );
  private drawing = 0;

  constructor(
    private readonly models: ModelsService,
    private readonly snooze: Snooze,
    private readonly inference: Pick<Inference, 'isLoading' | 'onDidChangeLoading'>,
  ) {
    super();
    this.item.name = plain(message('ghost.name'));
    this.item.command = commands.ghostTextMenu;
    const draw = (): void => void this.draw();
    this._register(inference.onDidChangeLoading(draw));
    for (const event of [models.onDidChange, snooze.onDidChange, vscode.window.onDidChangeActiveTextEditor])
      this._register(event(draw));
    this._register(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('unroll')) draw();
      }),
    );
    draw();
  }

  /** The current facts about a document. */
  async facts(document: vscode.TextDocument): Promise<GhostTextFacts> {
    const model = await this.models.getActive('continue', document).catch(() => undefined);
    const own = await this.models.trainedOn(document, 'continue').catch(() => undefined);
    return {
      policy: readSoundSetting('completion.trigger'),
      languageId: document.languageId,
      language: languageName(document.languageId),
      languages: readSoundSetting('completion.languages'),
      excluded: await isExcludedFile(document.uri, readExcluded(document)).catch(() => false),
      snoozed: this.snooze.secondsLeft,
      model: model?.manifest.name,
      loading: this.inference.isLoading,
      own: own?.manifest.name,
    };
  }

  private async draw(): Promise<void> {
    const drawing = ++this.drawing;
    const document = vscode.window.activeTextEditor?.document;
    const facts = document && document.uri.scheme !== 'output' ? await this.facts(document) : undefined;
    // A drawing that was begun earlier may end later: it is dropped.
    if (this.isDisposed || drawing !== this.drawing) return;
    if (!facts || (facts.model === undefined && !facts.excluded)) {
      this.item.hide();
      return;
    }
    const { speaks, says } = ghostTextState(facts);
    const name = label(message('name', { name: facts.model ?? 'Unroll' }));
    const icon = facts.loading && speaks ? 'loading~spin' : speaks ? 'edit-sparkle' : 'circle-slash';
    this.item.text = `$(${icon}) ${name}`;
    const offer = facts.own === undefined ? [] : [message('ghost.trainedHere', { name: facts.own })];
    this.item.tooltip = plain(message('sentences', { sentences: [says, ...offer] }));
    this.item.accessibilityInformation = { label: plain(says), role: 'button' };
    this.item.show();
  }
}
