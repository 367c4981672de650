/** What an engine is: one object, made in a room of its own and listed in `engines.ts`. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { EngineName } from '../protocol/model';
import type { RecurrentArguments, Stepper, StepperPrecision, StepperWeights } from './contract';
import { UnrollError } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { message } from '../words/message';

export interface Engine {
  readonly name: EngineName;
  /** The name under which tfjs knows its backend. */
  readonly tensorflowName: string;
  /** Whether every machine has it: such an engine may stand in for one that does not start. */
  readonly embedded: boolean;
  /** Slow engines are taken only when no other one starts: nothing is measured on them. */
  readonly slow: boolean;
  /** Whether the person said where it is to be found: then that it does not start is told beside the choice; absent: never. */
  wanted?(): boolean;
  /**
   * Makes the backend known to tfjs, with our kernels where it has any, and starts it.
   * @returns what it computes with, in a few words
   * @throws UnrollError 'no-engine' that says why it cannot be used here
   */
  load(): Promise<Message>;
  /** Threads that split a batch of so many rows; `requested` 0 lets the machine decide. */
  threadsFor(requested: number, batchSize: number): number;
  /** Whether its kernel can play these arguments; absent: always. The composition plays the others. */
  playsRecurrent?(args: RecurrentArguments): boolean;
  /**
   * A stepper faster than the composition's; absent, or undefined when its kernels are not there.
   * @param precision that is good enough; a better one is always right
   */
  createStepper?(weights: StepperWeights, precision: StepperPrecision): Stepper | undefined;
  /** The memory of its tensors, where it is in reach: gradients are then shared without a copy between. */
  memory?(): TensorMemory | undefined;
}

export interface TensorMemory {
  /** A view that dies when anything allocates. */
  view(tensor: Tensor): Float32Array;
  /** Adds the parts to the tensor, each of its size, in their order. */
  addInto(tensor: Tensor, parts: readonly Float32Array[]): void;
}

/** @param name of the engine, or of what it computes with */
export const notStarted = (name: string): UnrollError =>
  new UnrollError('no-engine', message('engine.notStarted', { name }));
