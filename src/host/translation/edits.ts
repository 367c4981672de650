/** Inserts or copies translations. All selections are one edit, so that one undo reverts them. */
import * as vscode from 'vscode';
import { remark, warn } from '../notify';
import { message } from '../words';

export interface TranslatedSelection {
  selection: vscode.Selection;
  text: string;
}

interface Job {
  editor: vscode.TextEditor;
  /** The document's version when the selections were read. */
  version: number;
  translated: readonly TranslatedSelection[];
}

export const replaceSelections = (job: Job): Promise<void> =>
  edit(job, (builder, { selection, text }) => builder.replace(selection, text));

/** Inserts each translation below the last line of its selection. */
export const insertBelow = (job: Job): Promise<void> =>
  edit(job, (builder, { selection, text }) => {
    const { document } = job.editor;
    // A selection of whole lines ends at the beginning of the next one.
    const wholeLines = selection.end.character === 0 && selection.end.line > selection.start.line;
    const last = document.lineAt(selection.end.line - (wholeLines ? 1 : 0));
    builder.insert(last.range.end, `\n${text.replace(/\r?\n$/, '')}`);
  });

export async function copyTranslation(translated: readonly TranslatedSelection[]): Promise<void> {
  await vscode.env.clipboard.writeText(translated.map(({ text }) => text).join('\n'));
  remark(message('translation.copied'));
}

async function edit(
  { editor, version, translated }: Job,
  change: (builder: vscode.TextEditorEdit, translation: TranslatedSelection) => void,
): Promise<void> {
  const { document } = editor;
  const asItWas = (): boolean => document.version === version;
  const applied =
    asItWas() &&
    (await editor
      .edit(builder => {
        for (const translation of translated) change(builder, translation);
      })
      .then(
        answer => answer,
        () => false,
      ));
  // For a read-only editor `edit` returns true although nothing changed.
  if (applied && !asItWas()) return;
  const cause = asItWas() ? message('translation.readOnly') : message('translation.editedMeanwhile');
  if (await warn(cause, message('action.copy'))) await copyTranslation(translated);
}
