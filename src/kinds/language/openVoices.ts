/** The voices that were saved with a model. */
import type { Reading } from '../../predictor/reading';
import { UnrollError } from '../../protocol/errors';
import { Predictor } from '../../predictor/voices/predictor';
import { withVoices } from '../../store/voices';

/** Undefined where there are none that this version can use: the network alone predicts then. */
export async function openVoices(
  folder: string,
  { vocabulary }: Pick<Reading, 'vocabulary'>,
): Promise<Predictor | undefined> {
  const voices = await withVoices(folder, saved => Predictor.read(saved).catch(unlessUnreadable));
  return voices?.size === vocabulary.size ? voices : undefined;
}

function unlessUnreadable(thrown: unknown): undefined {
  if (thrown instanceof UnrollError) throw thrown;
}
