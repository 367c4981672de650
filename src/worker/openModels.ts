/** The models that are loaded: few at a time, the one used least recently goes first, none while it is in use. */
import type { OpenModel } from '../kinds/implementation';
import { openModel } from '../kinds/implementations';
import type { EngineChoice } from '../protocol/model';

/** One that continues texts and one that translates. */
const mostModels = 2;

interface Entry {
  model: Promise<OpenModel>;
  users: number;
}

export class OpenModels {
  /** By folder; the most recently used last. */
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly open: typeof openModel = openModel) {}

  /** Does something with a model; it is loaded first unless it is. @throws UnrollError as opening and the work do */
  async use<T>(folder: string, engine: EngineChoice, work: (model: OpenModel) => T | Promise<T>): Promise<T> {
    const entry = this.entries.get(folder) ?? { model: this.open(folder, engine), users: 0 };
    this.entries.delete(folder);
    this.entries.set(folder, entry);
    entry.users++;
    try {
      return await work(await this.loaded(folder, entry));
    } finally {
      entry.users--;
      this.letGo();
    }
  }

  /** A model that could not be loaded is loaded again at the next request. */
  private async loaded(folder: string, entry: Entry): Promise<OpenModel> {
    try {
      return await entry.model;
    } catch (thrown) {
      if (this.entries.get(folder) === entry) this.entries.delete(folder);
      throw thrown;
    }
  }

  private letGo(): void {
    for (const [folder, { model, users }] of this.entries) {
      if (this.entries.size <= mostModels) return;
      if (users > 0) continue;
      this.entries.delete(folder);
      void model.then(open => open.dispose());
    }
  }
}
