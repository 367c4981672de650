/** The loss of a model on a text it does not train on. */
import { dispose, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { scalarOf } from '../../engine/scalar';
import type { LanguageModel } from './languageModel';
import { cellOf } from '../../protocol/cells';
import { disposeState, keepState } from '../../nn/state';

/** Rows shrink on short texts so that each still reads far beyond its cold start. */
const evaluationRows = 32;
const shortestRow = 256;

/**
 * Mean loss in nats per token over `ids`, read as B contiguous rows with the state carried along each row where the cell forgets. `pause`
 * is awaited between chunks so that long evaluations stay interruptible; it may throw to end one.
 */
export async function evaluate(
  model: LanguageModel,
  ids: Int32Array,
  pause: () => Promise<void>,
  timeSteps = 64,
): Promise<number> {
  const predicted = ids.length - 1;
  if (predicted < 1) return NaN;
  const rows = Math.max(1, Math.min(evaluationRows, Math.floor(predicted / shortestRow)));
  const length = Math.floor(predicted / rows);
  let state = model.zeroState(rows);
  let sum = 0;
  for (let start = 0; start < length; start += timeSteps) {
    const steps = Math.min(timeSteps, length - start);
    const inputs = tensor2d(column(ids, rows, length, start, steps), [steps, rows], 'int32');
    const targets = tensor2d(column(ids, rows, length, start + 1, steps), [steps, rows], 'int32');
    const previous = state;
    const loss = tidy(() => {
      const result = model.loss({ inputs, targets, state: previous, divisor: 1 });
      state = cellOf(model.shape.cell).forgets ? keepState(result.state) : model.zeroState(rows);
      return result.loss;
    });
    sum += await scalarOf(loss);
    dispose([inputs, targets]);
    disposeState(previous);
    try {
      await pause();
    } catch (thrown) {
      disposeState(state);
      throw thrown;
    }
  }
  disposeState(state);
  return sum / (rows * length);
}

/** ids[row * length + start + t] as time-major [t * rows + row]. */
function column(ids: Int32Array, rows: number, length: number, start: number, steps: number): Int32Array {
  const part = new Int32Array(steps * rows);
  for (let t = 0; t < steps; t++)
    for (let row = 0; row < rows; row++) part[t * rows + row] = ids[row * length + start + t]!;
  return part;
}
