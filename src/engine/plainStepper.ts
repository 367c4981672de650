/** A stepper in plain JavaScript: for backends without one of their own. Formulas and gate order as in `contract.ts`. */
import { gateCount, type Stepper, type StepperWeights } from './contract';

interface Layer {
  /** Width of its input. */
  inputSize: number;
  wx: Float32Array;
  wh: Float32Array | undefined;
  b: Float32Array;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export class PlainStepper implements Stepper {
  private readonly layers: Layer[];
  /** h of every layer, then c of every layer. */
  private readonly state: Float32Array;
  /** Pre-activations of one layer [G*H]. */
  private readonly gates: Float32Array;
  /** Input part of the GRU's candidate and its reset hidden state [H]. */
  private readonly resetState: Float32Array;
  private readonly logits: Float32Array;

  constructor(private readonly weights: StepperWeights) {
    const { hiddenSize, embedding, embeddingSize, vocabularySize } = weights;
    this.layers = weights.layers.map(({ wx, wh, b }, index) => ({
      wx,
      wh,
      b,
      inputSize: index > 0 ? hiddenSize : embedding ? embeddingSize : vocabularySize,
    }));
    this.state = new Float32Array(2 * this.layers.length * hiddenSize);
    this.gates = new Float32Array(gateCount[weights.cell] * hiddenSize);
    this.resetState = new Float32Array(hiddenSize);
    this.logits = new Float32Array(vocabularySize);
  }

  reset(): void {
    this.state.fill(0);
  }

  save(): Float32Array {
    return this.state.slice();
  }

  restore(state: Float32Array): void {
    this.state.set(state);
  }

  dispose(): void {
    this.layers.length = 0;
  }

  step(token: number): Float32Array {
    const { hiddenSize, embedding, embeddingSize, outputWeight, outputBias } = this.weights;
    let input = embedding?.subarray(token * embeddingSize, (token + 1) * embeddingSize);
    this.layers.forEach((layer, index) => {
      this.gates.set(layer.b);
      if (input) accumulate(this.gates, input, layer.wx, 0, this.gates.length);
      else addRow(this.gates, layer.wx, token);
      const h = this.state.subarray(index * hiddenSize, (index + 1) * hiddenSize);
      const c = this.state.subarray(
        (this.layers.length + index) * hiddenSize,
        (this.layers.length + index + 1) * hiddenSize,
      );
      this.advance(layer, h, c);
      input = h;
    });
    this.logits.set(outputBias);
    if (input) accumulate(this.logits, input, outputWeight, 0, this.logits.length);
    return this.logits;
  }

  /** One cell, from the input's part of the pre-activations in `gates` to the next h (and c), in place. */
  private advance({ wh }: Layer, h: Float32Array, c: Float32Array): void {
    const { gates } = this;
    const size = h.length;
    const { cell } = this.weights;
    if (cell === 'gru') {
      if (wh) this.gruCandidate(wh, h);
    } else if (wh) accumulate(gates, h, wh, 0, gates.length);
    for (let j = 0; j < size; j++) {
      const first = gates[j]!;
      const second = gates[size + j] ?? 0;
      const third = gates[2 * size + j] ?? 0;
      switch (cell) {
        case 'rnn':
          h[j] = Math.tanh(first);
          break;
        case 'rnn-relu':
          h[j] = Math.max(0, first);
          break;
        case 'residual':
          h[j]! += Math.tanh(first);
          break;
        case 'coupled':
          h[j] = sigmoid(first) * h[j]! + (1 - sigmoid(first)) * Math.tanh(second);
          break;
        case 'independent':
          h[j] = sigmoid(second) * h[j]! + sigmoid(first) * Math.tanh(third);
          break;
        case 'min-gru':
          h[j] = (1 - sigmoid(first)) * h[j]! + sigmoid(first) * (second >= 0 ? second + 0.5 : sigmoid(second));
          break;
        case 'gru':
          h[j] = second * h[j]! + (1 - second) * Math.tanh(third);
          break;
        case 'lstm':
          c[j] = sigmoid(second) * c[j]! + sigmoid(first) * Math.tanh(third);
          h[j] = sigmoid(gates[3 * size + j]!) * Math.tanh(c[j]!);
          break;
      }
    }
  }

  /** r and z become gates; the candidate reads r * h: the reset comes before the product. */
  private gruCandidate(wh: Float32Array, h: Float32Array): void {
    const { gates, resetState } = this;
    const size = h.length;
    accumulate(gates, h, wh, 0, 2 * size);
    for (let j = 0; j < 2 * size; j++) gates[j] = sigmoid(gates[j]!);
    for (let j = 0; j < size; j++) resetState[j] = gates[j]! * h[j]!;
    accumulate(gates, resetState, wh, 2 * size, 3 * size);
  }
}

/** out[from..to) += x . w[:, from..to), w of as many columns as `out`. */
function accumulate(out: Float32Array, x: Float32Array, w: Float32Array, from: number, to: number): void {
  for (let i = 0; i < x.length; i++) {
    const factor = x[i]!;
    const row = i * out.length;
    for (let j = from; j < to; j++) out[j]! += factor * w[row + j]!;
  }
}

function addRow(out: Float32Array, w: Float32Array, row: number): void {
  for (let j = 0; j < out.length; j++) out[j]! += w[row * out.length + j]!;
}
