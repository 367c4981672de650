/** The names of languages: of a document the editor tells only the id. */
import * as vscode from 'vscode';
import { aliasOf } from './languageAlias';
import { message, plain } from './words';

const known = new Map<string, string>();

/** "Plain Text" for "plaintext"; the id of a language that no extension names. */
export function languageName(id: string): string {
  // The editor itself contributes plain text.
  if (id === 'plaintext') return plain(message('language.plaintext'));
  const name = known.get(id) ?? aliasOf(id, vscode.extensions.all);
  if (name !== undefined) known.set(id, name);
  return name ?? id;
}
