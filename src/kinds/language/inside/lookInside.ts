/** What happens inside a saved model over a passage, and which of its units follow something in the text. */
import { operations } from '../../../engine/operations';
import type { LanguageModelOptions } from '../../../options/language';
import type { Reading } from '../../../predictor/reading';
import { toUnrollError } from '../../../protocol/errors';
import { fewestTokensToFollow, type InsideReport, type InsideRequest } from '../../../protocol/inside';
import type { TextSource } from '../../../protocol/textSource';
import type { StoredModel } from '../../../store/models';
import type { ModelManifest } from '../../../store/types';
import { cancellable, type Pause } from '../../../training/pause';
import { readToTrain } from '../../../training/readSource';
import { keptAt } from '../../inside/report';
import { LanguageModel } from '../languageModel';
import { prepareCorpus } from '../prepareCorpus';
import { readActivations } from './activations';
import { followingUnits } from './followingUnits';
import { gradientReach } from './gradientReach';

type Stored = StoredModel<ModelManifest & { options: LanguageModelOptions }>;

/** Of the text in which units that follow something are looked for. */
const mostTokens = 8192;

export async function lookInside(
  { manifest, tensors, vocabularies }: Stored,
  reading: Reading,
  { before, passage, sources }: InsideRequest,
  signal: AbortSignal,
): Promise<InsideReport> {
  const pause = cancellable(signal);
  const { network, training } = manifest.options;
  const model = new LanguageModel({ ...network, vocabularySize: reading.vocabulary.size }, tensors, operations);
  try {
    const shown = await readActivations(model, reading, before, passage, pause);
    const text = await textToLookAt(sources, { manifest, vocabularies }, pause);
    const ids = text?.ids ?? shown.ids;
    return {
      model: manifest.name,
      reach: {
        ...keptAt(manifest),
        timeSteps: training.timeSteps,
        lines: await gradientReach(model, ids, training.timeSteps),
      },
      tokens: shown.tokens,
      units: network.hiddenSize,
      layers: shown.layers,
      following: text ? await followingUnits(model, reading, text.ids, pause) : [],
      ...(text ? { lookedAt: { name: text.name, heldOut: text.heldOut, tokens: text.ids.length } } : {}),
    };
  } finally {
    model.dispose();
  }
}

interface LookedAt {
  name: string;
  heldOut: boolean;
  ids: Int32Array;
}

/**
 * What was held out of the model's own text; where that is too short or not there, the first text that is long enough. One that cannot be read
 * is passed over.
 */
async function textToLookAt(
  sources: readonly TextSource[],
  { manifest, vocabularies: [known] }: Pick<Stored, 'manifest' | 'vocabularies'>,
  pause: Pause,
): Promise<LookedAt | undefined> {
  const { validationFraction: fraction, seed } = manifest.options.training;
  const found: LookedAt[] = [];
  for (const source of sources) {
    const { name } = source;
    try {
      const read = await readToTrain(source, { fraction, seed }, pause);
      const { sha256, validationIds, corpus } = await prepareCorpus(name, read, manifest.options, pause, known);
      if (sha256 === manifest.source.sha256) found.unshift({ name, heldOut: true, ids: validationIds });
      found.push({ name, heldOut: false, ids: corpus.ids });
    } catch (thrown) {
      if (toUnrollError(thrown).code === 'cancelled') throw thrown;
    }
  }
  const text = found.find(({ ids }) => ids.length >= fewestTokensToFollow);
  return text && { ...text, ids: text.ids.subarray(0, mostTokens) };
}
