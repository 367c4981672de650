/** Train LSTM on This File, without questions: the balanced preset for the text; settings of the person take precedence. */
import { resolve, resolved, type Resolved } from '../../options/presets';
import { together } from '../../options/read';
import type { TrainingResult } from '../../protocol/metrics';
import { duringProgress } from '../notify';
import type { Services } from '../services';
import { readOptionSettings } from '../settings';
import { message } from '../words';
import { givenOptions, originOf } from '../pickers/givenOptions';
import { measuredTraining } from '../runs/startTraining';
import { charactersOf, pickText, textArguments, type PickedText } from '../pickers/textSource';

export async function trainLstm(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText(textArguments(argument));
  if (!text) return undefined;
  return measuredTraining(services, text, await optionsFor(services, text, argument));
}

async function optionsFor(services: Services, text: PickedText, argument: unknown): Promise<Resolved> {
  const passed = givenOptions('language', argument);
  const own = together('language', readOptionSettings('language', text.scope), passed, { network: { cell: 'lstm' } });
  // Options that are passed are used as they are, whatever the speed of this machine.
  if (passed) return { options: resolve(undefined, own, 0), origin: originOf('language', argument, own) };
  const characters = await charactersOf(text);
  const gflops = await duringProgress('status bar', message('training.measuringMachine'), () =>
    services.speed.get(own.training?.threads ?? 0),
  );
  return resolved('balanced', own, characters, gflops);
}
