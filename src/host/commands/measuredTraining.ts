/** Training that teaches how fast this machine is, so that expected times fit it. */
import type { TrainingResult } from '../../protocol/metrics';
import type { LanguageModelOptions } from '../../options/language';
import { readContents } from '../../store/manifest';
import type { Services } from '../services';
import { startTraining } from './startTraining';
import type { PickedText } from './textSource';

/** As `startTraining`. */
export async function measuredTraining(
  services: Services,
  text: PickedText,
  options: LanguageModelOptions,
): Promise<TrainingResult | undefined> {
  const result = await startTraining(services, { text, choice: { kind: 'language', options } });
  if (result) {
    const { manifest, record } = await readContents(result.folder);
    await services.speed.learn(manifest, record);
  }
  return result;
}
