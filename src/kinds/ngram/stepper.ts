/** A table of counts behind the interface of a recurrent model: its state is the tokens it has read last. */
import type { Stepper } from '../../engine/contract';
import type { WittenBell } from '../../text/counting/wittenBell';

export class NgramStepper implements Stepper {
  /** The last order - 1 tokens at most. */
  private context: number[] = [];
  /** [V] */
  private readonly logits: Float32Array<ArrayBuffer>;
  private readonly remembered: number;

  constructor(private readonly model: WittenBell) {
    this.logits = new Float32Array(model.vocabularySize);
    this.remembered = model.counts.order - 1;
  }

  reset(): void {
    this.context = [];
  }

  /** Log probabilities of the next token: logits whose softmax is the distribution itself. */
  step(token: number): Float32Array {
    this.context.push(token);
    if (this.context.length > this.remembered) this.context.shift();
    const { logits } = this;
    this.model.distribution(this.context, logits);
    for (let v = 0; v < logits.length; v++) logits[v] = Math.log(logits[v]!);
    return logits;
  }

  save(): Float32Array {
    return Float32Array.from(this.context);
  }

  restore(state: Float32Array): void {
    this.context = [...state];
  }

  dispose(): void {
    this.context = [];
  }
}
