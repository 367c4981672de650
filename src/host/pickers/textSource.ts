/** The text a command works on: given, open, selected, or picked from disk. */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UnrollError } from '../../protocol/errors';
import type { TextSource } from '../../protocol/textSource';
import { isExcludedFile } from '../../files/exclude';
import { readExcluded } from '../settings';
import { commands, type SampleName } from '../ids';
import { openEditor, textInMind } from './openEditor';
import { chosenEncoding } from './editorEncoding';
import { inform } from '../notify';
import { given, isBoolean, isText } from '../given';
import { askOne } from './questions';
import { message, plain } from '../words';

/** What tests and other extensions may pass instead of an open editor. */
export interface TextArguments {
  text?: string;
  name?: string;
  uri?: vscode.Uri;
  /** Takes the selection, or not, without asking. */
  useSelection?: boolean;
}

export interface PickedText {
  source: TextSource;
  /** Whose settings apply. */
  scope: vscode.Uri | undefined;
}

/** Characters, or for a file on disk its bytes: near enough for an expected time. */
export async function charactersOf({ source }: PickedText): Promise<number> {
  switch (source.kind) {
    case 'text':
      return source.text.length;
    case 'file':
      return (await vscode.workspace.fs.stat(vscode.Uri.file(source.path))).size;
    case 'files':
      return source.files.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  }
}

export const isUri = (value: unknown): value is vscode.Uri => value instanceof vscode.Uri;

/** Menus pass the file they were opened on; tests an object. What is not passed is absent, so that it takes nothing's place. */
export function textArguments(argument: unknown): TextArguments {
  if (isUri(argument)) return { uri: argument };
  const [text, name] = [given(argument, 'text', isText), given(argument, 'name', isText)];
  const [uri, useSelection] = [given(argument, 'uri', isUri), given(argument, 'useSelection', isBoolean)];
  return {
    ...(text === undefined ? {} : { text }),
    ...(name === undefined ? {} : { name }),
    ...(uri === undefined ? {} : { uri }),
    ...(useSelection === undefined ? {} : { useSelection }),
  };
}

/**
 * Undefined when the person backs out.
 * @param sample is offered where no text is open
 * @throws UnrollError 'file-unreadable' for an excluded file, and for what is neither a file nor a folder
 */
export async function pickText(
  given: TextArguments,
  sample: SampleName = 'lighthouse.txt',
): Promise<PickedText | undefined> {
  if (given.text !== undefined)
    return { source: { kind: 'text', name: given.name ?? 'text', text: given.text }, scope: undefined };
  const editor = openEditor();
  const uri = given.uri ?? textInMind();
  if (!uri) return askForFile(sample);
  if (editor?.document.uri.toString() !== uri.toString()) return textAt(uri);
  await refuseExcluded(uri);
  return ofEditor(editor, given.useSelection);
}

async function ofEditor(editor: vscode.TextEditor, use: boolean | undefined): Promise<PickedText | undefined> {
  const { document } = editor;
  const selected = editor.selections.filter(selection => !selection.isEmpty).map(part => document.getText(part));
  const useSelection = selected.length > 0 && (use ?? (await askForSelection(selected.join('\n'))));
  if (useSelection === undefined) return undefined;
  const name = nameOf(document.uri);
  return useSelection
    ? { source: { kind: 'text', name: `${name} (selection)`, text: selected.join('\n') }, scope: document.uri }
    : ofDocument(document);
}

/** Several lines are hardly selected by chance: they come first. */
function askForSelection(selected: string): Promise<boolean | undefined> {
  const description = message('text.characters', { count: selected.length });
  const lines = [
    { label: message('text.whole'), value: false },
    { label: message('text.selection'), description, value: true },
  ];
  return askOne(selected.includes('\n') ? lines.toReversed() : lines, message('text.whatToRead'));
}

const ofDocument = (document: vscode.TextDocument): PickedText => ({
  source: { kind: 'text', name: nameOf(document.uri), text: document.getText(), uri: document.uri.toString() },
  scope: document.uri,
});

export const canBeRead = async (uri: vscode.Uri): Promise<boolean> =>
  openDocument(uri) !== undefined ||
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

const openDocument = (uri: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());

/**
 * An open document may hold unsaved changes; a file on disk is read by the background process, however large.
 * @throws UnrollError 'file-unreadable' for an excluded file
 */
export async function textAt(uri: vscode.Uri): Promise<PickedText> {
  await refuseExcluded(uri);
  const open = openDocument(uri);
  if (open) return ofDocument(open);
  const source = { name: nameOf(uri), uri: uri.toString() };
  if (uri.scheme === 'file') {
    const encoding = chosenEncoding(uri);
    const type = await typeOf(uri);
    // Whoever opens a pipe may wait for its writer for ever.
    if (type === 'other') throw new UnrollError('file-unreadable', message('error.pipe', { name: source.name }));
    const exclude = type === 'folder' ? { exclude: readExcluded(uri) } : {};
    const file = { ...source, ...exclude, kind: 'file' as const, path: uri.fsPath };
    return { source: encoding === undefined ? file : { ...file, encoding }, scope: uri };
  }
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return { source: { ...source, kind: 'text', text }, scope: uri };
}

/** Of what a link leads to; what is not there has none. */
const typeOf = (uri: vscode.Uri): Promise<'file' | 'folder' | 'other' | undefined> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    ({ type }) => {
      if ((type & vscode.FileType.Directory) !== 0) return 'folder';
      return (type & vscode.FileType.File) !== 0 ? 'file' : 'other';
    },
    () => undefined,
  );

async function askForFile(sample: SampleName): Promise<PickedText | undefined> {
  const openSample = message('action.openSample');
  const answer = await inform(message('text.noneOpen'), openSample, message('action.openFile'));
  if (answer === undefined) return undefined;
  if (answer === openSample) {
    const copy = await vscode.commands.executeCommand<vscode.Uri | undefined>(commands.openSample, sample);
    return copy && textAt(copy);
  }
  return openFile();
}

/** A file that a person finds on the disk; undefined when they back out. */
export async function openFile(): Promise<PickedText | undefined> {
  const openLabel = plain(message('action.useText'));
  const [uri] = (await vscode.window.showOpenDialog({ canSelectMany: false, openLabel })) ?? [];
  return uri && textAt(uri);
}

/** @throws UnrollError 'file-unreadable' for an excluded file */
export async function refuseExcluded(uri: vscode.Uri): Promise<void> {
  if (!(await isExcludedFile(uri, readExcluded(uri)))) return;
  throw new UnrollError('file-unreadable', message('error.excluded', { name: nameOf(uri) }));
}

const nameOf = (uri: vscode.Uri): string => basename(uri.path) || 'text';
