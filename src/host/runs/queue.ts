/** Trainings that wait in line for the running one; the first begins when that ends. Needs no editor. */
import { UnrollError } from '../../protocol/errors';
import type { Message } from '../../protocol/message';
import { message } from '../../words/message';

export interface Waiting {
  /** 'left': left by a window that was closed; it is not in the line. */
  kind: 'waiting' | 'left';
  id: string;
  /** The name of the model. */
  name: string;
  /** "LSTM, 1 layer of 256, characters" */
  description: Message;
}

interface Place {
  waiting: Waiting;
  begin(): void;
  giveUp(cause: UnrollError): void;
}

export class TrainingQueue {
  private places: Place[] = [];
  private joined = 0;

  /** @param changed called after each change of the line */
  constructor(private readonly changed: () => void) {}

  /** In line order: the first is the next to begin. */
  get waiting(): readonly Waiting[] {
    return this.places.map(({ waiting }) => waiting);
  }

  /**
   * The result of `begin`, which is called when it is its turn.
   * @param joined is called with the id before `changed`
   * @throws UnrollError 'cancelled' if it is removed from the line
   */
  join<T>(
    about: Pick<Waiting, 'name' | 'description'>,
    begin: () => Promise<T>,
    joined: (id: string) => void = () => undefined,
  ): Promise<T> {
    const waiting: Waiting = { kind: 'waiting', id: `waiting-${++this.joined}`, ...about };
    return new Promise((resolve, reject) => {
      this.places.push({
        waiting,
        begin: () => {
          begin().then(resolve, reject);
        },
        giveUp: reject,
      });
      joined(waiting.id);
      this.changed();
    });
  }

  /** Begins the first training of the line. */
  next(): void {
    const first = this.places.shift();
    if (!first) return;
    first.begin();
    this.changed();
  }

  /** Makes it the next training. @returns whether it is in the line */
  toFront(id: string): boolean {
    const place = this.places.find(({ waiting }) => waiting.id === id);
    if (!place) return false;
    this.places = [place, ...this.places.filter(other => other !== place)];
    this.changed();
    return true;
  }

  remove(id: string): void {
    const place = this.places.find(({ waiting }) => waiting.id === id);
    if (!place) return;
    this.places = this.places.filter(other => other !== place);
    place.giveUp(new UnrollError('cancelled', message('error.cancelled')));
    this.changed();
  }

  clear(): void {
    for (const { id } of this.waiting) this.remove(id);
  }
}
