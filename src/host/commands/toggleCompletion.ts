/** Toggle Ghost Text: on and off with one command; off keeps nothing in memory. */
import * as vscode from 'vscode';
import { readSetting, writeSetting } from '../settings';

export async function toggleCompletion(): Promise<void> {
  const off = readSetting('completion.trigger') === 'off';
  await writeSetting('completion.trigger', off ? 'automatic' : 'off');
  const message = off ? vscode.l10n.t('Unroll: ghost text is on.') : vscode.l10n.t('Unroll: ghost text is off.');
  vscode.window.setStatusBarMessage(message, 3000);
}
