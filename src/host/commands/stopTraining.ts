/** Stop Training: asks nothing and keeps the model so far. */
import * as vscode from 'vscode';
import type { Services } from '../services';

export async function stopTraining({ training }: Services): Promise<void> {
  if (training.running) await training.stop();
  else void vscode.window.showInformationMessage(vscode.l10n.t('No model is being trained.'));
}
