/** When a loss or a gradient is not finite, training goes back to the last good weights and halves the learning rate. */
import { tidy, zerosLike } from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../engine/contract';
import { variablesOf } from '../engine/moments';
import { UnrollError } from '../protocol/errors';
import type { Position } from '../protocol/position';
import { message } from '../words/message';
import type { NamedArray, Parameters } from './parameters';
import type { Message } from '../protocol/message';

const mostReturns = 5;

interface Remembered {
  step: number;
  arrays: NamedArray[];
}

export const diverged = (): UnrollError => new UnrollError('bad-options', message('error.diverges'));

export class DivergenceGuard {
  /** Factor on the learning rate; halved at each return. */
  rateScale: number;
  private returns = 0;
  private good: Remembered;
  private proposed: Remembered | undefined;

  constructor(
    private readonly parameters: Parameters,
    private readonly optimiser: OptimiserState,
    { learningRateScale, step }: Pick<Position, 'learningRateScale' | 'step'>,
  ) {
    this.rateScale = learningRateScale;
    this.good = { step, arrays: parameters.snapshot() };
  }

  /** Remembers the present weights; they count as good once a step with them has been sound. Returns a copy of them. */
  propose(step: number): NamedArray[] {
    this.proposed = { step, arrays: this.parameters.snapshot() };
    return this.proposed.arrays;
  }

  /** A step from the weights last proposed, or from later ones, had a finite loss and finite gradients. */
  confirm(): void {
    this.good = this.proposed ?? this.good;
    this.proposed = undefined;
  }

  /** The present weights if all are finite, else the last good ones. */
  soundWeights(): NamedArray[] {
    const present = this.parameters.snapshot();
    return present.every(({ data }) => data.every(Number.isFinite)) ? present : this.good.arrays;
  }

  /** Returns what is to be said of it. @throws UnrollError when it has happened too often */
  recover(step: number): Message {
    this.returns += 1;
    if (this.returns > mostReturns) throw diverged();
    this.proposed = undefined;
    this.parameters.restore(this.good.arrays);
    for (const moment of this.optimiser.moments.flatMap(variablesOf)) tidy(() => moment.assign(zerosLike(moment)));
    this.optimiser.step = 0;
    this.rateScale /= 2;
    return message('note.diverged', { step, back: this.good.step });
  }
}
