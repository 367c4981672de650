/** Translate Selection: every selection by the active translation model; what becomes of it is asked, with a preview in the text. */
import * as vscode from 'vscode';
import type { SentenceTranslation } from '../../protocol/translation';
import type { Services } from '../services';
import { copyTranslation, insertBelow, replaceSelections, type TranslatedSelection } from '../translation/edits';
import { showPreview } from '../translation/preview';
import { translateSelections } from '../translation/translate';
import { activeTranslator } from './activeTranslator';
import { writingEditor } from './openEditor';
import { refuseExcluded } from './textSource';

const actions = ['replace', 'insertBelow', 'copy', 'attention'] as const;
export type TranslationAction = (typeof actions)[number];

/**
 * The translations in the order of the text; undefined when there are none, which has been said then.
 * @param argument `{ action }` in place of the question
 */
export async function translateSelection(services: Services, argument: unknown): Promise<string[] | undefined> {
  const editor = await writingEditor();
  const selections = editor ? selectionsOf(editor) : [];
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
  const { translated, sentences } = await translateSelections(services.inference, model, editor, selections);
  services.panel.setAttention(sentences.findLast(({ attention }) => attention !== undefined));
  const action = givenAction(argument) ?? (await askWithPreview(model.manifest.name, editor, translated, sentences));
  if (action === undefined) return undefined;
  await act(services, action, { editor, version, translated });
  return translated.map(({ text }) => text);
}

const selectionsOf = ({ document, selections }: vscode.TextEditor): vscode.Selection[] =>
  selections
    .filter(selection => document.getText(selection).trim() !== '')
    .toSorted((a, b) => a.start.compareTo(b.start));

function givenAction(argument: unknown): TranslationAction | undefined {
  if (typeof argument !== 'object' || argument === null || !('action' in argument)) return undefined;
  return actions.find(action => action === argument.action);
}

async function askWithPreview(
  model: string,
  editor: vscode.TextEditor,
  translated: readonly TranslatedSelection[],
  sentences: readonly SentenceTranslation[],
): Promise<TranslationAction | undefined> {
  const preview = showPreview(editor, translated);
  try {
    return await ask(vscode.l10n.t('Translation by "{0}"', model), translated, sentences);
  } finally {
    preview.dispose();
  }
}

interface Choice extends vscode.QuickPickItem {
  action: TranslationAction | 'unknown';
}

async function ask(
  title: string,
  translated: readonly TranslatedSelection[],
  sentences: readonly SentenceTranslation[],
): Promise<TranslationAction | undefined> {
  const unknown = [...new Set(sentences.flatMap(sentence => sentence.unknown))];
  const items = choices(translated, sentences, unknown);
  const placeHolder = vscode.l10n.t('What should be done with the translation?');
  for (;;) {
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
    if (picked?.action !== 'unknown') return picked?.action;
    const asTheyAre = vscode.l10n.t('Unknown to the model, and passed through as they are');
    await vscode.window.showQuickPick(unknown, { title, placeHolder: asTheyAre, ignoreFocusOut: true });
  }
}

function choices(
  translated: readonly TranslatedSelection[],
  sentences: readonly SentenceTranslation[],
  unknown: readonly string[],
): Choice[] {
  const preview = shortened(translated.map(({ text }) => text.trim()).join(' ⏎ '));
  const items: Choice[] = [
    { label: vscode.l10n.t('Replace'), detail: preview, action: 'replace' },
    { label: vscode.l10n.t('Insert Below'), action: 'insertBelow' },
    { label: vscode.l10n.t('Copy'), action: 'copy' },
  ];
  if (sentences.some(({ attention }) => attention !== undefined))
    items.push({ label: vscode.l10n.t('Show Attention'), action: 'attention' });
  if (unknown.length > 0)
    items.push({
      label: vscode.l10n.t('Show Unknown Words ({0})', unknown.length),
      detail: shortened(unknown.join(', ')),
      action: 'unknown',
    });
  return items;
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
      return services.panel.showAttention();
  }
}
