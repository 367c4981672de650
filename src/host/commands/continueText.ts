/** Continue Text with Model: asks the model at the cursor and has the editor show its answer as ghost text. */
import type { GhostText } from '../completion/provider';
import { duringProgress, inform } from '../notify';
import type { Services } from '../services';
import { writingEditor } from '../pickers/openEditor';
import { refuseExcluded } from '../pickers/textSource';
import { message } from '../words';
import { offerTraining } from '../pickers/pickModel';

/** The suggested text; undefined when there is none, which has been said then. */
export async function continueText(services: Services, ghostText: GhostText): Promise<string | undefined> {
  const editor = await writingEditor();
  if (!editor) {
    void inform(message('text.noneToContinue'));
    return undefined;
  }
  const { document, selection } = editor;
  await refuseExcluded(document.uri);
  const answer = await duringProgress('status bar', message('completion.continuing'), (_, token) =>
    services.completion.continueAt(document, selection.active, true, token),
  );
  if (!answer) {
    void offerTraining();
    return undefined;
  }
  if (answer.text === '') {
    void inform(message('completion.nothingToAdd', { name: answer.model.manifest.name }));
    return undefined;
  }
  await ghostText.show();
  return answer.text;
}
