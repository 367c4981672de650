/** The text that a command works on: passed, open, selected, or picked from disk. */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UnrollError } from '../../protocol/errors';
import type { TextSource } from '../../protocol/textSource';
import { isExcludedFile } from '../../files/excludedFile';
import { readExcluded } from '../settings';
import { commands, type SampleName } from '../ids';
import { openEditor, textInMind } from './openEditor';
import { chosenEncoding } from './editorEncoding';
import { inform } from '../notify';
import { given, isBoolean, isText } from '../given';
import { askOne } from './questions';
import { assertNotBlank } from '../../words/blankText';
import { message, plain } from '../words';

/** Arguments that tests and other extensions may pass instead of an open editor. */
export interface TextArguments {
  text?: string;
  name?: string;
  uri?: vscode.Uri;
  /** Whether to take the selection; absent: ask. */
  useSelection?: boolean;
}

export interface PickedText {
  source: TextSource;
  /** The resource whose settings apply. */
  scope: vscode.Uri | undefined;
}

/** The number of characters, or for a file on disk its bytes: exact enough for an expected time. */
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

/** Menus pass the URI of a file, tests an object. Properties that are not passed are absent, so that a spread does not overwrite others. */
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
 * Undefined if the person cancels.
 * @param sample is offered if no text is open
 * @throws UnrollError 'file-unreadable' for an excluded file, and for anything that is neither a file nor a folder; 'empty-text', before a command
 *   asks what to do with the text
 */
export async function pickText(given: TextArguments, sample?: SampleName): Promise<PickedText | undefined> {
  const picked = await pickAnyText(given, sample);
  if (picked) await refuseBlank(picked);
  return picked;
}

/** The background process refuses what is not known to be blank before it is read. @throws UnrollError 'empty-text' */
export async function refuseBlank({ source }: PickedText): Promise<void> {
  if (source.kind === 'text') assertNotBlank(source.text, source.name);
  else if (source.kind === 'file' && (await isEmptyFile(source.path))) assertNotBlank('', source.name);
  else if (source.kind === 'files' && source.files.every(({ bytes }) => bytes === 0)) assertNotBlank('', source.name);
}

const isEmptyFile = (path: string): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(vscode.Uri.file(path))).then(
    ({ type, size }) => (type & vscode.FileType.File) !== 0 && size === 0,
    () => false,
  );

async function pickAnyText(
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
  refuseBlankDocument(document);
  const selected = editor.selections.filter(selection => !selection.isEmpty).map(part => document.getText(part));
  const useSelection = selected.length > 0 && (use ?? (await askForSelection(selected.join('\n'))));
  if (useSelection === undefined) return undefined;
  const name = nameOf(document.uri);
  return useSelection
    ? {
        source: { kind: 'text', name: plain(message('text.ofSelection', { name })), text: selected.join('\n') },
        scope: document.uri,
      }
    : ofDocument(document);
}

/** A selection of several lines is hardly accidental, so it is offered first. */
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
 * An open document may have unsaved changes, so its text is sent; a file on disk of any size is read by the background process.
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
    // Opening a pipe may wait for its writer for ever.
    if (type === 'other') throw new UnrollError('file-unreadable', message('error.pipe', { name: source.name }));
    const exclude = type === 'folder' ? { exclude: readExcluded(uri) } : {};
    const file = { ...source, ...exclude, kind: 'file' as const, path: uri.fsPath };
    return { source: encoding === undefined ? file : { ...file, encoding }, scope: uri };
  }
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return { source: { ...source, kind: 'text', text }, scope: uri };
}

/** The type of a link's target; undefined if it does not exist. */
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

/** A file that the person picks; undefined if they cancel. */
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

/** @throws UnrollError 'empty-text' */
export const refuseBlankDocument = (document: vscode.TextDocument): void =>
  assertNotBlank(document.getText(), nameOf(document.uri));

const nameOf = (uri: vscode.Uri): string => basename(uri.path) || 'text';
