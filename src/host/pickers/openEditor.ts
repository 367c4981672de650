/** The text that a command acts on: the active one; if the panel, settings or a walkthrough is active, the text that was active last. */
import * as vscode from 'vscode';

let last: vscode.Uri | undefined;
/** Texts in which the person has moved the cursor. */
const placed = new WeakSet<vscode.TextDocument>();
/** The last selection in each text, also for texts behind other tabs. */
const selections = new WeakMap<vscode.TextDocument, vscode.Selection>();

const isText = ({ scheme }: vscode.Uri): boolean => scheme !== 'output';

/** Records the active text, and the texts in which a person moved the cursor. */
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

/** Whether the cursor is where the editor put it when it opened the text. */
export const isUntouched = ({ document, selection }: vscode.TextEditor): boolean =>
  !placed.has(document) && selection.isEmpty && document.offsetAt(selection.active) === 0;

/** The URI of the text. A file above 50 MB has a tab, but the editor gives its text to no extension. */
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

/** The current selection in a text, or the last one if the text is not visible. */
export const selectionIn = (document: vscode.TextDocument): vscode.Selection =>
  vscode.window.visibleTextEditors.find(editor => editor.document === document)?.selection ??
  selections.get(document) ??
  new vscode.Selection(0, 0, 0, 0);

/** The editor of the text, if it is visible. */
export function openEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const uri = textInMind()?.toString();
  return [activeTextEditor, ...visibleTextEditors].find(editor => editor?.document.uri.toString() === uri);
}

/** The editor of the text, with the focus, which a button of the panel may have taken: Undo then acts on the text. */
export async function writingEditor(): Promise<vscode.TextEditor | undefined> {
  const editor = openEditor();
  if (editor && editor === vscode.window.activeTextEditor) return editor;
  const uri = textInMind();
  return uri && vscode.window.showTextDocument(uri, { viewColumn: editor?.viewColumn ?? vscode.ViewColumn.One });
}

/** As far as an extension can know: from the file system and from the setting that lists read-only files. */
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
