/** Models that are trained within seconds, for tests that use models. */
import type { Workbench } from './workbench';

export const quickToTrain = {
  'unroll.training.epochs': 2,
  'unroll.training.hiddenSize': 32,
  'unroll.training.embeddingSize': 16,
  'unroll.training.sampleLength': 20,
};

/** A text that is long enough for training, about one word. */
export const prose = (word: string): string =>
  `The ${word} stood by the water, and the ${word} was old, and nobody had asked why.\n`.repeat(40);

export async function trainOnLighthouse(workbench: Workbench): Promise<void> {
  await workbench.tab('lighthouse.txt').click();
  await workbench.focusText();
  await workbench.runCommand('Unroll: Train LSTM on This File');
}
