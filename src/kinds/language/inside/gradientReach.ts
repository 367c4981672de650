/** How the gradient of a prediction reaches back over the steps before it: `GradientReach` in protocol/inside.ts says what is measured. */
import {
  grads,
  reshape,
  slice,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
  type Rank,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Nudges } from '../../../engine/composition/trace';
import { cellOf } from '../../../protocol/cells';
import { zeroState } from '../../../nn/state';
import type { GradientReach } from '../../../protocol/inside';
import type { LanguageModel } from '../languageModel';

type Lines = GradientReach['lines'];

/** Places of the text that the mean is over; fewer of a large model, whose states of all steps are in memory at once. */
const mostRows = 8;
const mostValues = 100_000;
/** Training cuts off after so many steps; beyond that is seen what it leaves out. */
const beyond = 1.5;
const [fewestSteps, mostSteps] = [32, 192];

/**
 * @param ids of a text; too short a one has nothing to reach back over
 * @returns a line a layer and state, the top layer last; empty where there are fewer than three tokens
 */
export async function gradientReach(model: LanguageModel, ids: Int32Array, timeSteps: number): Promise<Lines> {
  const wanted = Math.min(mostSteps, Math.max(fewestSteps, Math.round(beyond * timeSteps)));
  const steps = Math.min(wanted, ids.length - 1);
  if (steps < 2) return [];
  const { layers, hiddenSize, cell } = model.shape;
  const rowsInMemory = Math.floor(mostValues / (steps * layers * hiddenSize));
  const rows = Math.max(1, Math.min(mostRows, rowsInMemory, Math.floor((ids.length - 1) / steps)));
  const starts = Array.from({ length: rows }, (_, row) => Math.floor((row * (ids.length - 1 - steps)) / rows));
  const gradients = gradientsInStates(model, ids, starts, steps);
  const states = cellOf(cell).cellState ? (['h', 'c'] as const) : (['h'] as const);
  const lines: Lines = [];
  for (let layer = 0; layer < layers; layer++)
    for (const [place, state] of states.entries()) {
      const gradient = gradients[layer * states.length + place]!;
      lines.push({ layer, state, norms: normsBack(await gradient.data<'float32'>(), steps, rows) });
      gradient.dispose();
    }
  return lines;
}

/** dL/dh, or dL/dh and dL/dc, [T, B, H] of each layer; L is summed over the rows, so that each row has the gradient of its own loss. */
function gradientsInStates(model: LanguageModel, ids: Int32Array, starts: readonly number[], steps: number): Tensor[] {
  const { layers, hiddenSize, cell } = model.shape;
  const rows = starts.length;
  const size: [number, number, number] = [steps, rows, hiddenSize];
  const { cellState } = cellOf(cell);
  return tidy(() => {
    const at = (step: number): number[] => starts.map(start => ids[start + step]!);
    const x = tensor2d(
      Array.from({ length: steps }, (_, step) => at(step)),
      [steps, rows],
      'int32',
    );
    const targets = tensor1d(at(steps), 'int32');
    const state = zeroState(model.shape, rows);
    const loss = (...added: Tensor[]): Scalar => {
      const nudges = added.map(nudge => reshape<Rank.R3>(nudge, size));
      const byLayer = Array.from({ length: layers }, (_, layer): Nudges =>
        cellState ? { h: nudges[2 * layer]!, c: nudges[2 * layer + 1]! } : { h: nudges[layer]! },
      );
      const top = model.trace(x, state, byLayer).at(-1)!.h;
      return model.lossAfter(
        reshape<Rank.R2>(slice(top, [steps - 1, 0, 0], [1, rows, hiddenSize]), [rows, hiddenSize]),
        targets,
      );
    };
    return grads(loss)(Array.from({ length: layers * (cellState ? 2 : 1) }, () => zeros(size)));
  });
}

/** Mean over the rows of the norm of each row's gradient, by steps back. @param gradient [T, B, H] */
function normsBack(gradient: Float32Array, steps: number, rows: number): number[] {
  const size = gradient.length / (steps * rows);
  return Array.from({ length: steps }, (_, back) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const from = ((steps - 1 - back) * rows + row) * size;
      sum += Math.hypot(...gradient.subarray(from, from + size));
    }
    return sum / rows;
  });
}
