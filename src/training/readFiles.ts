/** Several files as one text: read, freed of what is not text, divided. */
import { join } from 'node:path';
import { readOptions } from '../options/read';
import { toUnrollError, UnrollError } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { textMessage } from '../protocol/message';
import type { FilesContents, TextSource, FilesSource } from '../protocol/textSource';
import { dividing, type DividedFile, type NamedText } from '../text/collection/divide';
import { leaveOut, leftOutKinds, type LeftOutKind } from '../text/collection/leaveOut';
import { runWithPauses } from '../text/pausable';
import { normaliseNewlines } from '../text/tokens/clean';
import { assertNotBlank } from '../words/blankText';
import { message } from '../words/message';
import type { Pause } from './pause';
import { readOne, type ReadText } from './readFile';

export interface HoldingOut {
  /** Of the characters, 0..0.5. */
  fraction: number;
  seed: number;
}

export interface ReadFiles extends ReadText {
  /** Where the held-out part begins; the length of the text where nothing is held out. */
  heldOutFrom: number;
  files: DividedFile[];
}

type Files = TextSource & FilesSource;

/** Names that a note names. */
const named = 5;
/** A JavaScript string holds about 2^29 UTF-16 units. */
const mostCharacters = 400 * 1024 * 1024;
const exampleLength = 80;

/** @throws UnrollError 'bad-options', 'empty-text' where no file holds any, 'file-unreadable' for too much, and what `pause` throws */
export async function readFiles(source: Files, { fraction, seed }: HoldingOut, pause: Pause): Promise<ReadFiles> {
  const { heldOut, ...kinds } = readOptions('files', source.reading);
  const { texts, unreadable } = await readAll(source, pause);
  const removed = new Map<LeftOutKind, { files: number; characters: number }>();
  const kept: NamedText[] = [];
  for (const { name, text } of texts) {
    const remainder = leaveOut(name, text, kinds);
    for (const kind of leftOutKinds) {
      const characters = remainder.leftOut[kind];
      if (characters === undefined) continue;
      const sum = removed.get(kind) ?? { files: 0, characters: 0 };
      removed.set(kind, { files: sum.files + 1, characters: sum.characters + characters });
    }
    kept.push({ name, text: remainder.text });
    await pause();
  }
  const division = await runWithPauses(dividing(kept, fraction, heldOut, seed), pause);
  const { text, heldOutFrom, files, copies, alike } = division;
  assertNotBlank(text, source.name);
  return {
    text,
    heldOutFrom,
    files,
    notes: [
      message('note.files', { count: files.length, characters: text.length }),
      ...leftOutKinds.flatMap(kind => {
        const sum = removed.get(kind);
        return sum
          ? [message('note.leftOut', { what: message(`files.${kind}`), count: sum.files, characters: sum.characters })]
          : [];
      }),
      ...(copies.length > 0 ? [message('note.copies', { count: copies.length, names: listed(copies) })] : []),
      ...(alike.length > 0 ? [message('note.alike', { count: alike.length, names: listed(alike) })] : []),
      ...(unreadable.length > 0
        ? [message('note.noTexts', { count: unreadable.length, names: listed(unreadable) })]
        : []),
    ],
  };
}

/** What could be left out, with an example of each. @throws UnrollError 'cancelled', 'file-unreadable' for too much */
export async function inspectFiles(source: Files, pause: Pause): Promise<FilesContents> {
  const { texts, unreadable } = await readAll(source, pause);
  const found: FilesContents['found'] = {};
  let characters = 0;
  for (const { name, text } of texts) {
    characters += text.length;
    let before = text;
    // What is no text at all is not counted as markup, too.
    for (const kind of leftOutKinds) {
      const none = { frontMatter: false, licence: false, markup: false };
      const { text: rest, leftOut } = leaveOut(name, before, { ...none, [kind]: true });
      const without = leftOut[kind];
      if (without === undefined) continue;
      const sum = (found[kind] ??= { files: 0, characters: 0, example: exampleOf(before, rest) });
      sum.files++;
      sum.characters += without;
      before = rest;
    }
    await pause();
  }
  return { found, files: texts.length, characters, unreadable };
}

/** The first line that is changed. */
function exampleOf(before: string, after: string): string {
  const lines = after.split('\n', 2000);
  const kept = new Set(lines);
  const changed = before.split('\n', 2000).filter(line => line.trim().length > 3 && !kept.has(line));
  return changed.slice(0, 2).join(' ').slice(0, exampleLength);
}

async function readAll(
  { base, files, name: ofAll }: Files,
  pause: Pause,
): Promise<{ texts: NamedText[]; unreadable: string[] }> {
  const texts: NamedText[] = [];
  const unreadable: string[] = [];
  let characters = 0;
  for (const { name, encoding } of files) {
    const one = {
      kind: 'file',
      name,
      path: join(base, name),
      ...(encoding === undefined ? {} : { encoding }),
    } as const;
    const text = await readOne(one).then(
      read => read.text,
      (thrown: unknown) => {
        assertNoText(thrown);
        return undefined;
      },
    );
    if (text === undefined) unreadable.push(name);
    else {
      texts.push({ name, text: normaliseNewlines(text) });
      characters += text.length;
      if (characters > mostCharacters)
        throw new UnrollError('file-unreadable', message('error.fileTooLarge', { name: ofAll, most: mostCharacters }));
    }
    await pause();
  }
  return { texts, unreadable };
}

/** Of many files those are left out that are no text, or were deleted in the meantime. */
function assertNoText(thrown: unknown): void {
  const { code } = toUnrollError(thrown);
  if (code === 'cancelled' || code === 'internal') throw thrown;
}

const listed = (names: readonly string[]): Message[] => [
  ...names.slice(0, named).map(name => textMessage(name)),
  ...(names.length > named ? [message('files.more', { count: names.length - named })] : []),
];
