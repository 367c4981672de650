/** Continue Text with Model: asks the model at the cursor and has the editor show its answer as ghost text. */
import * as vscode from 'vscode';
import { commands } from '../ids';
import type { GhostText } from '../completion/provider';
import { reportError } from '../notify';
import type { Services } from '../services';
import { writingEditor } from './openEditor';
import { refuseExcluded } from './textSource';

/** The suggested text; undefined when there is none, which has been said then. */
export async function continueText(services: Services, ghostText: GhostText): Promise<string | undefined> {
  const editor = await writingEditor();
  if (!editor) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No text is open. Open one, put the cursor where it should go on, and try again.'),
    );
    return undefined;
  }
  try {
    const { document, selection } = editor;
    refuseExcluded(document.uri);
    const answer = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Continuing the text') },
      (_, token) => services.completion.continueAt(document, selection.active, true, token),
    );
    if (!answer) {
      offerTraining();
      return undefined;
    }
    if (answer.text === '') {
      const message = vscode.l10n.t(
        '"{0}" has nothing to add here. Try another place, or a higher temperature.',
        answer.model.manifest.name,
      );
      void vscode.window.showInformationMessage(message);
      return undefined;
    }
    await ghostText.show();
    return answer.text;
  } catch (thrown) {
    void reportError(thrown, services.log);
    return undefined;
  }
}

function offerTraining(): void {
  const train = vscode.l10n.t('Train');
  const message = vscode.l10n.t('There is no model yet. Train one on a text first.');
  void vscode.window.showInformationMessage(message, train).then(answer => {
    if (answer === train) void vscode.commands.executeCommand(commands.trainLstm);
  });
}
