/** Label Selection: labels every selection, or the line of the cursor, with the active classifier; then lines or files, on request. */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { TextLabel } from '../../protocol/labels';
import { listLabels } from '../labels/list';
import { labelMessage, showLabels, type LabelledSelection } from '../labels/show';
import { withLateProgress } from '../lateProgress';
import { isExcludedFile } from '../../files/excludedFile';
import type { UsableModel } from '../models/active';
import { inform, remark } from '../notify';
import { activeModel } from '../pickers/activeModel';
import { given, isOneOf } from '../given';
import { isUri } from '../pickers/textSource';
import { pickSelections } from '../pickers/selections';
import type { Services } from '../services';
import { readExcluded, readSetting } from '../settings';
import { label, message, plain } from '../words';

const actions = ['copy', 'lines', 'files'] as const;
export type LabelAction = (typeof actions)[number];

/**
 * The labels in the order of the text; undefined if there are none, which has been reported.
 * @param argument `{ action }` in place of the question, with `{ folder }` for files
 */
export async function labelSelection(services: Services, argument: unknown): Promise<TextLabel[] | undefined> {
  const selected = await pickSelections('line');
  const model = selected && (await activeModel(services, 'label'));
  if (!model) return undefined;
  const { editor, selections } = selected;
  const least = readSetting('labels.unsureBelow', editor.document.uri);
  const found = await labelled(
    services,
    model,
    selections.map(range => editor.document.getText(range)),
    true,
  );
  const shown = found.map((of, index) => ({ selection: selections[index]!, found: of }));
  const action = given(argument, 'action', isOneOf(actions)) ?? (await ask(model, editor, shown, least));
  if (action === 'copy') {
    await vscode.env.clipboard.writeText(found.map(of => of.label).join('\n'));
    remark(message('labels.copied', { count: found.length }));
  }
  if (action === 'lines') await labelLines(services, model, editor, selections, least);
  if (action === 'files') await labelFiles(services, model, argument, least);
  return found;
}

async function labelled(
  { inference }: Services,
  { folder, manifest }: UsableModel,
  texts: string[],
  explain: boolean,
): Promise<TextLabel[]> {
  const title = message('labels.labelling', { name: manifest.name });
  const { labels } = await withLateProgress(title, ({ token }) =>
    inference.request('label', { modelFolder: folder, texts, explain }, token),
  );
  return labels;
}

interface Choice extends vscode.QuickPickItem {
  action?: LabelAction;
}

async function ask(
  { manifest }: UsableModel,
  editor: vscode.TextEditor,
  shown: readonly LabelledSelection[],
  least: number,
): Promise<LabelAction | undefined> {
  const marks = showLabels(editor, shown, least);
  try {
    const title = plain(message('labels.by', { name: manifest.name }));
    const placeHolder = plain(message('labels.whatToDo'));
    return (await vscode.window.showQuickPick(choices(shown, least), { title, placeHolder, ignoreFocusOut: true }))
      ?.action;
  } finally {
    marks.dispose();
  }
}

/** For a single text all likely labels are listed. */
function choices(shown: readonly LabelledSelection[], least: number): Choice[] {
  const [only, second] = shown;
  const others = second || !only ? [] : only.found.ranking.slice(1);
  const several = shown.some(({ selection }) => !selection.isSingleLine);
  return [
    {
      label: label(message('labels.copy')),
      description: shown.map(({ found }) => label(labelMessage(found, least))).join(' · '),
      action: 'copy',
      ...(others.length === 0
        ? {}
        : { detail: label(message('parts', { parts: others.map(other => message('labels.sure', other)) })) }),
    },
    ...(several ? [{ label: label(message('labels.lines')), action: 'lines' as const }] : []),
    { label: label(message('labels.files')), action: 'files' },
  ];
}

async function labelLines(
  services: Services,
  model: UsableModel,
  { document }: vscode.TextEditor,
  selections: readonly vscode.Range[],
  least: number,
): Promise<void> {
  const lines = selections.flatMap(range => document.getText(range).split(/\r?\n/)).filter(line => line.trim() !== '');
  await listLabels(await labelled(services, model, lines, false), lines, least);
}

const mostFiles = 5000;

async function labelFiles(services: Services, model: UsableModel, argument: unknown, least: number): Promise<void> {
  const folder = await folderOf(argument);
  if (!folder) return;
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const excluded = readExcluded(folder);
  const uris = entries
    .filter(([, type]) => type === vscode.FileType.File)
    .map(([name]) => vscode.Uri.joinPath(folder, name))
    .slice(0, mostFiles);
  const read = await Promise.all(
    uris.map(async uri => ({ uri, text: (await isExcludedFile(uri, excluded)) ? '' : await textOf(uri) })),
  );
  const texts = read.filter(({ text }) => text.trim() !== '' && !text.includes('\0'));
  if (texts.length === 0) {
    void inform(message('labels.noFiles', { name: basename(folder.path) }));
    return;
  }
  const found = await labelled(
    services,
    model,
    texts.map(({ text }) => text),
    false,
  );
  await listLabels(
    found,
    texts.map(({ uri }) => basename(uri.path)),
    least,
  );
}

const textOf = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

async function folderOf(argument: unknown): Promise<vscode.Uri | undefined> {
  const passed = given(argument, 'folder', isUri);
  if (passed) return passed;
  const openLabel = plain(message('action.labelFolder'));
  const options = { canSelectFolders: true, canSelectFiles: false, canSelectMany: false, openLabel };
  return (await vscode.window.showOpenDialog(options))?.[0];
}
