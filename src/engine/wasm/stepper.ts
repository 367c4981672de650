/** A stepper whose weights and state lie in wasm memory, packed for reading once, forward; a step allocates nothing. */
import { cellOf, type Cell } from '../../protocol/cells';
import { normalise } from '../normalise';
import type { NormWeights, Stepper, StepperPrecision, StepperWeights } from '../contract';
import type { Device } from './kernel';
import { Room, type Matrix, type Part } from './room';

const floatBytes = 4;

interface Layer {
  /** What the layer below is multiplied with; for token ids the address of a plain [V, G*H], of which one row is read. */
  wx: Matrix | number;
  /** All columns, or those of r and z where the candidate reads r * h; absent for cells without hidden weights. */
  wh?: Matrix;
  /** The columns of that candidate. */
  whCandidate?: Matrix;
  b: number;
  norm?: NormWeights;
  h: number;
  c: number;
}

export class WasmStepper implements Stepper {
  private readonly room: Room;
  private readonly cell: Cell;
  private readonly hiddenSize: number;
  private readonly columns: number;
  private readonly vocabularySize: number;
  private readonly embeddingSize: number;
  /** [V, E], or 0 */
  private readonly embedding: number;
  private readonly layers: Layer[];
  private readonly projection: Matrix | undefined;
  /** The product with it. */
  private readonly projected: number;
  private readonly output: Matrix;
  private readonly outputBias: number;
  /** h of every layer, then c of every layer. */
  private readonly state: number;
  private readonly stateSize: number;
  private readonly gates: number;
  /** r * h */
  private readonly resetState: number;
  /** What is read of a layer with a norm. */
  private readonly normedState: number;
  private readonly logits: number;
  private view: Float32Array;

  constructor(
    weights: StepperWeights,
    private readonly device: Device,
    private readonly precision: StepperPrecision = 'float32',
  ) {
    const room = new Room(device);
    this.room = room;
    this.cell = cellOf(weights.cell);
    this.hiddenSize = weights.hiddenSize;
    this.columns = this.cell.gates * weights.hiddenSize;
    this.vocabularySize = weights.vocabularySize;
    this.embeddingSize = weights.embeddingSize;
    this.stateSize = 2 * weights.layers.length * weights.hiddenSize;
    this.state = room.take(this.stateSize);
    this.gates = room.take(this.columns);
    this.resetState = room.take(weights.hiddenSize);
    this.normedState = room.take(weights.hiddenSize);
    this.logits = room.take(weights.vocabularySize);
    this.embedding = weights.embedding ? room.keep(weights.embedding) : 0;
    this.layers = weights.layers.map((layer, index) => this.place(layer, index, weights));
    const { projection, embeddingSize, hiddenSize } = weights;
    this.projection = projection && this.pack(projection, hiddenSize);
    this.projected = projection ? room.take(embeddingSize) : 0;
    this.output = this.pack(weights.outputWeight, projection ? embeddingSize : hiddenSize);
    this.outputBias = room.keep(weights.outputBias);
    this.view = device.memory.floats(this.logits, this.vocabularySize);
    this.reset();
  }

  reset(): void {
    this.device.memory.floats(this.state, this.stateSize).fill(0);
  }

  save(): Float32Array {
    return this.device.memory.floats(this.state, this.stateSize).slice();
  }

  restore(state: Float32Array): void {
    this.device.memory.floats(this.state, this.stateSize).set(state);
  }

  dispose(): void {
    this.room.dispose();
    this.layers.length = 0;
  }

