/** A background process that answers, and the models that it was asked about. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenDocument } from '../../protocol/worker';
import type { WorkerProcess } from './workerProcess';

const weightsFile = 'weights.safetensors';
const voicesFile = 'voices.bin';

/** One process and what it is doing. It is ended only when its last request is answered, unless the window closes. */
export class Session {
  /** Requests under way. */
  busy = 0;
  openFolder: string | undefined;
  /** What was being written when it was asked last. */
  document: WrittenDocument | undefined;
  opening: Promise<unknown> = Promise.resolve();
  /** The folders whose models were asked for, with what stood in them before they were opened. */
  readonly folders = new Map<string, Promise<string>>();
  private retired = false;

  constructor(
    readonly process: Promise<WorkerProcess>,
    private readonly onEnd: () => void,
  ) {}

  async during<T>(work: (worker: WorkerProcess) => Promise<T>): Promise<T> {
    this.busy++;
    try {
      return await work(await this.process);
    } finally {
      this.busy--;
      if (this.retired && this.busy === 0) this.end();
    }
  }

  /** Takes no further requests; ends with the last that is under way. */
  retire(): void {
    this.retired = true;
    if (this.busy === 0) this.end();
  }

  end(): void {
    this.onEnd();
    this.process.then(process => process.dispose(), nothing);
  }
}

/** Tells one state of what a model has learned from another; '' when there is nothing. */
export async function contentsOf(folder: string): Promise<string> {
  const contents = [weightsFile, voicesFile].map(async name => {
    try {
      const { ino, size, mtimeMs } = await stat(join(folder, name));
      return `${ino} ${size} ${mtimeMs}`;
    } catch {
      return '';
    }
  });
  return (await Promise.all(contents)).join(' ').trim();
}

const nothing = (): void => undefined;
