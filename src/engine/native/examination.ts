/** What kernels answer to fixed questions of odd sizes: two sets of them can be held against each other. */
import { cellNames, cellOf } from '../../protocol/cells';
import { attentionFields } from '../wasm/attention';
import type { KernelExports } from '../wasm/module';
import { sequenceFields } from '../wasm/recurrent';

export interface Answer {
  question: string;
  values: Float32Array;
}

const floatBytes = 4;
const pageBytes = 65536;
/** Behind the first page, where WebAssembly kernels have their stack. */
const firstAddress = pageBytes;
const memoryPages = 64;

export const examinationMemory = (): WebAssembly.Memory => new WebAssembly.Memory({ initial: memoryPages });

/** Uniform in +-1/2, always the same: a linear congruential generator (Numerical Recipes). */
function numbers(count: number): Float32Array {
  let state = count;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}

/** Between two operands: no number, so that reading it shows in an answer. */
const guardWords = 20;
const guard = 0x7fc0abcd;

/** Hands out memory from the front, with guards between; operands lie on eight bytes that are not sixteen. */
class Desk {
  private next = firstAddress + 8;
  private readonly guards: number[] = [];

  constructor(readonly memory: WebAssembly.Memory) {}

  take(count: number): number {
    const at = this.next;
    const end = at + Math.ceil(count) * floatBytes;
    this.next = Math.ceil(end / 16 + guardWords / 4) * 16 + 8;
    if (this.next > this.memory.buffer.byteLength) throw new Error('The questions are too large.');
    this.guards.push(end);
    new Int32Array(this.memory.buffer, end, guardWords).fill(guard);
    return at;
  }

  /** Whether nothing was written beside the operands. */
  private intact(): boolean {
    const guards = this.guards.map(at => new Int32Array(this.memory.buffer, at, guardWords));
    return guards.every(words => words.every(word => word === guard));
  }

  floats(values: Float32Array | number): number {
    const array = typeof values === 'number' ? numbers(values) : values;
    const at = this.take(array.length);
    new Float32Array(this.memory.buffer, at, array.length).set(array);
    return at;
  }

