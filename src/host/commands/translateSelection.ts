/** Translate Selection: every non-empty selection by the active translation model; what becomes of it is asked. */
import * as vscode from 'vscode';
import type { SentenceTranslation, TranslateResult } from '../../protocol/translation';
import { readSetting } from '../settings';
import type { Services } from '../services';
import { activeTranslator } from './activeTranslator';
import { openEditor } from './openEditor';
import { refuseExcluded } from './textSource';
import { copyTranslation, insertBelow, replaceSelections, type TranslatedSelection } from './translationEdits';

const actions = ['replace', 'insertBelow', 'copy', 'attention'] as const;
export type TranslationAction = (typeof actions)[number];

/** alpha of the length penalty; the notes' value. */
const lengthPenalty = 0.75;

/**
 * The translations in the order of the text; undefined when there are none, which has been said then.
 * @param argument `{ action }` in place of the question
 */
export async function translateSelection(services: Services, argument: unknown): Promise<string[] | undefined> {
  const editor = openEditor();
  const selections = (editor?.selections ?? [])
    .filter(selection => !selection.isEmpty)
    .toSorted((a, b) => a.start.compareTo(b.start));
  if (!editor || selections.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing is selected. Select the sentences to translate and try again.'),
    );
    return undefined;
  }
  refuseExcluded(editor.document.uri);
  const model = await activeTranslator(services);
  if (!model) return undefined;
  const { version } = editor.document;
  const results = await translateAll(services, model.folder, editor, selections);
  const translated = selections.map((selection, index) => ({ selection, text: results[index]!.text }));
  const sentences = results.flatMap(result => result.sentences);
  services.panel.setAttention(sentences.findLast(({ attention }) => attention !== undefined));
  const action = givenAction(argument) ?? (await ask(model.manifest.name, translated, sentences));
  if (action === undefined) return undefined;
  await act(services, action, { editor, version, translated });
  return translated.map(({ text }) => text);
}

function translateAll(
  services: Services,
  modelFolder: string,
  { document }: vscode.TextEditor,
  selections: readonly vscode.Selection[],
): Thenable<TranslateResult[]> {
  const beamSize = Math.max(1, Math.round(readSetting('translation.beamSize', document.uri)));
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Translating'),
    cancellable: true,
  };
  return vscode.window.withProgress(progress, async (report, token) => {
    const results: TranslateResult[] = [];
    for (const [index, selection] of selections.entries()) {
      const text = document.getText(selection);
      if (selections.length > 1) report.report({ message: `${index + 1}/${selections.length}` });
      results.push(await services.inference.translate({ modelFolder, text, beamSize, lengthPenalty }, token));
    }
    return results;
  });
}

function givenAction(argument: unknown): TranslationAction | undefined {
  if (typeof argument !== 'object' || argument === null || !('action' in argument)) return undefined;
  return actions.find(action => action === argument.action);
}

async function ask(
  model: string,
  translated: readonly TranslatedSelection[],
  sentences: readonly SentenceTranslation[],
): Promise<TranslationAction | undefined> {
  const preview = shortened(translated.map(({ text }) => text).join(' ⏎ '));
  const unknown = [...new Set(sentences.flatMap(sentence => sentence.unknown))];
  const items: (vscode.QuickPickItem & { action: TranslationAction })[] = [
    { label: vscode.l10n.t('Replace'), detail: preview, action: 'replace' },
    { label: vscode.l10n.t('Insert Below'), action: 'insertBelow' },
    { label: vscode.l10n.t('Copy'), action: 'copy' },
  ];
  if (sentences.some(({ attention }) => attention !== undefined))
    items.push({ label: vscode.l10n.t('Show Attention'), action: 'attention' });
  const placeHolder =
    unknown.length === 0
      ? vscode.l10n.t('What should become of the translation?')
      : vscode.l10n.t('Unknown to the model: {0}', shortened(unknown.join(', ')));
  const title = vscode.l10n.t('Translation by "{0}"', model);
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.action;
}

const shortened = (text: string): string => {
  const line = text.replace(/\s*\r?\n\s*/g, ' ⏎ ');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
};

async function act(
  services: Services,
  action: TranslationAction,
  job: { editor: vscode.TextEditor; version: number; translated: TranslatedSelection[] },
): Promise<void> {
  switch (action) {
    case 'replace':
      return replaceSelections(job);
    case 'insertBelow':
      return insertBelow(job);
    case 'copy':
      return copyTranslation(job.translated);
    case 'attention':
      return services.panel.open(true);
  }
}
