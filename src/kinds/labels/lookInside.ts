/** What happens inside the network of a classifier as it reads a passage, and how its label reaches back. */
import * as tf from '@tensorflow/tfjs-core';
import type { InsideReport } from '../../protocol/inside';
import type { ManifestOf } from '../../store/types';
import { runWithPauses } from '../../text/pausable';
import { tokenise } from '../../text/tokens/tokenise';
import type { Pause } from '../../training/pause';
import { keptAt, piecesOf } from '../inside/report';
import { mostTokensOf, signalsOf } from '../inside/signals';
import { seenInPassage } from '../inside/wholePassage';
import { unknownToken } from '../../text/tokens/vocabulary';
import type { LabelModel } from './network/model';
import { stackShape } from './network/shape';
import { encodingTexts, says, type Reading } from './prepareLabels';

export async function lookInsideLabels(
  manifest: ManifestOf<'labels'>,
  model: LabelModel,
  labels: readonly string[],
  reading: Reading,
  given: string,
  pause: Pause,
): Promise<InsideReport> {
  const passage = given.normalize('NFC');
  const shape = stackShape(model.shape);
  const layers = shape.layers * (shape.bidirectional ? 2 : 1);
  const most = mostTokensOf(layers * signalsOf(shape.cell).length, shape.hiddenSize);
  const length = Math.min(most, manifest.options.text.maxLength);
  const encoded = await runWithPauses(encodingTexts([passage], reading, length), pause);
  const ids = encoded.packed().ids;
  const written = tokenise(passage, reading.tokeniser).filter(says).slice(0, length);
  const x = tf.tensor2d(ids, [ids.length, 1], 'int32');
  try {
    const label = tf.tidy(() => tf.argMax(model.scoresAfter(model.trace(x)), 1).dataSync()[0]!);
    const { lines, ...seen } = await seenInPassage(
      {
        shape,
        steps: ids.length,
        trace: nudges => model.trace(x, nudges),
        score: traces => tf.sum(tf.slice(model.scoresAfter(traces), [0, label], [1, 1])),
      },
      pause,
    );
    return {
      model: manifest.name,
      answer: { what: 'label', name: labels[label]! },
      reach: { ...keptAt(manifest), timeSteps: manifest.options.text.maxLength, lines },
      tokens: piecesOf(passage, written.length > 0 ? written : [unknownToken]),
      ...seen,
    };
  } finally {
    x.dispose();
  }
}
