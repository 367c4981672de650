/** Registers all commands. What they do is loaded when the first of them is used: a window in which nothing is asked of Unroll does without. */
import * as vscode from 'vscode';
import { commands } from '../ids';
import { reportError } from '../notify';
import type { Services } from '../services';
import type { CommandParts } from './handlers';

export function registerCommands(services: Services, parts: CommandParts): vscode.Disposable {
  const registrations = Object.values(commands).map(id =>
    vscode.commands.registerCommand(id, async (argument: unknown, selection: unknown) => {
      try {
        const { handlersOf } = await import('./handlers');
        return await handlersOf(services, parts)[id](argument, selection);
      } catch (thrown) {
        void reportError(thrown, services.log);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}
