/** The text that a model was made from, found again. */
import * as vscode from 'vscode';
import type { TextSource } from '../../protocol/textSource';
import type { StoredSource } from '../../store/types';
import { askForTarget, givenTarget } from './pairSource';
import { canBeRead, textAt, type PickedText } from './textSource';

/** Undefined where it is not known or gone. @throws UnrollError 'file-unreadable' for an excluded file */
export async function textOfModel({ uri }: StoredSource): Promise<PickedText | undefined> {
  const found = uri === undefined ? undefined : vscode.Uri.parse(uri);
  return found && (await canBeRead(found)) ? textAt(found) : undefined;
}

/** The second of two parallel texts: given, found again, or asked for. */
export async function secondTextOf(
  { name, targetUri }: StoredSource,
  argument: unknown,
): Promise<TextSource | undefined> {
  const stored = targetUri === undefined ? undefined : { target: vscode.Uri.parse(targetUri) };
  return (await givenTarget(name, argument)) ?? (await givenTarget(name, stored)) ?? askForTarget();
}