  step(token: number): Float32Array {
    const { exports, memory } = this.device;
    const { layers, gates, columns, logits, vocabularySize } = this;
    let input = this.embedding && this.embedding + token * this.embeddingSize * floatBytes;
    for (const layer of layers) {
      if (typeof layer.wx === 'number') exports.sum(gates, layer.wx + token * columns * floatBytes, layer.b, columns);
      else {
        exports.copy(gates, layer.b, columns);
        this.multiply(gates, input, layer.wx);
      }
      this.advance(layer);
      input = layer.norm ? this.normed(layer.h, layer.norm) : layer.h;
    }
    if (this.projection) {
      memory.floats(this.projected, this.embeddingSize).fill(0);
      this.multiply(this.projected, input, this.projection);
      input = this.projected;
    }
    exports.copy(logits, this.outputBias, vocabularySize);
    this.multiply(logits, input, this.output);
    // A view is invalid once the memory has grown.
    if (this.view.length === 0) this.view = memory.floats(logits, vocabularySize);
    return this.view;
  }

  /** h and c in place, from the input's part of the pre-activations in `gates`. */
  private advance({ wh, whCandidate, h, c }: Layer): void {
    const { exports } = this.device;
    const { gates, hiddenSize, resetState } = this;
    if (wh) this.multiply(gates, h, wh);
    if (whCandidate) {
      exports.gruReset(gates, h, resetState, hiddenSize);
      this.multiply(gates + 2 * hiddenSize * floatBytes, resetState, whCandidate);
    }
    exports.forwardRow(this.cell.kernelCode, gates, h, h, c, c, hiddenSize);
  }

  private normed(h: number, norm: NormWeights): number {
    const { memory } = this.device;
    normalise(memory.floats(h, this.hiddenSize), norm, memory.floats(this.normedState, this.hiddenSize));
    return this.normedState;
  }

  /** y += x w */
  private multiply(y: number, x: number, { blocks, precision }: Matrix): void {
    const { exports } = this.device;
    for (const { address, rows, columns, row, column } of blocks) {
      const [to, from] = [y + column * floatBytes, x + row * floatBytes];
      if (precision === 'int8') exports.gemvInt8(to, from, address, rows, columns);
      else exports.gemv(to, from, address, rows, columns);
    }
  }

  private pack(w: Float32Array, rows: number): Matrix {
    const all = { from: 0, columns: w.length / rows, at: { row: 0, column: 0 } };
    return this.room.pack(w, rows, [all], this.precision);
  }

  /** The hidden weights [H / heads, G*H] of some gates: each head reads its own part of the state. */
  private packHidden(wh: Float32Array, gates: { from: number; to: number }, heads: number): Matrix {
    const { hiddenSize } = this;
    const units = hiddenSize / heads;
    // One head has its gates side by side.
    const [width, count] = heads === 1 ? [hiddenSize * (gates.to - gates.from), 1] : [units, gates.to - gates.from];
    const parts = Array.from({ length: heads * count }, (_, index): Part => {
      const [head, gate] = [index % heads, Math.floor(index / heads)];
      const column = gate * hiddenSize + head * units;
      return { from: gates.from * hiddenSize + column, columns: width, at: { row: head * units, column } };
    });
    return this.room.pack(wh, units, parts, this.precision);
  }

  private place(layer: StepperWeights['layers'][number], index: number, weights: StepperWeights): Layer {
    const { room, columns, hiddenSize, state } = this;
    const ids = index === 0 && !weights.embedding;
    const { gates, resetsBefore } = this.cell;
    const split = resetsBefore ? 2 : gates;
    const { wh, norm } = layer;
    const hidden = (from: number, to: number): Matrix | undefined =>
      wh && from < to ? this.packHidden(wh, { from, to }, weights.heads ?? 1) : undefined;
    const [ofState, ofCandidate] = [hidden(0, split), hidden(split, gates)];
    return {
      wx: ids ? room.keep(layer.wx) : this.pack(layer.wx, layer.wx.length / columns),
      ...(ofState && { wh: ofState }),
      ...(ofCandidate && { whCandidate: ofCandidate }),
      b: room.keep(layer.b),
      ...(norm && { norm }),
      h: state + index * hiddenSize * floatBytes,
      c: state + (weights.layers.length + index) * hiddenSize * floatBytes,
    };
  }
}
