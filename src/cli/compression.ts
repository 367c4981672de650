/** Any file, smaller by prediction, and back. */
import { access } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { computeSameBitsEverywhere } from '../engine/wasm/variant';
import { openModel } from '../kinds/implementations';
import { compressing, decompressing, type Progress } from '../predictor/coding/compress';
import { compressingText, decompressingText, type CodingModel } from '../predictor/coding/compressText';
import { CompressionError } from '../predictor/coding/container';
import { UnrollError } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { writeOutput } from '../store/output';
import { runWithPauses, type Pausable } from '../text/pausable';
import { cancellable } from '../training/pause';
import { readWhole } from '../training/readFile';
import { message } from '../words/message';
import { given } from './flags';
import { bytesOfInput, inputSign } from './input';
import { onInterruption } from './interruption';
import type { FlagValues } from './optionFlags';
import { say, type Terminal } from './terminal';
import { folderOf, usableTo } from './usingModel';

/** Lines of progress come this far apart in a file, and a line is drawn again so often on a terminal. */
const millisecondsBetween = { lines: 5000, redrawing: 100 };

interface Conversion {
  progress: (name: string, done: number, all: number) => Message;
  work: (bytes: Uint8Array, model: CodingModel | undefined, progress: Progress) => Pausable<Uint8Array>;
  /** @param before bytes that were read @param after bytes that were written */
  describe: (name: string, before: number, after: number, seconds: number) => Message;
}

export const compress: Conversion = {
  progress: (name, done, all) => message('compression.doing', { name, done: done / all, all }),
  work: function* (original, model, progress) {
    const compressed = yield* model ? compressingText(original, model, progress) : compressing(original, progress);
    return compressed.bytes;
  },
  describe: (name, before, after, seconds) => {
    const bits = before === 0 ? 0 : (8 * after) / before;
    return message('compression.done', { name, before, after, bits, seconds });
  },
};

export const decompress: Conversion = {
  progress: (name, done, all) => message('compression.undoing', { name, done: done / all, all }),
  work: (compressed, model, progress) =>
    model ? decompressingText(compressed, model, progress) : decompressing(compressed, progress),
  describe: (name, before, after, seconds) => message('compression.undone', { name, before, after, seconds }),
};

/** The output is written to a temporary file and renamed at the end: the target is never half a file. */
export async function convert(
  file: string,
  values: FlagValues,
  terminal: Terminal,
  { progress, work, describe }: Conversion,
): Promise<number> {
  const began = performance.now();
  const isInput = file === inputSign;
  const name = isInput ? say('terminal.input') : basename(file);
  const target = resolve(String(values['output']));
  if (values['force'] !== true && (await isThere(target)))
    throw new UnrollError('bad-options', message('compression.exists', { name: basename(target) }));
  const bytes = isInput ? await bytesOfInput(terminal) : await readWhole(file, name);
  const model = given(values['model']);
  const opened =
    model === undefined ? undefined : await openCoding(await folderOf(model, usableTo('continue'), values, terminal));
  const line = progressLine(terminal);
  const interruption = onInterruption(() => undefined);
  try {
    const told: Progress = (done, all) => line.show(() => terminal.render(progress(name, done, all)));
    const converted = await runWithPauses(work(bytes, opened?.coding, told), cancellable(interruption.stop));
    await writeOutput(target, converted);
    line.close();
    const seconds = (performance.now() - began) / 1000;
    terminal.print(terminal.render(describe(name, bytes.length, converted.length, seconds)));
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof CompressionError)) throw thrown;
    throw new UnrollError(
      'file-unreadable',
      message(`compression.${thrown.fault}`, { name, model: thrown.model ?? model ?? '' }),
      thrown.message,
    );
  } finally {
    opened?.dispose();
    line.close();
    interruption.dispose();
  }
}

/** @throws UnrollError 'model-not-found', 'model-damaged', or 'bad-options' for one that does not predict a text token by token */
async function openCoding(folder: string): Promise<{ coding: CodingModel; dispose(): void }> {
  computeSameBitsEverywhere();
  const model = await openModel(folder, 'wasm');
  if (!model.coding)
    throw new UnrollError('bad-options', message('compression.modelCannot', { name: model.manifest.name }));
  const coding = await model.coding();
  return {
    coding,
    dispose: () => {
      coding.dispose();
      model.dispose();
    },
  };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** One line that is drawn again on a terminal, and a line now and then elsewhere. */
function progressLine({ live, remark, width }: Terminal): { show(line: () => string): void; close(): void } {
  let shownAt = performance.now();
  let drawn = false;
  return {
    show: line => {
      const now = performance.now();
      if (now - shownAt < (live ? millisecondsBetween.redrawing : millisecondsBetween.lines)) return;
      shownAt = now;
      if (!live) {
        remark(line());
        return;
      }
      drawn = true;
      live.write(`\r\x1b[K${line().slice(0, width - 1)}`);
    },
    close: () => {
      if (drawn) live?.write('\r\x1b[K');
      drawn = false;
    },
  };
}
