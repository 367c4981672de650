/** The recurrent kernels: operands and outputs laid out for the module, which runs the whole sequence. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { cellOf } from '../../protocol/cells';
import { sizeOf, type Attributes, type Device, type Kernel, type Operands } from './kernel';

/** The words of `SequenceWords` in ../c/sequence.h, in its order. */
export const sequenceFields = [
  ...(['cell', 'blocks', 'reverse', 'steps', 'rows', 'inputSize', 'hiddenSize', 'biases'] as const),
  ...(['x', 'ids', 'wx', 'wh', 'b', 'h0', 'c0', 'lengths'] as const),
  ...(['h', 'hLast', 'cLast', 'gates', 'cells'] as const),
  ...(['dh', 'dhLast', 'dcLast', 'dx', 'dwx', 'dwh', 'db', 'dh0', 'dc0', 'scratch'] as const),
] as const;
type Sequence = Partial<Record<(typeof sequenceFields)[number], number>>;

const recordBytes = sequenceFields.length * 4;
const floatBytes = 4;

function write({ memory }: Device, at: number, sequence: Sequence): number {
  memory.words(at, sequenceFields.length).set(sequenceFields.map(field => sequence[field] ?? 0));
  return at;
}

/** What both directions know of the layer. */
function describe(
  operands: Operands,
  { cell, reverse }: Pick<Attributes, 'cell' | 'reverse'>,
): Required<Pick<Sequence, 'steps' | 'rows' | 'hiddenSize'>> & Sequence {
  const x = operands.get('x');
  const [steps = 0, rows = 0] = x.shape;
  const here = Object.fromEntries(
    (['wx', 'wh', 'b', 'h0', 'c0', 'lengths'] as const).map(name => [name, operands.address(name)]),
  );
  return {
    ...here,
    cell: cellOf(cell).kernelCode,
    blocks: cellOf(cell).gates,
    reverse: Number(reverse),
    steps,
    rows,
    inputSize: operands.matrix('wx')[0],
    biases: operands.matrix('b')[0],
    hiddenSize: operands.matrix('h0')[1],
    [x.dtype === 'int32' ? 'ids' : 'x']: operands.address('x'),
  };
}

/** Runs with scratch of the size that `measure` answers, and `extra` bytes behind it. */
function run(
  device: Device,
  sequence: Sequence,
  measure: 'forwardScratch' | 'backwardScratch',
  play: 'forward' | 'backward',
  extra: { bytes: number; place: (address: number) => Sequence } = { bytes: 0, place: () => ({}) },
): void {
  const { memory, exports } = device;
  const scratchBytes = exports[measure](write(device, memory.arena(recordBytes), sequence));
  const arena = memory.arena(recordBytes + scratchBytes + extra.bytes);
  const scratch = arena + recordBytes;
  exports[play](write(device, arena, { ...sequence, ...extra.place(scratch + scratchBytes), scratch }));
}

export const recurrentForward: Kernel = (device, operands, attributes) => {
  const { memory } = device;
  const { cell, train } = attributes;
  const described = describe(operands, attributes);
  const { steps, rows, hiddenSize } = described;
  const states = steps * rows * hiddenSize;
  const { gates: blocks, cellState } = cellOf(cell);
  const gates = states * blocks;
  const tapeSize = gates + (cellState ? states : 0);

  const h = memory.output([steps, rows, hiddenSize]);
  const hLast = memory.output([rows, hiddenSize]);
  const cLast = memory.output(cellState ? [rows, hiddenSize] : [0]);
  const tape = memory.output([train ? tapeSize : 0]);
  const sequence = {
    ...described,
    h: memory.address(h),
    hLast: memory.address(hLast),
    cLast: memory.address(cLast),
  };
  const place = (address: number): Sequence => ({ gates: address, cells: address + gates * floatBytes });
  run(
    device,
    { ...sequence, ...place(memory.address(tape)) },
    'forwardScratch',
    'forward',
    train ? undefined : { bytes: tapeSize * floatBytes, place },
  );
  return [h, hLast, cLast, tape];
};

export const recurrentBackward: Kernel = (device, operands, attributes) => {
  const { memory } = device;
  const { cell, wantDx } = attributes;
  const described = describe(operands, attributes);
  const { steps, rows, hiddenSize } = described;
  const gates = operands.address('tape');

  const like = (name: string, wanted = true): TensorInfo =>
    memory.output(wanted && operands.find(name) ? operands.shape(name) : [0]);
  const outputs = [
    like('x', wantDx && operands.get('x').dtype !== 'int32'),
    ...['wx', 'wh', 'b', 'h0', 'c0'].map(name => like(name)),
  ];
  const [dx = 0, dwx = 0, dwh = 0, db = 0, dh0 = 0, dc0 = 0] = outputs.map(tensor =>
    sizeOf(tensor.shape) > 0 ? memory.address(tensor) : 0,
  );
  const given = Object.fromEntries(
    (['h', 'dh', 'dhLast', 'dcLast'] as const).map(name => [name, operands.address(name)]),
  );
  const cells = gates + steps * rows * hiddenSize * cellOf(cell).gates * floatBytes;
  const sequence = { ...described, ...given, gates, cells, dx, dwx, dwh, db, dh0, dc0 };
  run(device, sequence, 'backwardScratch', 'backward');
  return outputs;
};
