/**
 * Every operation on the disk that the store makes goes through `files`, so that a test can let each of them fail. Writes are atomic: a file is
 * either the old one or the new one, never half of it. Reads take regular files only (no pipe, device, folder or link) up to a given size.
 */
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { diskError, hasCode } from './diskErrors';

/** Opening a pipe would wait for its writer without this; Windows has no such pipes. */
const openForReading = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0);

/** Not by mkdir's own `recursive`: that tries for ever where a folder can hold none, as /proc. */
async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (thrown) {
    if (await isFolder(path)) return;
    const parent = dirname(path);
    if (!hasCode(thrown, 'ENOENT') || parent === path || (await isFolder(parent))) throw thrown;
    await makeFolders(parent);
    await mkdir(path).catch(async (again: unknown) => {
      if (!(await isFolder(path))) throw again;
    });
  }
}

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  );

export const files = {
  makeFolder: async (path: string): Promise<void> => {
    await mkdir(path);
  },
  makeFolders,
  list: (path: string) => readdir(path, { withFileTypes: true }),
  /** Of a link itself, not of what it leads to. */
  look: lstat,
  /** Of what a link leads to. */
  follow: stat,
  /** The path without links. */
  withoutLinks: (path: string): Promise<string> => realpath(path),
  openToRead: (path: string): Promise<FileHandle> => open(path, openForReading),
  /** Writes a new file and flushes it to the disk. */
  write: async (path: string, content: Uint8Array | string): Promise<void> => {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  remove: (path: string) => rm(path, { force: true }),
  removeFolder: (path: string) => rm(path, { force: true, recursive: true }),
  touch: async (path: string): Promise<void> => {
    const now = new Date();
    await utimes(path, now, now);
  },
  syncFolder,
};

/** A rename lasts once its folder is on the disk; Windows knows no such thing and some file systems refuse it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (thrown) {
    if (!['EINVAL', 'ENOTSUP'].some(code => hasCode(thrown, code))) throw thrown;
  } finally {
    await handle.close();
  }
}

/** Files of writes that were cut short: `.model.json.1a2b3c4d.tmp` */
export const isTemporary = (name: string): boolean => /^\..*\.[0-9a-f]{8}\.tmp$/.test(name);

/**
 * Writes beside the target, flushes to the disk, then renames over it. A crash leaves at most a file that `isTemporary`.
 * @throws UnrollError 'not-saved'
 */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${crypto.randomUUID().slice(0, 8)}.tmp`);
  try {
    await files.write(temporary, content);
    await renameWithRetry(temporary, path);
    await files.syncFolder(folder);
  } catch (thrown) {
    await files.remove(temporary).catch(() => undefined);
    throw diskError(thrown, 'write', path);
  }
}

/** On Windows a rename fails while a virus scanner or an indexer holds either file open: a matter of milliseconds. */
async function renameWithRetry(from: string, to: string): Promise<void> {
  for (const delay of [10, 30, 100, 300, 1000]) {
    try {
      await files.rename(from, to);
      return;
    } catch (thrown) {
      if (!isHeldOpen(thrown)) throw thrown;
      await setTimeout(delay);
    }
  }
  await files.rename(from, to);
}

const isHeldOpen = (thrown: unknown): boolean =>
  process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].some(code => hasCode(thrown, code));

/** A regular file, open. */
export interface OpenFile {
  size: number;
  /** Fills `target` from `offset` on. @throws UnrollError 'model-damaged' when the file ends before */
  read: (target: Uint8Array, offset: number) => Promise<void>;
}

/**
 * Opens a file for the time of `use`.
 * @returns undefined when there is none
 * @throws UnrollError 'model-damaged' for what is not a regular file, 'file-unreadable', or what `use` throws
 */
export async function withFile<T>(path: string, use: (file: OpenFile) => Promise<T>): Promise<T | undefined> {
  const handle = await openRegular(path);
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    return await use({ size, read: (target, offset) => fill(handle, target, offset, path) });
  } catch (thrown) {
    throw diskError(thrown, 'read', path);
  } finally {
    await handle.close();
  }
}

async function openRegular(path: string): Promise<FileHandle | undefined> {
  try {
    if (!(await files.look(path)).isFile()) throw notRegular(path);
    return await files.openToRead(path);
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT') || hasCode(thrown, 'ENOTDIR')) return undefined;
    throw diskError(thrown, 'read', path);
  }
}

/** The whole of a text file, at most `longest` bytes; undefined when there is none. Throws as `withFile` does. */
export const readText = (path: string, longest: number): Promise<string | undefined> =>
  withFile(path, async ({ size, read }) => {
    if (size > longest) throw damagedFile(path, `${size} bytes`);
    const bytes = new Uint8Array(size);
    await read(bytes, 0);
    return new TextDecoder().decode(bytes);
  });

/** One read returns at most 2 GB. */
const mostAtOnce = 2 ** 30;

async function fill(handle: FileHandle, target: Uint8Array, offset: number, path: string): Promise<void> {
  for (let done = 0; done < target.length;) {
    const { bytesRead } = await handle.read(target, done, Math.min(mostAtOnce, target.length - done), offset + done);
    if (bytesRead === 0) throw damagedFile(path, 'shorter than it says');
    done += bytesRead;
  }
}

const notRegular = (path: string): UnrollError =>
  damagedFile(path, 'a folder, a link, a pipe or a device stands in its place');

export const damagedFile = (path: string, detail: string): UnrollError =>
  new UnrollError('model-damaged', message('error.modelFileDamaged', { name: basename(path) }), `${path}: ${detail}`);
