/** Recently deleted models. They are moved to another folder, from which they can be restored, and later to the trash. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';

/** Another window may still offer to restore models that were deleted more recently. */
const millisecondsToUndo = 60 * 60_000;

export class DeletedModels {
  /** @param folder where deleted models are kept; on the same disk as the models */
  constructor(
    private readonly folder: string,
    private readonly modelsFolder: string,
  ) {}

  /** @returns the new folder of the model */
  async putAside(model: string): Promise<string> {
    const place = join(this.folder, randomUUID());
    await mkdir(place, { recursive: true });
    const aside = join(place, basename(model));
    await rename(model, aside);
    return aside;
  }

  async restore(aside: string): Promise<void> {
    await rename(aside, join(this.modelsFolder, basename(aside)));
    await remove(join(aside, '..'), false);
  }

  /** Moves the model to the trash. */
  async forget(aside: string): Promise<void> {
    await remove(aside, true);
    await remove(join(aside, '..'), false);
  }

  /** Moves models to the trash that an earlier window deleted. */
  async forgetOld(): Promise<void> {
    for (const name of await namesIn(this.folder)) {
      const place = join(this.folder, name);
      const age = Date.now() - (await stat(place)).mtimeMs;
      if (age > millisecondsToUndo) for (const model of await namesIn(place)) await this.forget(join(place, model));
    }
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

async function remove(folder: string, useTrash: boolean): Promise<void> {
  const uri = vscode.Uri.file(folder);
  try {
    await vscode.workspace.fs.delete(uri, { recursive: true, useTrash });
  } catch {
    // Remote machines often have no trash; the person has confirmed the deletion.
    if (useTrash) await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: false });
  }
}

/** Bytes of the files in a folder. */
export async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await namesIn(folder)).map(name =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
