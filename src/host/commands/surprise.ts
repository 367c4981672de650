/** Shows or hides the surprise of the open text, and goes to the next surprising passage. */
import * as vscode from 'vscode';
import { canBeUsed, type UsableModel } from '../models/active';
import { inform } from '../notify';
import { openEditor } from '../pickers/openEditor';
import { offerTraining } from '../pickers/activeModel';
import { refuseBlankDocument, refuseExcluded } from '../pickers/textSource';
import type { Services } from '../services';
import type { MeasuredText } from '../surprise/measuredText';
import { neighbour, onwards, surprisingPassages } from '../surprise/passages';
import { message } from '../words';

/**
 * Shows the surprise of an open text. Not for models that cannot continue text: their values are not the probability of a word given the text
 * before it.
 */
export function showSurprise({ surprise }: Services, uri: vscode.Uri | undefined, model: UsableModel): void {
  const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri?.toString());
  if (document && canBeUsed(model, 'continue')) surprise.show(document, model);
}

export async function toggleSurprise(services: Services): Promise<void> {
  const { surprise, models } = services;
  const document = openEditor()?.document;
  if (!document) {
    void inform(message('text.noneOpen'));
    return;
  }
  if (surprise.of(document)) {
    surprise.hide(document);
    return;
  }
  await refuseExcluded(document.uri);
  refuseBlankDocument(document);
  const model = await models.getActive('continue', document);
  if (model) showSurprise(services, document.uri, model);
  else void offerTraining('continue');
}

/** Selects the next passage, and returns it. @param direction 1 on, -1 back */
export async function goToSurprise(services: Services, direction: 1 | -1): Promise<vscode.Range | undefined> {
  const editor = openEditor();
  if (!editor) {
    void inform(message('text.noneOpen'));
    return undefined;
  }
  const { document, selection } = editor;
  if (!services.surprise.of(document)) await toggleSurprise(services);
  const shown = services.surprise.of(document);
  if (!shown) return undefined;
  const from = direction === 1 ? selection.end : selection.start;
  const place = { line: from.line, character: direction === 1 ? Math.max(-1, from.character - 1) : from.character };
  // In a long text the whole need not be measured first. A search takes time in proportion to the measured part, so the intervals between
  // searches grow.
  let nextLook = 0;
  const isFound = (measured: MeasuredText): boolean => {
    if (measured.characters < nextLook) return false;
    nextLook = 1.5 * measured.characters;
    return onwards(surprisingPassages(measured), place, direction) !== undefined;
  };
  await services.surprise.measured(document, isFound);
  const passage = neighbour(surprisingPassages(shown.measured), place, direction);
  if (!passage) {
    void inform(message('surprise.nothing', { name: shown.model.manifest.name }));
    return undefined;
  }
  const range = new vscode.Range(passage.line, passage.from, passage.line, passage.to);
  const active = await vscode.window.showTextDocument(document, editor.viewColumn);
  active.selection = new vscode.Selection(range.start, range.end);
  active.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return range;
}
