/** A background process and the models that it has opened. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenDocument } from '../../protocol/worker';
import { weightsFile } from '../../store/models';
import { voicesFile } from '../../store/voices';
import type { WorkerProcess } from './workerProcess';

/** One process with its requests. It ends after its last request is answered, or when the window closes. */
export class Session {
  /** The number of running requests. */
  busy = 0;
  openFolder: string | undefined;
  /** The document of the last request. */
  document: WrittenDocument | undefined;
  opening: Promise<unknown> = Promise.resolve();
  /** The folders of the requested models, with `contentsOf` each before it was opened. */
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

  /** Takes no further requests and ends after the running ones. */
  retire(): void {
    this.retired = true;
    if (this.busy === 0) this.end();
  }

  end(): void {
    this.onEnd();
    this.process.then(process => process.dispose(), nothing);
  }
}

/** Identifies the state of a model's weights and voices by inode, size and time; '' without these files. */
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
