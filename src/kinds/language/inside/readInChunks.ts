/** Reads a text with a trace of what happens inside. */
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { RecurrentTrace } from '../../../engine/composition/trace';
import { lastOf } from '../../../nn/stackTrace';
import { disposeState, keepState, zeroState, type HiddenState } from '../../../nn/state';
import { cellOf } from '../../../protocol/cells';
import type { Pause } from '../../../training/pause';
import type { LanguageModel } from '../languageModel';

const chunk = 64;

/** Reads `ids` as contiguous rows side by side, the state carried along each where the cell forgets. @param seen lives until it returns */
export async function readInChunks(
  model: LanguageModel,
  ids: Int32Array,
  rows: number,
  pause: Pause,
  seen: (traces: RecurrentTrace[], start: number) => void,
): Promise<void> {
  const length = Math.floor(ids.length / rows);
  const fresh = (): HiddenState => keepState(zeroState(model.shape, rows));
  let state = fresh();
  try {
    for (let start = 0; start < length; start += chunk) {
      const steps = Math.min(chunk, length - start);
      const part = Int32Array.from(
        { length: steps * rows },
        (_, at) => ids[(at % rows) * length + start + Math.floor(at / rows)]!,
      );
      const before = state;
      tidy(() => {
        const traces = model.trace(tensor2d(part, [steps, rows], 'int32'), before);
        seen(traces, start);
        state = cellOf(model.shape.cell).forgets ? keepState(traces.map(trace => lastOf(trace))) : fresh();
      });
      disposeState(before);
      await pause();
    }
  } finally {
    disposeState(state);
  }
}
