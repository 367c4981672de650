/** Renders sentences in the language of the editor. */
import * as vscode from 'vscode';
import type { Message } from '../protocol/message';
import type { Medium } from '../words/harmless';
import { message, type Key } from '../words/message';
import { render, type Reader } from '../words/render';
import type { Catalogue } from '../words/template';

/** The editor reads l10n/bundle.l10n.<language>.json, which package.json names, before it activates the extension. */
export const readerFor = (medium: Medium): Reader => ({
  language: vscode.env.language,
  catalogue: vscode.l10n.bundle ?? {},
  medium,
});

/** The language and catalogue that a page needs for the same language. */
export const pageWords = (): { language: string; catalogue: Catalogue } => {
  const { language, catalogue } = readerFor('plain');
  return { language, catalogue };
};

/** For places that render `$(icon)`: items of a list or a tree, the status bar. */
export const label = (shown: Message): string => render(shown, readerFor('label'));

export interface Line {
  label: Message;
  description?: Message;
  detail?: Message;
}

/** An item of a list to pick from. */
export const itemOf = (line: Line): vscode.QuickPickItem => ({
  label: label(line.label),
  ...(line.description && { description: label(line.description) }),
  ...(line.detail && { detail: label(line.detail) }),
});

/** For titles and placeholders, which show every character literally. */
export const plain = (shown: Message): string => render(shown, readerFor('plain'));

/** For tooltips that are Markdown. */
export const markdown = (shown: Message): string => render(shown, readerFor('markdown'));

export { message, type Key };
