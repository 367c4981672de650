/** Both ends of a group of replicas: the thread that starts it, and the threads it starts. */
import { Worker, workerData } from 'node:worker_threads';
import { UnrollError } from '../../protocol/errors';
import { message } from '../../words/message';
import { createMemory, MeetingPlace, type MeetingPlaceMemory } from './meetingPlace';
import { soloReplica, type Replica } from './replica';
import { sharedReplica } from './sharedReplica';

export interface ReplicaGroup {
  /** Rank 0, for the calling thread. */
  replica: Replica;
  /** Ends the other threads, wherever they are. */
  dispose(): void;
}

export interface GroupRequest {
  /** Threads, the calling one included. */
  count: number;
  /** The script that the other threads run; it calls `runAsReplica`. */
  workerFile: string;
  /** Numbers in all gradients together. */
  values: number;
  /** Whatever the others need to do the same as the calling thread; cloned, except for shared memory. */
  payload: unknown;
}

interface Membership {
  rank: number;
  memory: MeetingPlaceMemory;
  payload: unknown;
}

export function startReplicas({ count, workerFile, values, payload }: GroupRequest): ReplicaGroup {
  if (count <= 1) return { replica: soloReplica, dispose: () => undefined };
  const memory = createMemory(count, values);
  const place = new MeetingPlace(memory);
  const workers = Array.from({ length: count - 1 }, (_, i) => {
    const membership: Membership = { rank: i + 1, memory, payload };
    const worker = new Worker(workerFile, { workerData: membership });
    worker.on('error', error => place.fail(error));
    return worker;
  });
  return {
    replica: sharedReplica(0, count, place),
    dispose: () => {
      place.fail(new UnrollError('cancelled', message('error.cancelled')));
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** Runs a replica's thread. If it ends early, the others stop waiting for it, with an error. */
export async function runAsReplica(run: (replica: Replica, payload: unknown) => void | Promise<void>): Promise<void> {
  const membership: unknown = workerData;
  if (!isMembership(membership)) throw new Error('This script runs only as a replica of a training.');
  const { rank, memory, payload } = membership;
  const place = new MeetingPlace(memory);
  let finished = false;
  process.once('exit', () => {
    if (!finished) place.fail(new UnrollError('internal', message('error.threadGone')));
  });
  try {
    await run(sharedReplica(rank, memory.count, place), payload);
    finished = true;
  } catch (error) {
    place.fail(error);
    throw error;
  }
}

function isMembership(value: unknown): value is Membership {
  return typeof value === 'object' && value !== null && 'rank' in value && 'memory' in value && 'payload' in value;
}
