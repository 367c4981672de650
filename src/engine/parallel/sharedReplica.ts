import type { MeetingPlace } from './meetingPlace';
import { sums, write } from './reduce';
import type { Replica } from './replica';

/** Rank 0 validates and saves while others wait for it without limit; a mere training step never takes so much longer, ms. */
const longestStepMs = 120_000;

/** A replica that meets the others in shared memory. */
export function sharedReplica(rank: number, count: number, place: MeetingPlace): Replica {
  return {
    rank,
    count,
    rows: batchSize => [Math.floor((batchSize * rank) / count), Math.floor((batchSize * (rank + 1)) / count)],
    allReduce: (gradients, scalars) => {
      const own = place.slot(rank);
      if (scalars.length > own.scalars.length) throw new Error('The scalars do not fit into what the replicas share.');
      own.scalars.set(scalars);
      write(gradients, own);
      const slots = place.meet(rank === 0 ? longestStepMs : Infinity);
      return {
        gradients: sums(gradients, slots, rank),
        scalars: scalars.map((_, i) => slots.reduce((sum, slot) => sum + slot.scalars[i]!, 0)),
      };
    },
  };
}
