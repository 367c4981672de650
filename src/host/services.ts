/** The services that commands use; built once by activate(). */
import type * as vscode from 'vscode';
import type { CompletionService } from './completion/service';
import type { ModelsService } from './models/service';
import type { Pages } from './panel/pages';
import type { TrainingPanel } from './panel/trainingPanel';
import type { MachineSpeed } from './runs/machineSpeed';
import type { TrainingService } from './runs/service';
import type { SurpriseView } from './surprise/view';
import type { Inference } from './process/inference';
import type { WorkerProgram } from './process/workerProcess';

export interface Services {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  workers: WorkerProgram;
  models: ModelsService;
  training: TrainingService;
  speed: MachineSpeed;
  completion: CompletionService;
  inference: Inference;
  panel: TrainingPanel;
  pages: Pages;
  surprise: SurpriseView;
}
