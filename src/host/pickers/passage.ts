/** A passage of the open text: the selection, else the text around the cursor. If no text is open, the person is asked for a sentence. */
import * as vscode from 'vscode';
import type { TextSource } from '../../protocol/textSource';
import { message, plain } from '../words';
import { selectionIn, textInMind } from './openEditor';
import { refuseBlankDocument, textArguments, textAt } from './textSource';

export interface Passage {
  /** The text before it, with plain line feeds. */
  before: string;
  text: string;
  /** The whole text. */
  source?: TextSource;
}

/** UTF-16 units. */
const longest = 600;
const longestBefore = 5000;
/** Lines before the cursor that are read with it. */
const linesAbove = 3;

/** @param argument `{ text }` in place of a passage @throws UnrollError 'file-unreadable' for an excluded file, 'empty-text' */
export async function pickPassage(argument: unknown): Promise<Passage | undefined> {
  const given = textArguments(argument);
  if (given.text !== undefined) return { before: '', text: given.text };
  const uri = textInMind();
  if (!uri) return askForSentence();
  const { source } = await textAt(uri);
  // The editor does not open a file that is too large; the person is asked for a sentence instead.
  const document = await vscode.workspace.openTextDocument(uri).then(
    opened => opened,
    () => undefined,
  );
  if (document) refuseBlankDocument(document);
  return document ? { ...passageOf(document, selectionIn(document)), source } : askForSentence();
}

function passageOf(document: vscode.TextDocument, selection: vscode.Selection): Passage {
  const whole = document.getText();
  const from = selection.isEmpty
    ? document.offsetAt(new vscode.Position(Math.max(0, selection.active.line - linesAbove), 0))
    : document.offsetAt(selection.start);
  const end = selection.isEmpty ? whole.length : document.offsetAt(selection.end);
  // At the end of a text the passage is the text before the cursor.
  const start = selection.isEmpty ? Math.max(0, Math.min(from, whole.length - longest)) : from;
  return {
    before: plainLines(whole.slice(Math.max(0, start - longestBefore), start)),
    text: plainLines(end - start > longest ? wholeWords(whole.slice(start, start + longest)) : whole.slice(start, end)),
  };
}

/** Removes the last word, which may be cut, if the text has white space. */
const wholeWords = (text: string): string => text.replace(/(\s)\S+$/, '$1');

const plainLines = (text: string): string => text.replaceAll('\r\n', '\n');

async function askForSentence(): Promise<Passage | undefined> {
  const text = await vscode.window.showInputBox({ prompt: plain(message('inside.passage')) });
  return text === undefined || text === '' ? undefined : { before: '', text };
}
