/** Trainings that wait in line for the one under way; the first begins when that ends. Needs no editor. */
import { UnrollError } from '../../protocol/errors';
import type { Message } from '../../protocol/message';
import { message } from '../../words/message';

export interface Waiting {
  /** 'left': by a window that was closed; it is in no line. */
  kind: 'waiting' | 'left';
  id: string;
  /** Of the model. */
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

  /** @param changed the line is another one */
  constructor(private readonly changed: () => void) {}

  /** The first is the next. */
  get waiting(): readonly Waiting[] {
    return this.places.map(({ waiting }) => waiting);
  }

  /** What `begin` gives, once it is its turn. @param joined is told its id before the line is said to be another @throws UnrollError 'cancelled' where it is removed before */
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

  /** The first begins. */
  next(): void {
    const first = this.places.shift();
    if (!first) return;
    first.begin();
    this.changed();
  }

  /** It is the next. @returns whether it waits at all */
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
