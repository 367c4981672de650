/** The actions of a page's buttons on the run that it shows. */
import * as vscode from 'vscode';
import type { FromPage } from '../../protocol/page';
import { isOver, type Run } from '../../protocol/run';
import { slugOf } from '../../store/models';
import { commands, useCommands } from '../ids';
import type { ModelsService } from '../models/service';
import { inform } from '../notify';
import { message, plain } from '../words';
import { repetitionOf } from './repeat';
import { askForPlace } from '../pickers/askForPlace';
import { askOne } from '../pickers/questions';

/** Tests send the message without a click, so the focus never comes. */
const mostMillisecondsToFocus = 500;

export interface PageContext {
  /** The run that the page shows. */
  run: Run | undefined;
  models: ModelsService;
  panel: vscode.WebviewPanel | undefined;
}

export async function doFromPage(action: FromPage, { run, models, panel }: PageContext): Promise<void> {
  switch (action.kind) {
    case 'ready':
    case 'measureKeysSaved':
    case 'dismissNotice':
      return;
    case 'savePicture':
      await savePicture(`${slugOf(run?.name ?? plain(message('page.compare')))}-${action.chart}`, action);
      return;
    case 'stop':
      // The run has just ended: the button must not stop the next training in line.
      if (run && isOver(run)) return;
      await vscode.commands.executeCommand(commands.stopTraining);
      return;
    case 'train':
      await trainAgain(run, models);
      return;
    case 'resume':
      await vscode.commands.executeCommand(commands.resumeTraining, await models.find(run?.modelId));
      return;
    case 'openSample':
      await vscode.commands.executeCommand(commands.openSample);
      return;
    case 'use':
      await focused(panel);
      if (run?.modelId !== undefined && !(await putInUse(run, models))) return;
      await vscode.commands.executeCommand(useCommands[run?.use ?? 'continue']);
      return;
    case 'showLog':
      await vscode.commands.executeCommand(commands.showLog);
      return;
  }
}

/** Makes the model of the run the one in use, as its page promises. @returns false if it is gone, which has been reported */
async function putInUse({ modelId: id, name, use }: Run, models: ModelsService): Promise<boolean> {
  if (!(await models.usable(use)).some(model => model.id === id)) {
    void inform(message('models.gone', { name }));
    return false;
  }
  await vscode.commands.executeCommand(commands.selectModel, { id });
  return true;
}

async function savePicture(fileName: string, { png, svg }: { png: string; svg: string }): Promise<void> {
  const format = await askOne(
    (['png', 'svg'] as const).map(value => ({
      label: message(`export.${value}`),
      detail: message(`export.${value}.detail`),
      value,
    })),
    message('export.how'),
  );
  const target = format && (await askForPlace(`${fileName}.${format}`));
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, format === 'png' ? Buffer.from(png, 'base64') : Buffer.from(svg));
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  if (await inform(message('export.done', { name }), message('action.open')))
    await vscode.commands.executeCommand('vscode.open', target);
}

/** Repeats the run's training; if that has left no model, trains on the open text. */
async function trainAgain(run: Run | undefined, models: ModelsService): Promise<void> {
  const manifest = (await models.find(run?.modelId))?.manifest;
  // The open text may be another one, of another kind.
  if (!manifest && run?.status.state === 'ended') {
    void inform(message('models.gone', { name: run.name }));
    return;
  }
  const repetition = manifest && repetitionOf(manifest, run?.files);
  if (!repetition) {
    await vscode.commands.executeCommand(commands.trainLstm);
    return;
  }
  const { command, options, origin, uri, target, files } = repetition;
  await vscode.commands.executeCommand(command, {
    options,
    origin,
    ...(files ? { files } : {}),
    ...(uri === undefined ? {} : { uri: vscode.Uri.parse(uri) }),
    ...(target === undefined ? {} : { target: vscode.Uri.parse(target) }),
  });
}

/** Waits until the panel has the focus: the message of a click may arrive before the click moves the focus, which would take it from a text again. */
async function focused(panel: vscode.WebviewPanel | undefined): Promise<void> {
  if (!panel?.visible || panel.active) return;
  await new Promise<void>(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const listener = panel.onDidChangeViewState(done);
    const timer = setTimeout(done, mostMillisecondsToFocus);
  });
}
