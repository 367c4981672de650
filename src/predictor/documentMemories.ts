/**
 * What voices have learned from the documents that are being written: of each the finished lines before the cursor, in memory only. A line
 * is learned once. Where something above the cursor has changed, the voices begin again from those that were saved, in the background;
 * until they are there, and until a document has been read, those that were saved are used.
 */
import { runAtOnce, runWithPauses, type Pausable } from '../text/pausable';
import { pauser } from '../training/pause';
import { Mixture } from './mixture';
import { softmax } from './learningLoss';
import type { AdaptingNetwork } from './network';
import { PrefixReader } from './prefixReader';
import type { Snapshot } from './voices/header';
import type { Predictor } from './voices/predictor';

/** Each takes as much memory as the voices: some ten megabytes. */
const mostDocuments = 2;
/** So many tokens are learned while the person waits: a line or two. */
const mostAtOnce = 256;
/** UTF-16 units that are read in the background in a moment: an answer waits for so many, and has learned them. */
const mostAwaited = 1000;
const roundsBetweenPauses = 8;

export interface MemorySetup {
  /** The voices as they were saved, to be changed; undefined when they are gone. */
  voices(): Promise<Predictor | undefined>;
  /** The network again, with a state and weights of its own; disposed with the memory. Undefined: there is none. */
  network(): AdaptingNetwork | undefined;
  encode(text: string): Int32Array;
  lineEnd: number;
}

/** What stands where the finished lines of a document end, and has learned them. */
export interface LearnedDocument {
  /** At the beginning of the line that is being written. */
  mixture: Mixture;
  network: AdaptingNetwork | undefined;
  /** Reads the line that is being written with the network. */
  line: PrefixReader | undefined;
}

export class DocumentMemories {
  /** The most recently used last. */
  private readonly memories = new Map<string, DocumentMemory>();

  constructor(private readonly setup: MemorySetup) {}

  /** What stands after `finished`, and has learned it; undefined while it has not. @param finished lines, with their ends */
  after(id: string, finished: string): LearnedDocument | undefined {
    const memory = this.memories.get(id) ?? new DocumentMemory(this.setup);
    this.memories.delete(id);
    this.memories.set(id, memory);
    for (const [other, { dispose }] of this.memories) {
      if (this.memories.size <= mostDocuments) break;
      this.memories.delete(other);
      dispose();
    }
    return memory.after(finished);
  }

  /** The same, but a text that is read in a moment is waited for. */
  async soon(id: string, finished: string): Promise<LearnedDocument | undefined> {
    const at = this.after(id, finished);
    if (at) return at;
    const awaited = this.memories.get(id)?.awaited;
    if (!awaited) return undefined;
    await awaited;
    return this.after(id, finished);
  }

  /** Resolves when nothing is being read in the background. */
  async settled(): Promise<void> {
    for (const memory of this.memories.values()) await memory.reading;
  }

  dispose(): void {
    for (const { dispose } of this.memories.values()) dispose();
    this.memories.clear();
  }
}

/** Voices with the network beside them, and the place where what they have learned ends. */
interface Reader {
  voices: Predictor;
  network: AdaptingNetwork | undefined;
  /** What the network expects there. [V] */
  expected: Float32Array;
  end: Snapshot;
  /** Of the network, there. */
  state: Float32Array | undefined;
  learned: LearnedDocument;
}

class DocumentMemory {
  reading: Promise<void> | undefined;
  /** `reading`, where it will not take long. */
  awaited: Promise<void> | undefined;
  private text = '';
  private reader: Reader | undefined;
  private disposed = false;

  constructor(private readonly setup: MemorySetup) {}

  after(finished: string): LearnedDocument | undefined {
    if (finished === '') return undefined;
    if (this.reading) return undefined;
    const { reader, text } = this;
    if (reader && finished.startsWith(text)) {
      const fresh = this.setup.encode(finished.slice(text.length));
      if (fresh.length <= mostAtOnce) {
        runAtOnce(this.learn(reader, fresh));
        this.text = finished;
        return reader.learned;
      }
    }
    const reading = this.read(finished)
      .catch(() => {
        // What is half read is not used: the next request begins again.
        this.letGo();
      })
      .finally(() => {
        this.reading = this.awaited = undefined;
      });
    this.reading = reading;
    const left = reader && finished.startsWith(text) ? finished.length - text.length : finished.length;
    this.awaited = left <= mostAwaited ? reading : undefined;
    return undefined;
  }

  dispose = (): void => {
    this.disposed = true;
    this.letGo();
  };

  private letGo(): void {
    this.reader?.network?.dispose();
    this.reader = undefined;
    this.text = '';
  }

  private async read(wanted: string): Promise<void> {
    const pause = pauser(5);
    const reader = this.reader && wanted.startsWith(this.text) ? this.reader : await this.begin();
    if (!reader) return;
    const fresh = this.setup.encode(wanted.slice(this.text.length));
    await runWithPauses(this.learn(reader, fresh), pause);
    this.text = wanted;
  }

  private async begin(): Promise<Reader | undefined> {
    this.letGo();
    const voices = await this.setup.voices();
    if (!voices || this.disposed) return undefined;
    const network = this.setup.network();
    voices.advance(this.setup.lineEnd);
    const expected = new Float32Array(voices.size);
    if (network) softmax(network.step(this.setup.lineEnd), expected);
    this.reader = { voices, network, expected, ...standing(voices, network) };
    return this.reader;
  }

  /** Each token is predicted before it is learned, so that the mixture's weights follow which voice predicts best. */
  private *learn(reader: Reader, ids: Int32Array): Pausable<void> {
    const { voices, network, expected } = reader;
    if (ids.length === 0) return;
    voices.restore(reader.end);
    if (reader.state) network?.restore(reader.state);
    for (let t = 0; t < ids.length && !this.disposed; t++) {
      if (network) voices.hear(0, expected);
      voices.observe(ids[t]!);
      if (network) softmax(network.learn(ids[t]!), expected);
      if (t % roundsBetweenPauses === 0) yield;
    }
    Object.assign(reader, standing(voices, network));
  }
}

function standing(voices: Predictor, network: AdaptingNetwork | undefined): Pick<Reader, 'end' | 'state' | 'learned'> {
  const state = network?.save();
  const line = network && new PrefixReader(network, state);
  return { end: voices.snapshot(), state, learned: { mixture: new Mixture(voices), network, line } };
}
