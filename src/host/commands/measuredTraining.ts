/** Training that teaches how fast this machine is, so that expected times fit it. */
import type { TrainingResult } from '../../protocol/metrics';
import type { LanguageModelOptions } from '../../protocol/model';
import { readManifest } from '../../store/manifest';
import { mementoKeys } from '../ids';
import type { Services } from '../services';
import { rememberedSpeed, speedOf } from '../training/speed';
import { startTraining } from './startTraining';
import type { PickedText } from './textSource';

export const speed = ({ context }: Services): number =>
  rememberedSpeed(context.globalState.get<unknown>(mementoKeys.speed));

/** As `startTraining`. */
export async function measuredTraining(
  services: Services,
  text: PickedText,
  options: LanguageModelOptions,
): Promise<TrainingResult | undefined> {
  const result = await startTraining(services, text, options);
  const measured = result && speedOf(await readManifest(result.folder));
  if (measured !== undefined) await services.context.globalState.update(mementoKeys.speed, measured);
  return result;
}
