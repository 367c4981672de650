/** What each command does, by id. */
import type { GhostText } from '../completion/provider';
import type { Snooze } from '../completion/snooze';
import type { GhostTextStatus } from '../completion/status';
import { commands, type CommandId } from '../ids';
import type { ModelsTree } from '../models/tree';
import type { Services } from '../services';
import { arrangeModels } from './arrangeModels';
import { buildVocabulary } from './buildVocabulary';
import { compareTrainings } from './compareTrainings';
import { continueText } from './continueText';
import { countNgrams } from './countNgrams';
import { deleteModel } from './deleteModel';
import { evaluateModel, evaluateOn } from './evaluateModel';
import { exportRun } from './exportRun';
import { ghostTextMenu } from './ghostTextMenu';
import { forgetLearned } from './forgetLearned';
import { learnFromFile } from './learnFromFile';
import { lookInside } from './lookInside';
import { importModel } from './importModel';
import { noteModel } from './noteModel';
import { readSideBySide } from './readSideBySide';
import { renameModel } from './renameModel';
import { trainLike } from './trainLike';
import { openSample } from './openSample';
import { labelSelection } from './labelSelection';
import { resumeTraining } from './resumeTraining';
import { revealModel } from './revealModel';
import { selectModel } from './selectModel';
import { showTraining } from './showTraining';
import { showForecast } from './showForecast';
import { stopTraining } from './stopTraining';
import { goToSurprise, toggleSurprise } from './surprise';
import { toggleCompletion } from './toggleCompletion';
import { trainFurther } from './trainFurther';
import { trainClassifier } from './trainClassifier';
import { trainForecast } from './trainForecast';
import { trainLstm } from './trainLstm';
import { trainModel } from './trainModel';
import { trainOnFiles } from './trainOnFiles';
import { trainSeveral } from './trainSeveral';
import { trainTranslation } from './trainTranslation';
import { translateSelection } from './translateSelection';
import { removeWaiting, startWaiting } from './waitingTraining';

/** What some commands need beside the services. */
export interface CommandParts {
  ghostText: GhostText;
  ghostTextStatus: GhostTextStatus;
  snooze: Snooze;
  tree: ModelsTree;
}

type Handler = (argument: unknown, selection: unknown) => unknown;

export const handlersOf = (
  services: Services,
  { ghostText, ghostTextStatus, snooze, tree }: CommandParts,
): Record<CommandId, Handler> => ({
  [commands.trainLstm]: argument => trainLstm(services, argument),
  [commands.trainModel]: (argument, selection) => trainModel(services, argument, selection),
  [commands.countNgrams]: (argument, selection) => countNgrams(services, argument, selection),
  [commands.buildVocabulary]: argument => buildVocabulary(services, argument),
  [commands.openTrainingPanel]: () => services.panel.open(),
  [commands.stopTraining]: () => stopTraining(services),
  [commands.resumeTraining]: argument => resumeTraining(services, argument),
  [commands.trainSeveral]: (argument, selection) => trainSeveral(services, argument, selection),
  [commands.trainOnFiles]: (argument, selection) => trainOnFiles(services, argument, selection),
  [commands.trainFurther]: argument => trainFurther(services, argument),
  [commands.trainTranslation]: argument => trainTranslation(services, argument),
  [commands.translateSelection]: argument => translateSelection(services, argument),
  [commands.evaluateTranslation]: argument => evaluateOn(services, 'pairs', argument),
  [commands.trainClassifier]: argument => trainClassifier(services, argument),
  [commands.labelSelection]: argument => labelSelection(services, argument),
  [commands.evaluateClassifier]: argument => evaluateOn(services, 'labels', argument),
  [commands.trainForecast]: argument => trainForecast(services, argument),
  [commands.showForecast]: argument => showForecast(services, argument),
  [commands.evaluateForecast]: argument => evaluateOn(services, 'series', argument),
  [commands.continueText]: () => continueText(services, ghostText),
  [commands.evaluateModel]: argument => evaluateModel(services, argument),
  [commands.toggleSurprise]: () => toggleSurprise(services),
  [commands.nextSurprise]: () => goToSurprise(services, 1),
  [commands.previousSurprise]: () => goToSurprise(services, -1),
  [commands.selectModel]: argument => selectModel(services, argument),
  [commands.ghostTextMenu]: () => ghostTextMenu(ghostTextStatus, snooze, services.models),
  [commands.toggleCompletion]: () => toggleCompletion(),
  [commands.learnFromFile]: argument => learnFromFile(services, argument),
  [commands.forgetLearned]: () => forgetLearned(services),
  [commands.showLog]: () => services.log.show(),
  [commands.startWaiting]: argument => startWaiting(services, argument),
  [commands.removeWaiting]: argument => removeWaiting(services, argument),
  [commands.arrangeModels]: argument => arrangeModels(tree, argument),
  [commands.deleteModel]: (argument, selection) => deleteModel(services, argument, selection),
  [commands.noteModel]: argument => noteModel(services, argument),
  [commands.trainLike]: argument => trainLike(services, argument),
  [commands.importModel]: argument => importModel(services, argument),
  [commands.showTraining]: (argument, how) => showTraining(services, argument, how),
  [commands.renameModel]: argument => renameModel(services, argument),
  [commands.revealModel]: argument => revealModel(services, argument),
  [commands.compareTrainings]: (argument, selection) => compareTrainings(services, argument, selection),
  [commands.lookInside]: argument => lookInside(services, argument),
  [commands.readSideBySide]: (argument, selection) => readSideBySide(services, argument, selection),
  [commands.exportRun]: argument => exportRun(services, argument),
  [commands.openSample]: argument => openSample(services, argument),
});
