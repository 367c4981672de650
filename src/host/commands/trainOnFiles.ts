/** Train Model on Files or a Folder…: asks first where they are. */
import * as vscode from 'vscode';
import type { TrainingResult } from '../../protocol/metrics';
import { itemOf, message, plain } from '../words';
import type { Services } from '../services';
import { trainModel } from './trainModel';

/** @param argument the file or folder of a menu @param selection all selected files and folders */
export async function trainOnFiles(
  services: Services,
  argument: unknown,
  selection: unknown,
): Promise<TrainingResult | undefined> {
  if (argument !== undefined) return trainModel(services, argument, selection);
  const chosen = await ask();
  return chosen && trainModel(services, ...chosen);
}

/** The arguments of `pickTextOrFiles`. */
type TextArguments = [argument: unknown, selection?: unknown];

async function ask(): Promise<TextArguments | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const openLabel = plain(message('action.useText'));
  const places = [
    ...folders.map(({ name, uri }) => ({
      ...itemOf({ label: message('files.ofFolder', { name }) }),
      find: () => Promise.resolve<TextArguments>([uri, [uri]]),
    })),
    ...folders.map(({ name, uri }) => ({
      ...itemOf({ label: message('files.byPattern', { name }), description: message('files.patternExample') }),
      find: () => askForPattern(uri),
    })),
    {
      ...itemOf({ label: message('files.chooseFiles') }),
      find: async () => argumentsOf(await vscode.window.showOpenDialog({ canSelectMany: true, openLabel })),
    },
    {
      ...itemOf({ label: message('files.chooseFolder') }),
      find: async () =>
        argumentsOf(await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel })),
    },
  ];
  const picked = await vscode.window.showQuickPick(places, { placeHolder: plain(message('files.where')) });
  return picked?.find();
}

const argumentsOf = (uris: vscode.Uri[] | undefined): TextArguments | undefined => uris && [uris[0], uris];

async function askForPattern({ fsPath: base }: vscode.Uri): Promise<TextArguments | undefined> {
  const prompt = plain(message('files.pattern'));
  const typed = await vscode.window.showInputBox({ prompt, value: '**/*.md', valueSelection: [5, 7] });
  const places = (typed ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
  return places.length === 0 ? undefined : [{ files: { base, places } }];
}
