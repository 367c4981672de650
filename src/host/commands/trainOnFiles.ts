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
  const uris = await ask();
  return uris && trainModel(services, uris[0], uris);
}

async function ask(): Promise<vscode.Uri[] | undefined> {
  const openLabel = plain(message('action.useText'));
  const places = [
    ...(vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
      ...itemOf({ label: message('files.ofFolder', { name }) }),
      find: () => Promise.resolve([uri]),
    })),
    {
      ...itemOf({ label: message('files.chooseFiles') }),
      find: () => vscode.window.showOpenDialog({ canSelectMany: true, openLabel }),
    },
    {
      ...itemOf({ label: message('files.chooseFolder') }),
      find: () => vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel }),
    },
  ];
  const picked = await vscode.window.showQuickPick(places, { placeHolder: plain(message('files.where')) });
  return picked?.find();
}
