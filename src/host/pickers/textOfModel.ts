/** Finds the text again on which a model was trained. */
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TextSource } from '../../protocol/textSource';
import type { StoredModelEntry } from '../../store/list';
import { readRun } from '../../store/manifest';
import type { StoredSource } from '../../store/types';
import { askForTarget, givenTarget } from './pairSource';
import { canBeRead, textAt, type PickedText } from './textSource';

/** Undefined if it is unknown or gone. @throws UnrollError 'file-unreadable' for an excluded file */
export async function textOfModel({
  folder,
  manifest,
}: Pick<StoredModelEntry, 'folder' | 'manifest'>): Promise<PickedText | undefined> {
  const { name, uri, collection } = manifest.source;
  if (collection) {
    const { files = [] } = await readRun(folder);
    if (files.length === 0 || !existsSync(collection.base)) return undefined;
    const bytes = files.map(file => ({ name: file.name, bytes: file.characters }));
    return { source: { kind: 'files', name, ...collection, files: bytes }, scope: vscode.Uri.file(collection.base) };
  }
  const found = uri === undefined ? undefined : vscode.Uri.parse(uri);
  return found && (await canBeRead(found)) ? textAt(found) : undefined;
}

/** The second of two parallel texts: from the argument, found again, or asked for. */
export async function secondTextOf(
  { name, targetUri }: StoredSource,
  argument: unknown,
): Promise<TextSource | undefined> {
  const stored = targetUri === undefined ? undefined : { target: vscode.Uri.parse(targetUri) };
  return (await givenTarget(name, argument)) ?? (await givenTarget(name, stored)) ?? askForTarget();
}
