/** The JSON files of a model: read from the unknown, checked field by field, written atomically. */
import { join } from 'node:path';
import * as v from 'valibot';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { readText, writeAtomically } from './files';
import { isAlive, isFresh, isLocked } from './lock';
import { checked, commonSchema, parseJson, runSchema, serialise, toManifest, vocabulariesSchema } from './schemas';
import type { RunRecord } from '../protocol/run';
import { manifestVersion, type ModelContents, type ModelManifest } from './types';
import { readVersion1, type Version1 } from './version1';

export const manifestFile = 'model.json';
export const vocabularyFile = 'vocabulary.json';
export const runFile = 'run.json';

/** No JSON file is read that is larger. */
const mostBytes = 256 * 2 ** 20;

/** model.json as it is written. */
export interface StoredManifest {
  manifest: ModelManifest;
  /** What else a folder of version 1 keeps there. */
  old?: Version1;
}

/**
 * 'training' is the state of a model that a living process trains, 'interrupted' that of one whose process is gone.
 * @throws UnrollError 'model-not-found' without the file, 'model-damaged' when it is not a manifest this version reads
 */
export const readManifest = async (folder: string): Promise<ModelManifest> =>
  liveManifest(folder, await readStored(folder));

export async function readStored(folder: string): Promise<StoredManifest> {
  const path = join(folder, manifestFile);
  return parseManifest(await readRequired(path), path);
}

/** The manifest with the state of this moment. @param mayBeLocked false where the folder is known to hold no lock */
export async function liveManifest(
  folder: string,
  { manifest, old }: StoredManifest,
  mayBeLocked = true,
): Promise<ModelManifest> {
  if (mayBeLocked && (await isLocked(folder))) return { ...manifest, state: 'training' };
  if (manifest.state !== 'training' || (await isTrainedByVersion1(folder, old))) return manifest;
  return { ...manifest, state: 'interrupted' };
}

/** Version 1 had no lock, but wrote the file every ten seconds. */
const isTrainedByVersion1 = async (folder: string, old: Version1 | undefined): Promise<boolean> =>
  old?.processId !== undefined && isAlive(old.processId) && isFresh(join(folder, manifestFile));

/** Manifest, vocabularies and the history of the run. Throws as `readManifest` does. */
export async function readContents(folder: string): Promise<ModelContents & { manifest: ModelManifest }> {
  const stored = await readStored(folder);
  const { old } = stored;
  return {
    manifest: await liveManifest(folder, stored),
    vocabularies: checked(vocabulariesSchema, ...(await partOf(folder, vocabularyFile, old?.vocabularies))),
    record: checked(runSchema, ...(await partOf(folder, runFile, old?.record))),
  };
}

/** The history of the run. Throws as `readManifest` does. */
export async function readRun(folder: string): Promise<RunRecord> {
  const { old } = await readStored(folder);
  return checked(runSchema, ...(await partOf(folder, runFile, old?.record)));
}

/** A part and the file that holds it: its own, or model.json in a folder of version 1. */
async function partOf(folder: string, name: string, old: unknown): Promise<[value: unknown, path: string]> {
  if (old !== undefined) return [old, join(folder, manifestFile)];
  const path = join(folder, name);
  return [parseJson(await readRequired(path), path), path];
}

export const writeManifest = (folder: string, manifest: ModelManifest): Promise<void> =>
  writeAtomically(join(folder, manifestFile), serialise({ ...manifest, manifestVersion }));

export const writeVocabularies = (folder: string, vocabularies: ModelContents['vocabularies']): Promise<void> =>
  writeAtomically(join(folder, vocabularyFile), serialise(vocabularies));

export const writeRun = (folder: string, run: RunRecord): Promise<void> =>
  writeAtomically(join(folder, runFile), serialise(run));

/** @throws UnrollError 'model-damaged' */
export function parseManifest(json: string, path = manifestFile): StoredManifest {
  const value = parseJson(json, path);
  const version = checked(
    v.object({ manifestVersion: commonSchema.entries.manifestVersion }),
    value,
    path,
  ).manifestVersion;
  if (version > manifestVersion)
    throw new UnrollError('model-damaged', message('error.newerVersion'), `manifest version ${version}`);
  if (version < manifestVersion) return readVersion1(value, path);
  return { manifest: toManifest(value, path) };
}

async function readRequired(path: string): Promise<string> {
  const text = await readText(path, mostBytes);
  if (text !== undefined) return text;
  throw new UnrollError('model-not-found', message('error.noModelHere'), path);
}
