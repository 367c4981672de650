/** Build Vocabulary from This File: counted in a background process, shown in the panel. */
import type { VocabularyReport } from '../../protocol/worker';
import { duringProgress } from '../notify';
import { resolve } from '../../options/presets';
import { together } from '../../options/read';
import { readOptionSettings } from '../settings';
import type { Services } from '../services';
import { WorkerProcess } from '../process/workerProcess';
import { givenOptions } from '../pickers/givenOptions';
import { pickText, textArguments, type PickedText } from '../pickers/textSource';
import { message } from '../words';

export async function buildVocabulary(services: Services, argument: unknown): Promise<VocabularyReport | undefined> {
  const text = await pickText(textArguments(argument));
  if (!text) return undefined;
  const report = await duringProgress('status bar', message('training.buildingVocabulary'), () =>
    count(services, text, argument),
  );
  await services.panel.showVocabulary(report);
  return report;
}

function count(services: Services, { source, scope }: PickedText, argument: unknown): Promise<VocabularyReport> {
  const options = resolve(
    undefined,
    together('language', readOptionSettings('language', scope), givenOptions('language', argument)),
    0,
  ).text;
  return WorkerProcess.ask(services.workers, 'buildVocabulary', { source, options });
}
