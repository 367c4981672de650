/** When the loss stops being a number: back to the last good weights, at half the rate. */
import { tidy, zerosLike } from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../engine/contract';
import { UnrollError } from '../protocol/errors';
import type { NamedArray, Parameters } from './parameters';

const mostReturns = 5;

export class DivergenceGuard {
  /** Factor on the learning rate; halved at each return. */
  rateScale: number;
  private returns = 0;
  private good: { step: number; arrays: NamedArray[] };

  constructor(
    private readonly parameters: Parameters,
    private readonly optimiser: OptimiserState,
    rateScale: number,
  ) {
    this.rateScale = rateScale;
    this.good = { step: 0, arrays: parameters.snapshot() };
  }

  /** Remembers the present weights as sound. */
  markGood(step: number): void {
    this.good = { step, arrays: this.parameters.snapshot() };
  }

  /** Returns a line of plain words. @throws UnrollError when it has happened too often */
  recover(step: number): string {
    this.returns += 1;
    if (this.returns > mostReturns)
      throw new UnrollError(
        'bad-options',
        'The loss keeps growing without bound. Train again with a lower learning rate or a smaller clip norm.',
      );
    this.parameters.restore(this.good.arrays);
    for (const moment of [...this.optimiser.first, ...this.optimiser.second])
      tidy(() => {
        moment.assign(zerosLike(moment));
      });
    this.optimiser.step = 0;
    this.rateScale /= 2;
    return `The loss was no longer a number at step ${step}: back to the weights of step ${this.good.step}, with half the learning rate.`;
  }
}
