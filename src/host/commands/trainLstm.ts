/** Train LSTM on This File: the settings' options, no questions. */
import type { TrainingResult } from '../../protocol/metrics';
import { readLanguageModelOptions } from '../settings';
import type { Services } from '../services';
import { givenOptions, withOptions } from './givenOptions';
import { startTraining } from './startTraining';
import { pickText, textArguments } from './textSource';

export async function trainLstm(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText(textArguments(argument));
  if (!text) return undefined;
  const options = withOptions(readLanguageModelOptions(text.scope), givenOptions(argument));
  return startTraining(services, text, { ...options, network: { ...options.network, cell: 'lstm' } });
}
