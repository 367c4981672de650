/** The texts that `train` is given: a file, several, folders, patterns. */
import { statSync, type Stats } from 'node:fs';
import { basename, resolve } from 'node:path';
import { defaultEditorSettings } from '../options/editor';
import { filesTable } from '../options/files';
import { withStandard } from '../options/read';
import type { TextSource } from '../protocol/textSource';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { leftOutOf, noFiles } from '../words/foundFiles';
import { given } from './flags';
import { flagsOf, givenBy, type FlagValues } from './optionFlags';
import { sentence, type Terminal } from './terminal';
import { inputSign, sourceOf } from './input';

export const filesFlags = flagsOf(filesTable);

/**
 * One file as it is; several, or one of which something is left out, together.
 * @throws UnrollError 'file-not-found' where nothing is found, 'bad-options'
 */
export async function textsOf(
  places: readonly string[],
  values: FlagValues,
  terminal: Pick<Terminal, 'remark'>,
): Promise<TextSource> {
  const encoding = given(values['encoding']);
  const reading = givenBy(values, filesFlags);
  const [first = '.', ...others] = places;
  const isFile = lookAt(first)?.isFile() === true;
  const isPattern = /[*?[{]/.test(first);
  if (others.length === 0 && reading.length === 0 && (isFile || (!isFolder(first) && !isPattern)))
    return sourceOf(first, terminal, encoding);
  if (places.includes(inputSign)) throw new UnrollError('bad-options', message('terminal.inputAlone'));
  const base = resolve('.');
  const search = {
    base,
    places: places.map(place => place.replaceAll('\\', '/')),
    exclude: defaultEditorSettings.exclude,
  };
  const { findFiles } = await import('../files/find');
  const found = await findFiles(search, () => Promise.resolve());
  const likely = found.files.filter(file => file.likely);
  const leftOut = leftOutOf(found);
  if (likely.length === 0) throw noFiles(places.join(' '), leftOut);
  for (const notice of leftOut) terminal.remark(sentence(notice));
  return {
    kind: 'files',
    name: nameOf(places),
    base,
    files: likely.map(({ name, bytes }) => ({ name, bytes, ...(encoding === undefined ? {} : { encoding }) })),
    reading: withStandard('files', ...reading),
  };
}

/** Undefined for what is not there, or cannot be: reading it says why. */
function lookAt(place: string): Stats | undefined {
  try {
    return statSync(place);
  } catch {
    return undefined;
  }
}

const isFolder = (place: string): boolean => lookAt(place)?.isDirectory() === true;

/** "notes/" -> "notes", "docs/**\/*.md" -> "docs" */
function nameOf([first = '.']: readonly string[]): string {
  const fixed = first.split(/[*?[{]/, 1)[0] ?? '';
  return basename(resolve(isFolder(first) || fixed === first ? first : fixed.slice(0, fixed.lastIndexOf('/') + 1)));
}
