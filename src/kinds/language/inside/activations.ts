/** What every unit does over a passage. */
import { valuesOf } from '../../../engine/values';
import type { Reading } from '../../../predictor/reading';
import { tokensBefore } from '../../../predictor/surprisal';
import { cellOf } from '../../../protocol/cells';
import type { LayerSignals } from '../../../protocol/inside';
import { encodeWith } from '../../../text/tokens/corpus';
import { placesOf } from '../../../text/tokens/places';
import { tokenise } from '../../../text/tokens/tokenise';
import type { Pause } from '../../../training/pause';
import type { LanguageModel } from '../languageModel';
import { asBytes, mostTokensOf, sequencesOf, signalsOf } from '../../inside/signals';
import { readInChunks } from './readInChunks';

export interface Activations {
  tokens: string[];
  ids: Int32Array;
  layers: LayerSignals[];
}

/** @param before what stands before the passage; its end is read first */
export async function readActivations(
  model: LanguageModel,
  { vocabulary, tokeniser }: Reading,
  before: string,
  passage: string,
  pause: Pause,
): Promise<Activations> {
  const { layers, hiddenSize, cell } = model.shape;
  const signals = signalsOf(cell);
  const most = mostTokensOf(layers * signals.length, hiddenSize);
  const tokens = tokenise(passage, tokeniser).slice(0, most);
  const places = placesOf(passage, tokens);
  const lineEnd = vocabulary.index('\n');
  const known = cellOf(cell).forgets ? encodeWith(vocabulary, tokeniser, before).ids.subarray(-tokensBefore) : [];
  const ids = Int32Array.from([lineEnd, ...known, ...tokens.map(token => vocabulary.index(token))]);
  const first = ids.length - tokens.length;
  const values = signals.map(() => Array.from({ length: layers }, () => new Float32Array(tokens.length * hiddenSize)));
  await readInChunks(model, ids, 1, pause, (traces, start) => {
    traces.forEach((trace, layer) => {
      sequencesOf(trace).forEach((sequence, signal) => {
        const read = valuesOf(sequence);
        const skipped = Math.max(0, first - start) * hiddenSize;
        if (skipped < read.length)
          values[signal]![layer]!.set(read.subarray(skipped), Math.max(0, start - first) * hiddenSize);
      });
    });
  });
  return {
    tokens: places.map(({ from, to }, index) => passage.slice(index === 0 ? 0 : from, places[index + 1]?.from ?? to)),
    ids,
    layers: Array.from({ length: layers }, (_, layer) => ({
      layer,
      signals: signals.map((signal, place) => asBytes(signal, values[place]![layer]!)),
    })),
  };
}
