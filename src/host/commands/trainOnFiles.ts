/** Train Model on Files or a Folder…: where they are is asked for first. */
import * as vscode from 'vscode';
import type { TrainingResult } from '../../protocol/metrics';
import { itemOf, message, plain } from '../words';
import type { Services } from '../services';
import { trainModel } from './trainModel';

/** @param argument the file or folder of a menu @param selection all that are selected */
export async function trainOnFiles(
  services: Services,
  argument: unknown,
  selection: unknown,
): Promise<TrainingResult | undefined> {
  if (argument !== undefined) return trainModel(services, argument, selection);
  const meant = await ask();
  return meant && trainModel(services, ...meant);
}

/** As `pickTextOrFiles` takes them. */
type Meant = [argument: unknown, selection?: unknown];

async function ask(): Promise<Meant | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const openLabel = plain(message('action.useText'));
  const places = [
    ...folders.map(({ name, uri }) => ({
      ...itemOf({ label: message('files.ofFolder', { name }) }),
      find: () => Promise.resolve<Meant>([uri, [uri]]),
    })),
    ...folders.map(({ name, uri }) => ({
      ...itemOf({ label: message('files.byPattern', { name }), description: message('files.patternExample') }),
      find: () => askForPattern(uri),
    })),
    {
      ...itemOf({ label: message('files.chooseFiles') }),
      find: async () => meantBy(await vscode.window.showOpenDialog({ canSelectMany: true, openLabel })),
    },
    {
      ...itemOf({ label: message('files.chooseFolder') }),
      find: async () =>
        meantBy(await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel })),
    },
  ];
  const picked = await vscode.window.showQuickPick(places, { placeHolder: plain(message('files.where')) });
  return picked?.find();
}

const meantBy = (uris: vscode.Uri[] | undefined): Meant | undefined => uris && [uris[0], uris];

async function askForPattern({ fsPath: base }: vscode.Uri): Promise<Meant | undefined> {
  const prompt = plain(message('files.pattern'));
  const typed = await vscode.window.showInputBox({ prompt, value: '**/*.md', valueSelection: [5, 7] });
  const places = (typed ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
  return places.length === 0 ? undefined : [{ files: { base, places } }];
}
