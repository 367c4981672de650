/** Labelled texts from a source: a table, JSON lines, or a folder with a folder a label. */
import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isExcludedFile } from '../../files/excludedFile';
import { defaultEditorSettings } from '../../options/editor';
import type { LabelColumns } from '../../options/labels';
import { UnrollError } from '../../protocol/errors';
import type { Message } from '../../protocol/message';
import type { TextSource } from '../../protocol/textSource';
import {
  readLabelled,
  type LabelFault,
  type LabelledCollection,
  type LabelledText,
} from '../../text/labels/labelledTexts';
import type { Pause } from '../../training/pause';
import { diskError } from '../../store/diskErrors';
import { isFolder } from '../../store/files';
import { readText } from '../../training/readSource';
import { message } from '../../words/message';
import { assertSeparated } from '../separated';
import { separatorMessage } from '../../words/separators';

export interface ReadLabels {
  name: string;
  texts: LabelledText[];
  /** Absent for a folder. */
  columns?: { label: string; text: string };
  notes: Message[];
  characters: number;
  sha256: string;
}

/** @throws UnrollError as `readText` does, and 'bad-options' for a text without labels */
export async function readLabels(source: TextSource, asked: LabelColumns, pause: Pause): Promise<ReadLabels> {
  const { name } = source;
  if (source.kind === 'file' && (await isFolder(source.path))) return readFolder(source, pause);
  const { text, notes } = await readText(source);
  await pause();
  assertSeparated(name, text, asked.separator);
  const found = readLabelled(text, asked);
  if ('reason' in found) throw new UnrollError('bad-options', faultMessage(name, found));
  const { dropped, columns, texts, separator } = found;
  return {
    name,
    texts,
    columns,
    notes: [
      ...notes,
      ...firstOf(texts, columns, separator),
      ...(dropped.count > 0 ? [message('note.labelsDropped', { count: dropped.count, line: dropped.first })] : []),
    ],
    characters: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}

/** What was taken for label and text, so that a wrong choice is seen. */
function firstOf(
  [first]: readonly LabelledText[],
  columns: { label: string; text: string },
  separator: LabelledCollection['separator'],
): Message[] {
  if (!first) return [];
  const read = { ...columns, firstLabel: first.label, firstText: first.text };
  return separator === undefined
    ? [message('note.labelFields', read)]
    : [message('note.labelColumns', { ...read, separator: separatorMessage(separator) })];
}

/** Files that are no text are passed over, and counted; what is excluded is not looked at. */
async function readFolder(
  { name, path, exclude = defaultEditorSettings.exclude }: Extract<TextSource, { kind: 'file' }>,
  pause: Pause,
): Promise<ReadLabels> {
  const texts: LabelledText[] = [];
  const hash = createHash('sha256');
  let characters = 0;
  let passedOver = 0;
  for (const label of await foldersIn(path))
    for (const file of await filesIn(join(path, label))) {
      const place = join(path, label, file);
      if (await isExcludedFile({ scheme: 'file', path: place.replaceAll('\\', '/'), fsPath: place }, exclude)) continue;
      const text = await readText({ kind: 'file', name: file, path: place }).then(
        read => read.text.trim(),
        () => undefined,
      );
      if (text === undefined) passedOver++;
      else {
        texts.push({ label, text });
        characters += text.length;
        hash.update(label).update('\0').update(text).update('\0');
      }
      await pause();
    }
  if (texts.length === 0) throw new UnrollError('bad-options', message('error.noLabelFolders', { name }));
  const notes = passedOver === 0 ? [] : [message('note.filesPassedOver', { count: passedOver })];
  return { name, texts, notes, characters, sha256: hash.digest('hex') };
}

const sorted = (names: string[]): string[] => names.filter(name => !name.startsWith('.')).sort();

const foldersIn = async (path: string): Promise<string[]> =>
  sorted((await entriesOf(path)).flatMap(entry => (entry.isDirectory() ? [entry.name] : [])));

const filesIn = async (path: string): Promise<string[]> =>
  sorted((await entriesOf(path)).flatMap(entry => (entry.isFile() ? [entry.name] : [])));

/** A label whose texts may not be read is not merely missing: without it the others are learned wrong. */
const entriesOf = (path: string): Promise<Dirent[]> =>
  readdir(path, { withFileTypes: true }).catch((thrown: unknown) => {
    throw diskError(thrown, 'read', path, path);
  });

function faultMessage(name: string, fault: LabelFault): Message {
  switch (fault.reason) {
    case 'no-table':
      return message('error.noLabelTable', { name });
    case 'no-label-column':
      return message('error.noLabelColumn', { name, columns: fault.columns.join(', ') });
    case 'one-label':
      return message('error.onlyLabel', { name, column: fault.column, label: fault.label });
    case 'no-text-column':
      return message('error.noTextColumn', { name, columns: fault.columns.join(', ') });
    case 'no-such-column':
      return message('error.noSuchColumn', { name, asked: fault.asked, columns: fault.columns.join(', ') });
  }
}