  words(values: number[]): number {
    const at = this.take(values.length);
    new Int32Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  /** @throws Error when something was written beside an operand */
  read(at: number, count: number): Float32Array {
    if (!this.intact()) throw new Error('A kernel writes beside its operands.');
    return new Float32Array(this.memory.buffer, at, count).slice();
  }
}

/** Everything that the kernels can do, in a memory of examinationMemory's size. */
export function answersOf(kernels: KernelExports, memory: WebAssembly.Memory): Answer[] {
  return [
    ...products(kernels, new Desk(memory)),
    ...cellNames.flatMap(cell => sequence(kernels, new Desk(memory), cellOf(cell))),
    ...crossEntropy(kernels, new Desk(memory)),
    ...attention(kernels, new Desk(memory)),
    ...updates(kernels, new Desk(memory)),
    ...lookups(kernels, new Desk(memory)),
  ];
}

function products(kernels: KernelExports, desk: Desk): Answer[] {
  const [rows, columns, depth] = [29, 45, 300];
  const [a, b, c] = [desk.floats(rows * depth), desk.floats(depth * columns), desk.floats(rows * columns)];
  const scratch = desk.take(kernels.gemmScratch() / floatBytes);
  const answers = ([turnedA, turnedB]: readonly [boolean, boolean]): Answer => {
    const left = turnedA ? [floatBytes, rows * floatBytes] : [depth * floatBytes, floatBytes];
    const right = turnedB ? [floatBytes, depth * floatBytes] : [columns * floatBytes, floatBytes];
    const [aAcross = 0, aAlong = 0, bAlong = 0, bAcross = 0] = [...left, ...right];
    const stride = columns * floatBytes;
    kernels.gemm(a, aAcross, aAlong, b, bAlong, bAcross, c, stride, rows, columns, depth, Number(turnedB), scratch);
    return { question: `product, turned ${turnedA} ${turnedB}`, values: desk.read(c, rows * columns) };
  };
  const turned = [false, true].flatMap(first => [false, true].map(second => [first, second] as const));
  const all = turned.map(answers);
  const packed = desk.take(kernels.gemvBytes(depth, columns) / floatBytes);
  kernels.packGemv(packed, b, columns * floatBytes, depth, columns);
  kernels.gemv(c, a, packed, depth, columns);
  const row = desk.read(c, columns);
  const rounded = desk.take(kernels.gemvInt8Bytes(depth, columns) / floatBytes);
  kernels.packGemvInt8(rounded, b, columns * floatBytes, depth, columns);
  kernels.gemvInt8(c, a, rounded, depth, columns);
  return [
    ...all,
    { question: 'product of one row', values: row },
    { question: 'product of one row, int8', values: desk.read(c, columns) },
  ];
}

/** Forward and backward over four steps of five rows, the shortest row of two. */
function sequence(kernels: KernelExports, desk: Desk, cell: ReturnType<typeof cellOf>): Answer[] {
  const [T, B, I, H, G] = [4, 5, 6, 21, cell.gates];
  const [states, gates] = [T * B * H, T * B * G * H];
  const given = {
    ...{ cell: cell.kernelCode, blocks: G, reverse: 1, steps: T, rows: B, inputSize: I, hiddenSize: H, biases: 1 },
    ...{
      x: desk.floats(T * B * I),
      ids: 0,
      wx: desk.floats(I * G * H),
      wh: cell.hiddenWeights ? desk.floats(H * G * H) : 0,
    },
    ...{ b: desk.floats(G * H), h0: desk.floats(B * H), c0: cell.cellState ? desk.floats(B * H) : 0 },
    lengths: desk.words([4, 2, 3, 4, 4]),
  };
  const results: Record<string, number> = {
    ...{ h: states, hLast: B * H, cLast: B * H, gates, cells: states, dh: states, dhLast: B * H, dcLast: B * H },
    ...{ dx: T * B * I, dwx: I * G * H, dwh: H * G * H, db: G * H, dh0: B * H, dc0: B * H },
  };
  const places = Object.fromEntries(Object.entries(results).map(([name, count]) => [name, desk.floats(count)]));
  const operands: Record<string, number> = { ...given, ...places };
  const record = desk.words(sequenceFields.map(field => operands[field] ?? 0));
  const bytes = Math.max(kernels.forwardScratch(record), kernels.backwardScratch(record));
  operands['scratch'] = desk.take(bytes / floatBytes);
  const placed = desk.words(sequenceFields.map(field => operands[field] ?? 0));
  kernels.forward(placed);
  kernels.backward(placed);
  const absent = [
    ...(cell.cellState ? [] : ['cLast', 'cells', 'dc0', 'dcLast']),
    ...(cell.hiddenWeights ? [] : ['dwh']),
  ];
  return Object.entries(results)
    .filter(([name]) => !absent.includes(name))
    .map(([name, count]) => ({ question: `${cell.kernelCode}: ${name}`, values: desk.read(places[name]!, count) }));
}

function crossEntropy(kernels: KernelExports, desk: Desk): Answer[] {
  const [n, inputs, size] = [7, 11, 37];
  const [x, w, b] = [desk.floats(n * inputs), desk.floats(inputs * size), desk.floats(size)];
  const [targets, weights] = [desk.words([0, 36, 5, 17, -1, 9, 9]), desk.floats(n)];
  const [logits, dx, dw, db] = [n * size, n * inputs, inputs * size, size].map(count => desk.floats(count));
  const scratch = desk.take(kernels.gemmScratch() / floatBytes + 1);
  const loss = kernels.crossEntropy(x, w, b, targets, weights, logits!, n, inputs, size, 3, scratch);
  kernels.crossEntropyBackward(x, w, logits!, dx!, dw!, db!, n, inputs, size, scratch);
  return [
    { question: 'loss', values: Float32Array.of(loss) },
    { question: 'logits', values: desk.read(logits!, n * size) },
    { question: 'dx', values: desk.read(dx!, n * inputs) },
    { question: 'dw', values: desk.read(dw!, inputs * size) },
    { question: 'db', values: desk.read(db!, size) },
  ];
}

function attention(kernels: KernelExports, desk: Desk): Answer[] {
  const [S, B, H, C] = [4, 3, 19, 13];
  const sizes: Record<string, number> = {
    ...{ keys: S * B * H, values: S * B * C, query: B * H, score: H, weights: S * B, context: B * C },
    ...{ dContext: B * C, dKeys: S * B * H, dValues: S * B * C, dQuery: B * H, dScore: H, scratch: S },
  };
  const places = Object.fromEntries(Object.entries(sizes).map(([name, count]) => [name, desk.floats(count)]));
  const lengths = desk.words([4, 1, 2]);
  const operands: Record<string, number> = { steps: S, rows: B, hiddenSize: H, valueSize: C, lengths, ...places };
  const record = desk.words(attentionFields.map(field => operands[field] ?? 0));
  kernels.attend(record);
  kernels.attendBackward(record);
  return Object.entries(sizes).map(([name, count]) => ({
    question: `attention: ${name}`,
    values: desk.read(places[name]!, count),
  }));
}

function updates(kernels: KernelExports, desk: Desk): Answer[] {
  const size = 1043;
  const [p, g, m] = [desk.floats(size), desk.floats(size), desk.floats(size)];
  const v = desk.floats(numbers(size).map(Math.abs));
  kernels.sgd(p, g, size, 0.1);
  kernels.adam(p, g, m, v, size, 0.7, 0.01, 0.9, 0.999, 1e-8, 0.1, 0.001);
  const squares = kernels.squares(g, size);
  const blended = desk.floats(size);
  kernels.blend(blended, p, g, 0.3, -0.7, size);
  return [
    ...[p, m, v].map((at, i) => ({ question: `update ${i}`, values: desk.read(at, size) })),
    { question: 'blend', values: desk.read(blended, size) },
    { question: 'squares', values: Float32Array.of(squares) },
  ];
}

function lookups(kernels: KernelExports, desk: Desk): Answer[] {
  const [rows, size, n] = [5, 13, 6];
  const table = desk.floats(rows * size);
  const ids = desk.words([0, 4, 4, -1, 5, 2]);
  const [to, dropped] = [desk.floats(n * size), desk.floats(n * size)];
  kernels.gather(to, table, rows, ids, n, size);
  kernels.dropout(dropped, table, rows * size, Math.ceil(0.3 * 2 ** 24), 1 / 0.7, 4_000_000_000);
  const gathered = desk.read(to, n * size);
  kernels.scatterAdd(table, rows, ids, to, n, size);
  kernels.sum(to, to, dropped, n * size);
  const [gates, h, reset] = [desk.floats(3 * size), desk.floats(size), desk.floats(size)];
  kernels.gruReset(gates, h, reset, size);
  kernels.forwardRow(cellOf('gru').kernelCode, gates, h, reset, 0, 0, size);
  kernels.copy(h, gates, size);
  return [
    { question: 'gather', values: gathered },
    { question: 'dropout', values: desk.read(dropped, rows * size) },
    { question: 'scatter', values: desk.read(table, rows * size) },
    { question: 'sum', values: desk.read(to, n * size) },
    { question: 'one step', values: desk.read(reset, size) },
    { question: 'copy', values: desk.read(h, size) },
  ];
}

/** The largest difference of two answers, as a share of the largest number in them; infinite where one is no number. */
export function gapBetween(a: Answer, b: Answer): number {
  const largest = b.values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
  return a.values.reduce((most, value, i) => {
    const gap = Math.abs(value - b.values[i]!) / largest;
    return gap >= 0 ? Math.max(most, gap) : Infinity;
  }, 0);
}
