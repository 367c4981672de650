/** Translate Selection: translates every selection with the active model, shows a preview in the text and asks what to do with it. */
import * as vscode from 'vscode';
import type { SentenceTranslation } from '../../protocol/translation';
import type { Services } from '../services';
import { warn } from '../notify';
import { copyTranslation, insertBelow, replaceSelections, type TranslatedSelection } from '../translation/edits';
import { showPreview } from '../translation/preview';
import { translateSelections } from '../translation/translate';
import { activeModel } from '../pickers/activeModel';
import { given, isOneOf } from '../given';
import { pickSelections } from '../pickers/selections';
import { textMessage } from '../../protocol/message';
import { label, message, plain } from '../words';

const actions = ['replace', 'insertBelow', 'copy', 'attention'] as const;
export type TranslationAction = (typeof actions)[number];

/**
 * The translations in the order of the text; undefined if there are none, which has been reported.
 * @param argument `{ action }` in place of the question
 */
export async function translateSelection(services: Services, argument: unknown): Promise<string[] | undefined> {
  const selected = await pickSelections('nothing');
  const model = selected && (await activeModel(services, 'translate'));
  if (!model) return undefined;
  const { editor, selections } = selected;
  const { version } = editor.document;
  const { translated, sentences, refused } = await translateSelections(services.inference, model, editor, selections);
  const [first] = refused;
  // Sentences that were not translated are reported while the question is open.
  if (first)
    void warn(message('translation.left', { count: refused.length, sentence: first.source, cause: first.cause }));
  services.panel.setAttention(sentences.findLast(({ attention }) => attention !== undefined));
  const action =
    given(argument, 'action', isOneOf(actions)) ??
    (await askWithPreview(model.manifest.name, editor, translated, sentences));
  if (action === undefined) return undefined;
  await act(services, action, { editor, version, translated });
  return translated.map(({ text }) => text);
}

async function askWithPreview(
  model: string,
  editor: vscode.TextEditor,
  translated: readonly TranslatedSelection[],
  sentences: readonly SentenceTranslation[],
): Promise<TranslationAction | undefined> {
  const preview = showPreview(editor, translated);
  try {
    return await ask(plain(message('translation.by', { name: model })), translated, sentences);
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
  const placeHolder = plain(message('translation.whatToDo'));
  for (;;) {
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
    if (picked?.action !== 'unknown') return picked?.action;
    const asTheyAre = plain(message('translation.unknownWords'));
    await vscode.window.showQuickPick(unknown.map(shownText), { title, placeHolder: asTheyAre, ignoreFocusOut: true });
  }
}

function choices(
  translated: readonly TranslatedSelection[],
  sentences: readonly SentenceTranslation[],
  unknown: readonly string[],
): Choice[] {
  const preview = shortened(translated.map(({ text }) => text.trim()).join(' ⏎ '));
  const items: Choice[] = [
    { label: label(message('translation.replace')), detail: preview, action: 'replace' },
    { label: label(message('translation.insertBelow')), action: 'insertBelow' },
    { label: label(message('action.copy')), action: 'copy' },
  ];
  if (sentences.some(({ attention }) => attention !== undefined))
    items.push({ label: label(message('translation.showAttention')), action: 'attention' });
  if (unknown.length > 0)
    items.push({
      label: label(message('translation.showUnknownWords', { count: unknown.length })),
      detail: shortened(unknown.join(', ')),
      action: 'unknown',
    });
  return items;
}

const shortened = (text: string): string => {
  const line = text.replace(/\s*\r?\n\s*/g, ' ⏎ ');
  return shownText(line.length > 200 ? `${line.slice(0, 199)}…` : line);
};

/** Foreign text for an item of a list. */
const shownText = (text: string): string => label(textMessage(text));

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
