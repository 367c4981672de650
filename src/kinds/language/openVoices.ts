/** The voices that were saved with a model. */
import type { Reading } from '../../predictor/reading';
import { Predictor } from '../../predictor/voices/predictor';
import { readVoices } from '../../store/voices';

/** Undefined where there are none that this version can use: the network speaks alone then. */
export async function openVoices(
  folder: string,
  { vocabulary }: Pick<Reading, 'vocabulary'>,
): Promise<Predictor | undefined> {
  const saved = await readVoices(folder);
  if (!saved) return undefined;
  try {
    const voices = Predictor.load(saved);
    return voices.size === vocabulary.size ? voices : undefined;
  } catch {
    return undefined;
  }
}
