/** Continue Text with Model: requests a continuation at the cursor, which the editor shows as ghost text. */
import * as vscode from 'vscode';
import { commands, contextKeys } from '../ids';
import type { GhostText } from '../completion/provider';
import { duringProgress, inform } from '../notify';
import type { Services } from '../services';
import { isReadOnly, isUntouched, writingEditor } from '../pickers/openEditor';
import { refuseExcluded } from '../pickers/textSource';
import { message } from '../words';
import { offerTraining } from '../pickers/activeModel';

/** The suggested text; undefined if there is none, which has been reported. */
export async function continueText(services: Services, ghostText: GhostText): Promise<string | undefined> {
  const editor = await writingEditor();
  if (!editor) {
    void offerSample();
    return undefined;
  }
  const { document } = editor;
  await refuseExcluded(document.uri);
  if (isReadOnly(document)) {
    void inform(message('text.readOnly'));
    return undefined;
  }
  if (isUntouched(editor)) toEnd(editor);
  const answer = await duringProgress('status bar', message('completion.continuing'), (_, token) =>
    services.completion.continueAt({ document, position: editor.selection.active }, token),
  );
  if (!answer) {
    void offerTraining('continue');
    return undefined;
  }
  if (answer.text === '') {
    void inform(message('completion.nothingToAdd', { name: answer.model.manifest.name }));
    return undefined;
  }
  await ghostText.show();
  void vscode.commands.executeCommand('setContext', contextKeys.hasContinued, true);
  return answer.text;
}

function toEnd(editor: vscode.TextEditor): void {
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(new vscode.Range(end, end));
}

async function offerSample(): Promise<void> {
  if (await inform(message('text.noneToContinue'), message('action.openSample')))
    await vscode.commands.executeCommand(commands.openSample);
}
