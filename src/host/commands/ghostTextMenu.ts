/** The menu of ghost text: turn it on or off, for this language or everywhere, or for some time; choose the model; open the panel. */
import * as vscode from 'vscode';
import { ghostTextState, isSpoken } from '../completion/situation';
import { snoozeSeconds, type Snooze } from '../completion/snooze';
import type { GhostTextStatus } from '../completion/status';
import { commands } from '../ids';
import type { ModelsService } from '../models/service';
import { openEditor } from '../pickers/openEditor';
import { readSetting, writeSetting } from '../settings';
import type { Message } from '../../protocol/message';
import { label, message, plain } from '../words';

interface Item extends vscode.QuickPickItem {
  run(): unknown;
}

const item = (shown: Message, icon: string, run: () => unknown): Item => ({
  label: label(shown),
  iconPath: new vscode.ThemeIcon(icon),
  run,
});

export async function ghostTextMenu(status: GhostTextStatus, snooze: Snooze, models: ModelsService): Promise<void> {
  const document = openEditor()?.document;
  if (!document) return;
  const facts = await status.facts(document);
  const { languageId, language, policy, languages } = facts;
  const off = policy === 'off';
  const spoken = isSpoken(languageId, languages);
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  const setLanguages = (): Promise<void> => {
    const now = readSetting('completion.languages');
    return writeSetting('completion.languages', spoken ? now.filter(id => id !== languageId) : [...now, languageId]);
  };
  const own = await models.trainedOn(document, 'continue');
  const items: Item[] = [
    ...(own
      ? [
          item(message('ghost.useOwn', { name: own.manifest.name }), 'check', () =>
            models.setActive('continue', own.id, { file: document.uri.toString() }),
          ),
        ]
      : []),
    item(message(off ? 'ghost.turnOn' : 'ghost.turnOff'), off ? 'eye' : 'eye-closed', () =>
      run(commands.toggleCompletion),
    ),
    ...(off ? [] : [snoozeItem(snooze)]),
    ...(off || languages.includes('*')
      ? []
      : [item(message(spoken ? 'ghost.turnOffIn' : 'ghost.turnOnIn', { language }), 'symbol-key', setLanguages)]),
    item(message('ghost.chooseModel'), 'list-selection', () => run(commands.selectModel)),
    item(message('ghost.chooseModelFor', { language }), 'list-selection', () =>
      run(commands.selectModel, { languageId }),
    ),
    item(message('ghost.openPanel'), 'graph-line', () => run(commands.openTrainingPanel)),
    item(message('ghost.settings'), 'gear', () => run('workbench.action.openSettings', 'unroll.completion')),
  ];
  const { says } = ghostTextState(facts);
  const picked = await vscode.window.showQuickPick(items, {
    title: plain(message('ghost.name')),
    placeHolder: plain(says),
  });
  await picked?.run();
}

const snoozeItem = (snooze: Snooze): Item =>
  snooze.secondsLeft > 0
    ? item(message('ghost.wake'), 'bell', () => snooze.end())
    : item(message('ghost.snooze', { seconds: snoozeSeconds }), 'bell-slash', () => snooze.begin());
