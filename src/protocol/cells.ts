/**
 * The recurrent cells, one record each, with all properties that other code uses. Formulas and gate order are in
 * engine/contract.ts, their code in engine/composition/cells, engine/c and engine/tfjsNode.
 */

export type GateName = 'input' | 'forget' | 'output' | 'reset' | 'update';

interface CellShape {
  name: string;
  /** G: column blocks of its weights. */
  gates: number;
  /** Its gates (values between 0 and 1) in the order of its formula (engine/composition/cells). */
  gateNames: readonly GateName[];
  /** Whether it multiplies its state by hidden weights [H, G*H]. */
  hiddenWeights: boolean;
  /** Whether it has a cell state c besides the hidden state h. */
  cellState: boolean;
  /** Whether the last block's product reads r * h instead of h (PyTorch's GRU applies r after the product). */
  resetsBefore: boolean;
  /** Whether the state can be carried over a whole text; without forgetting, it grows with every token. */
  forgets: boolean;
  /** Its value in the `enum` of engine/c/cells.h. */
  kernelCode: number;
}

const usual = { gateNames: [], hiddenWeights: true, cellState: false, resetsBefore: false, forgets: true } as const;

const list = [
  { ...usual, name: 'rnn', gates: 1, kernelCode: 0 },
  { ...usual, name: 'rnn-relu', gates: 1, kernelCode: 1 },
  { ...usual, name: 'gru', gates: 3, gateNames: ['reset', 'update'], kernelCode: 5, resetsBefore: true },
  { ...usual, name: 'lstm', gates: 4, gateNames: ['input', 'forget', 'output'], kernelCode: 6, cellState: true },
  { ...usual, name: 'residual', gates: 1, kernelCode: 2, forgets: false },
  { ...usual, name: 'coupled', gates: 2, gateNames: ['forget'], kernelCode: 3 },
  { ...usual, name: 'independent', gates: 3, gateNames: ['input', 'forget'], kernelCode: 4 },
  { ...usual, name: 'min-gru', gates: 2, gateNames: ['update'], kernelCode: 7, hiddenWeights: false },
] as const satisfies readonly CellShape[];

export type CellName = (typeof list)[number]['name'];

export interface Cell extends CellShape {
  name: CellName;
}

const cells: readonly Cell[] = list;

/** In the order of lists to pick from. */
export const cellNames: readonly CellName[] = list.map(({ name }) => name);

export const cellOf = (name: CellName): Cell => cells.find(cell => cell.name === name)!;
