/** Creates the services of the extension with their dependencies, and registers them for disposal. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { offerLeft } from './host/runs/offerLeft';
import { registerCommands } from './host/commands';
import { openWalkthroughAtFirst } from './host/firstStart';
import { GhostText } from './host/completion/provider';
import { Snooze } from './host/completion/snooze';
import { GhostTextStatus } from './host/completion/status';
import { CompletionService } from './host/completion/service';
import { Diagnosis } from './host/diagnosis';
import { ModelsService } from './host/models/service';
import { followTexts } from './host/pickers/openEditor';
import { ModelsTree } from './host/models/tree';
import { Pages } from './host/panel/pages';
import { TrainingPanel } from './host/panel/trainingPanel';
import { reportError } from './host/notify';
import { changesSetting, followSettings, readSetting, readSoundSetting, wrongSettingNow } from './host/settings';
import type { Services } from './host/services';
import { MachineSpeed } from './host/runs/machineSpeed';
import { TrainingService } from './host/runs/service';
import { TrainingStatusBar } from './host/runs/statusBar';
import { SurpriseStatus } from './host/surprise/status';
import { SurpriseView } from './host/surprise/view';
import { Inference } from './host/process/inference';

/** The API for the tests inside the editor. */
export type TestApi = Services;

export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const settings = followSettings();
  const log = vscode.window.createOutputChannel('Unroll', { log: true });
  const workers = {
    program: join(context.extensionPath, 'dist', 'worker.js'),
    log,
    tfjsNodeFolder: () => readSetting('tfjsNode.folder'),
  };
  const models = new ModelsService(context.globalStorageUri, context.workspaceState);
  const training = new TrainingService(workers, context.workspaceState);
  const speed = new MachineSpeed(context.globalState, workers);
  const inference = new Inference({
    ...workers,
    engine: () => readSetting('engine'),
    idleMinutes: () => readSoundSetting('completion.idleMinutes'),
  });
  const completion = new CompletionService(models, inference);
  const panel = new TrainingPanel(context.extensionUri, training, models);
  const pages = new Pages(context.extensionUri, models);
  const surprise = new SurpriseView(inference, thrown => void reportError(thrown, log));
  const services: Services = {
    context,
    log,
    workers,
    models,
    training,
    speed,
    completion,
    inference,
    panel,
    pages,
    surprise,
  };
  const snooze = new Snooze();
  const ghostText = new GhostText(completion, snooze, log);
  const ghostTextStatus = new GhostTextStatus(models, snooze, inference);

  const tree = new ModelsTree(models, training, context.globalState);

  context.subscriptions.push(
    log,
    new Diagnosis(log),
    settings,
    followTexts(),
    models,
    training,
    inference,
    completion,
    panel,
    pages,
    snooze,
    ghostText,
    ghostTextStatus,
    tree,
    surprise,
    new SurpriseStatus(surprise),
    new TrainingStatusBar(training),
    registerCommands(services, { ghostText, ghostTextStatus, snooze, tree }),
    models.onDidChange(() => inference.renewChanged()),
    training.onDidChange(({ event }) => {
      if (event.kind === 'started') void models.rememberRun(event.modelId);
      // A model can be used during its training, and it improves each time that its voices are saved.
      if (event.kind === 'voices') models.refresh();
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (changesSetting(event, 'engine') || changesSetting(event, 'completion.trigger')) inference.unload();
      if (event.affectsConfiguration('unroll')) sayWhatIsWrong(log);
    }),
  );
  // Reports wrong values that were set before: otherwise ghost text would be missing without an explanation.
  setImmediate(() => {
    sayWhatIsWrong(log);
    void offerLeft(services);
    void openWalkthroughAtFirst(models);
  });
  return context.extensionMode === vscode.ExtensionMode.Test ? services : undefined;
}

function sayWhatIsWrong(log: vscode.LogOutputChannel): void {
  const wrong = wrongSettingNow();
  if (wrong) void reportError(wrong, log);
}
