/** The text a command means: the active one; else, with the panel, settings or a walkthrough in front, the one that was active last. */
import * as vscode from 'vscode';

let last: vscode.Uri | undefined;
/** Texts in which the person has put the cursor somewhere. */
const placed = new WeakSet<vscode.TextDocument>();
/** What was selected last in each text, also in one that is behind another tab now. */
const selections = new WeakMap<vscode.TextDocument, vscode.Selection>();

const isText = ({ scheme }: vscode.Uri): boolean => scheme !== 'output';

/** Remembers which text was active, and in which the cursor was moved by a person. */
export function followTexts(): vscode.Disposable {
  const { window } = vscode;
  const follow = (editor: vscode.TextEditor | undefined): void => {
    if (editor && isText(editor.document.uri)) last = editor.document.uri;
  };
  follow(window.activeTextEditor);
  return vscode.Disposable.from(
    window.onDidChangeActiveTextEditor(follow),
    window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      selections.set(textEditor.document, textEditor.selection);
      if (kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command) placed.add(textEditor.document);
    }),
  );
}

/** Whether the cursor stands where the editor put it when it opened the text. */
export const isUntouched = ({ document, selection }: vscode.TextEditor): boolean =>
  !placed.has(document) && selection.isEmpty && document.offsetAt(selection.active) === 0;

/** Where the text is; a file above 50 MB is shown in a tab, but the editor keeps its text from extensions. */
export function textInMind(): vscode.Uri | undefined {
  const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
  const tabs = [tabGroups.activeTabGroup, ...tabGroups.all]
    .flatMap(group => [group.activeTab, ...group.tabs])
    .flatMap(tab => (tab?.input instanceof vscode.TabInputText ? [tab.input.uri] : []));
  const active = tabGroups.activeTabGroup.activeTab?.input;
  const candidates = [
    activeTextEditor?.document.uri,
    active instanceof vscode.TabInputText ? active.uri : undefined,
    tabs.find(uri => uri.toString() === last?.toString()),
    ...visibleTextEditors.map(({ document }) => document.uri),
    ...tabs,
  ];
  return candidates.find(uri => uri && isText(uri));
}

/** Where the cursor stands in a text, or stood when it was last seen. */
export const selectionIn = (document: vscode.TextDocument): vscode.Selection =>
  vscode.window.visibleTextEditors.find(editor => editor.document === document)?.selection ??
  selections.get(document) ??
  new vscode.Selection(0, 0, 0, 0);

/** Its editor, where it can be seen. */
export function openEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const uri = textInMind()?.toString();
  return [activeTextEditor, ...visibleTextEditors].find(editor => editor?.document.uri.toString() === uri);
}

/** Its editor with the focus, which the panel's button has taken: what is written next is undone by the next Undo. */
export async function writingEditor(): Promise<vscode.TextEditor | undefined> {
  const editor = openEditor();
  if (editor && editor === vscode.window.activeTextEditor) return editor;
  const uri = textInMind();
  return uri && vscode.window.showTextDocument(uri, { viewColumn: editor?.viewColumn ?? vscode.ViewColumn.One });
}

/** As far as an extension can know: by the file system, and by the setting that names such files. */
export function isReadOnly(document: vscode.TextDocument): boolean {
  const { uri } = document;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  const named = vscode.workspace.getConfiguration('files', uri).get<Record<string, boolean>>('readonlyInclude', {});
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return Object.entries(named).some(
    ([glob, on]) =>
      on && vscode.languages.match({ pattern: folder ? new vscode.RelativePattern(folder, glob) : glob }, document) > 0,
  );
}
