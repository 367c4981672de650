/**
 * A model as one file, to be kept or taken elsewhere: a zip of the files of its folder. What comes from elsewhere is not trusted: only names
 * that a model has are read, none of them a path; sizes are known before anything is allocated; and it becomes a model only after all of it
 * has been read as a model is.
 */
import { basename, join } from 'node:path';
import type { UnzipFileInfo, Zippable } from 'fflate';
import { toUnrollError, UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { modelNotSaved } from './diskErrors';
import { files, withFile } from './files';
import {
  manifestFile,
  readContents,
  runFile,
  vocabularyFile,
  writeManifest,
  writeRun,
  writeVocabularies,
} from './manifest';
import { makeFolder, slugOf, weightsFile } from './models';
import { writeOutput } from './output';
import { importingPrefix } from './sweep';
import type { ModelManifest } from './types';
import { voicesFile } from './voices';

/** Neither checkpoints nor what was found out about other texts goes along. */
const members = [manifestFile, vocabularyFile, runFile, weightsFile, voicesFile] as const;

/** Of all files together. */
const mostBytes = 2 ** 30;
/** Deflate makes at most 1032 bytes of one. */
const mostGrowth = 1032;

export const archiveEnding = 'unroll';

/** @throws UnrollError 'not-saved', 'file-unreadable' */
export async function exportModel(folder: string, target: string): Promise<void> {
  const parts: Zippable = {};
  for (const name of members) {
    const content = await bytesOf(join(folder, name));
    // Weights are noise to a compressor; the rest is text.
    if (content) parts[name] = [content, { level: name.endsWith('.json') ? 6 : 0 }];
  }
  const { zipSync } = await import('fflate');
  await writeOutput(target, zipSync(parts));
}

/**
 * Makes a model of a file that `exportModel` has written, here or elsewhere.
 * @param check reads the model in a folder as its kind does, and throws where it is not sound
 * @returns its folder
 * @throws UnrollError 'file-not-found', 'model-damaged', 'not-saved', and what `check` throws
 */
export async function importModel(
  path: string,
  modelsFolder: string,
  check: (folder: string) => Promise<unknown>,
): Promise<string> {
  const parts = await partsOf(await readArchive(path), basename(path));
  let folder: string | undefined;
  try {
    await files.makeFolders(modelsFolder);
    // Among the models, whose folder may be a disk of its own.
    const made = join(modelsFolder, `${importingPrefix}${crypto.randomUUID().slice(0, 8)}`);
    await files.makeFolder(made);
    folder = made;
    for (const [name, content] of parts) await files.write(join(folder, name), content);
    const { manifest, vocabularies, record } = await readContents(folder);
    await check(folder);
    const { id, folder: place } = await makeFolder(modelsFolder, slugOf(manifest.name));
    try {
      for (const name of [vocabularyFile, runFile]) await files.remove(join(folder, name));
      await writeVocabularies(folder, vocabularies);
      await writeRun(folder, record);
      await writeManifest(folder, { ...foreign(manifest), id });
      // An empty folder gives way to one of another name.
      await files.removeFolder(place);
      await files.rename(folder, place);
      folder = undefined;
    } catch (thrown) {
      await files.removeFolder(place).catch(() => undefined);
      throw thrown;
    }
    return place;
  } catch (thrown) {
    throw modelNotSaved(thrown, modelsFolder);
  } finally {
    if (folder !== undefined) await files.removeFolder(folder).catch(() => undefined);
  }
}

/** Nothing of this machine is meant by what another one calls its files; and no process of this one trains it. */
function foreign({ source, ...manifest }: ModelManifest): ModelManifest {
  const { name, sha256, characters } = source;
  const state = manifest.state === 'training' ? 'interrupted' : manifest.state;
  return { ...manifest, state, source: { name, sha256, characters } };
}

async function readArchive(given: string): Promise<Uint8Array> {
  const name = basename(given);
  // A link to the file is as good as the file.
  const path = await files.withoutLinks(given).catch(() => given);
  if ((await files.follow(path).catch(() => undefined))?.isDirectory() === true)
    throw new UnrollError('file-unreadable', message('error.folderForFile', { name }));
  const content = await bytesOf(path).catch((thrown: unknown) => {
    const { code, detail = '' } = toUnrollError(thrown);
    if (code === 'model-damaged') throw noArchive(name, detail);
    throw code === 'file-unreadable' && /EACCES|EPERM/.test(detail)
      ? new UnrollError(code, message('error.fileUnreadable', { name }), detail)
      : thrown;
  });
  if (content) return content;
  throw new UnrollError('file-not-found', message('error.fileNotFound', { path: given }));
}

/** Undefined without the file. */
const bytesOf = (path: string): Promise<Uint8Array | undefined> =>
  withFile(path, async ({ size, read }) => {
    if (size > mostBytes) throw noArchive(basename(path), `${size} bytes`);
    const bytes = new Uint8Array(size);
    await read(bytes, 0);
    return bytes;
  });

/** @throws UnrollError 'model-damaged' */
async function partsOf(content: Uint8Array, name: string): Promise<[name: string, content: Uint8Array][]> {
  const { unzipSync } = await import('fflate');
  const found: UnzipFileInfo[] = [];
  const accept = (part: UnzipFileInfo): boolean => {
    found.push(part);
    const isKnown =
      members.some(member => member === part.name) && !found.slice(0, -1).some(other => other.name === part.name);
    const total = found.reduce((sum, { originalSize }) => sum + originalSize, 0);
    const grows = part.originalSize > mostGrowth * part.size + 1024;
    if (!isKnown || grows || total > mostBytes || ![0, 8].includes(part.compression))
      throw noArchive(name, `${part.name}: ${part.originalSize} bytes of ${part.size}`);
    return true;
  };
  try {
    const parts = Object.entries(unzipSync(content, { filter: accept }));
    for (const { name: part, originalSize } of found)
      if (parts.find(([other]) => other === part)?.[1].length !== originalSize)
        throw noArchive(name, `${part} is cut off`);
    if (found.length === 0) throw noArchive(name, 'nothing in it');
    return parts;
  } catch (thrown) {
    throw thrown instanceof UnrollError ? thrown : noArchive(name, String(thrown));
  }
}

const noArchive = (name: string, detail: string): UnrollError =>
  new UnrollError('model-damaged', message('error.noArchive', { name }), detail);
