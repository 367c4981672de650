/** Train LSTM on This File, without a question: the settings if a person has changed any, else the balanced preset for the text. */
import type { TrainingResult } from '../../protocol/metrics';
import type { LanguageModelOptions } from '../../options/language';
import { presetOptions } from '../../options/presets';
import { hasOwnTrainingSettings, readLanguageModelOptions } from '../settings';
import type { Services } from '../services';
import { givenOptions, withOptions } from './givenOptions';
import { measuredTraining } from './measuredTraining';
import { charactersOf, pickText, textArguments, type PickedText } from './textSource';
import { duringProgress } from '../notify';
import { message } from '../words';

export async function trainLstm(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText(textArguments(argument));
  if (!text) return undefined;
  const given = givenOptions(argument);
  const options = withOptions(await optionsFor(services, text, given !== undefined), given);
  return measuredTraining(services, text, { ...options, network: { ...options.network, cell: 'lstm' } });
}

async function optionsFor(services: Services, text: PickedText, given: boolean): Promise<LanguageModelOptions> {
  const options = readLanguageModelOptions(text.scope);
  if (given || hasOwnTrainingSettings(text.scope)) return options;
  const size = { characters: await charactersOf(text), tokenisation: options.text.tokenisation };
  const gflops = await duringProgress('status bar', message('training.measuringMachine'), () =>
    services.speed.get(options.training.threads),
  );
  return presetOptions('balanced', size, gflops, 'lstm', options);
}
