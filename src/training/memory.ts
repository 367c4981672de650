/** How much memory a training takes, estimated before any of it is taken; figures: `node scripts/unit.mjs training/memory`. */
import { freemem, totalmem } from 'node:os';
import { engineNamed } from '../engine/engines';
import { threadCount } from '../engine/parallel/threadCount';
import type { TrainingOptions } from '../options/language';
import { UnrollError } from '../protocol/errors';
import type { EngineChoice } from '../protocol/model';
import { message } from '../words/message';

/** What a model of some hidden size is made of, in float32 numbers. */
export interface TrainingSize {
  parameters: number;
  /** What a step keeps for its gradients, of the whole batch. */
  activations: number;
  /** Copies of the weights that are made when training has ended, to adapt and to judge: as measured. */
  copiesAtEnd: number;
}

export interface ModelSize {
  hiddenSize: number;
  /** With another hidden size, too: what fits is looked for. */
  of(hiddenSize: number): TrainingSize;
}

const bytesPerNumber = 4;
/** Node, the engine, the vocabulary: before the first weight. */
const bytesOfProcess = 110 * 2 ** 20;
const bytesOfThread = 45 * 2 ** 20;
/** Copies of the weights in each thread: weights, gradients, two moments, arrays of the update, packed copies of the kernels. */
const copiesInThread = 6;
/**
 * Of the text: as it was read, its tokens, what is counted in it and looked for. 12 where tokens are characters, 17 of words, 19 of byte pairs: 3 and
 * 12 MB trained with 8 units.
 */
const bytesOfCharacter = 16;
/** In all threads together: initial, best and last sound weights, a checkpoint and its file. */
const copiesOnce = 8;
/** WebAssembly addresses 4 GB, of which a part is lost between its blocks. */
const mostOfThread = 3.5 * 2 ** 30;

const ofThread = ({ parameters, activations }: TrainingSize, threads: number): number =>
  bytesPerNumber * (copiesInThread * parameters + activations / threads);

/** Bytes that a training takes at most. */
export const bytesToTrain = (size: TrainingSize, threads: number, characters: number): number =>
  bytesOfProcess +
  bytesOfCharacter * characters +
  threads * (bytesOfThread + ofThread(size, threads)) +
  bytesPerNumber * size.parameters * (copiesOnce + size.copiesAtEnd + (threads > 1 ? 3 * threads : 0));

/** What there is: what the system calls available; a Mac counts what it could take back at once as used. */
const bytesThereAre = (): number =>
  // What this process has is part of what it needs.
  process.platform === 'darwin' ? 0.75 * totalmem() : freemem() + process.memoryUsage.rss();

/**
 * @param characters of the text that has been read
 * @throws UnrollError 'bad-options' for a model that does not fit into memory, with the hidden size that would
 */
export function assertFits(
  { size, training }: { size?: ModelSize; training: Pick<TrainingOptions, 'threads' | 'batchSize'> },
  engine: EngineChoice,
  characters: number,
  available = bytesThereAre(),
): void {
  if (!size) return;
  const { hiddenSize } = size;
  const threads = threadCount(training.threads, training.batchSize);
  // An engine without a memory of its own keeps its tensors where the process keeps all else.
  const room = engine !== 'auto' && engineNamed(engine).memory === undefined ? Infinity : mostOfThread;
  const fits = (hidden: number): boolean =>
    bytesToTrain(size.of(hidden), threads, characters) <= available && ofThread(size.of(hidden), threads) <= room;
  if (fits(hiddenSize)) return;
  const need = bytesToTrain(size.of(hiddenSize), threads, characters);
  // What a thread can address is less than what there may be.
  const there = need <= available ? threads * mostOfThread : available;
  let [small, large] = [0, hiddenSize];
  while (large - small > 1) {
    const middle = (small + large) >> 1;
    if (fits(middle)) small = middle;
    else large = middle;
  }
  throw new UnrollError(
    'bad-options',
    small === 0
      ? message('error.tooLittleMemory', { need, there })
      : message('error.tooLittleMemoryFor', { need, there, hiddenSize: small }),
  );
}
