/** `unroll compress` and `unroll decompress`: any file, smaller by prediction, and back. */
import { access, readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Option } from 'commander';
import { CompressionError, compressing, decompressing, type Progress } from '../predictor/coding/compress';
import { UnrollError } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { writeAtomically } from '../store/files';
import { runWithPauses, type Pausable } from '../text/pausable';
import { cancellable } from '../training/pause';
import { message } from '../words/message';
import { examples, type SharedFlags } from './flags';
import { onInterruption } from './interruption';
import type { FlagValues } from './optionFlags';
import type { Terminal } from './terminal';

/** Lines of progress come this far apart in a file, and a line is drawn again so often on a terminal. */
const millisecondsBetween = { lines: 5000, redrawing: 100 };

export interface CompressionCommand {
  file: string;
  output: string;
  force: boolean;
}

export function compressFile(command: CompressionCommand, terminal: Terminal): Promise<number> {
  const name = basename(command.file);
  return convert(command, terminal, {
    progress: (done, all) => message('compression.doing', { name, done: done / all, all }),
    work: function* (original, progress) {
      return (yield* compressing(original, progress)).bytes;
    },
    said: (before, after, seconds) => {
      const bits = before === 0 ? 0 : (8 * after) / before;
      return message('compression.done', { name, before, after, bits, seconds });
    },
  });
}

export function decompressFile(command: CompressionCommand, terminal: Terminal): Promise<number> {
  const name = basename(command.file);
  return convert(command, terminal, {
    progress: (done, all) => message('compression.undoing', { name, done: done / all, all }),
    work: decompressing,
    said: (before, after, seconds) => message('compression.undone', { name, before, after, seconds }),
  });
}

interface Conversion {
  progress: (done: number, all: number) => Message;
  work: (bytes: Uint8Array, progress: Progress) => Pausable<Uint8Array>;
  /** @param before bytes that were read @param after bytes that were written */
  said: (before: number, after: number, seconds: number) => Message;
}

/** The output is written at the end, beside its place, and renamed: nobody finds half a file, however this ends. */
async function convert(
  { file, output, force }: CompressionCommand,
  terminal: Terminal,
  { progress, work, said }: Conversion,
): Promise<number> {
  const began = performance.now();
  const target = resolve(output);
  if (!force && (await isThere(target)))
    throw new UnrollError('bad-options', message('compression.exists', { name: basename(output) }));
  const bytes = await readBytes(file);
  const line = progressLine(terminal);
  const interruption = onInterruption(() => undefined);
  try {
    const told: Progress = (done, all) => {
      line.show(() => terminal.render(progress(done, all)));
    };
    const converted = await runWithPauses(work(bytes, told), cancellable(interruption.stop));
    await writeAtomically(target, converted);
    line.close();
    const seconds = (performance.now() - began) / 1000;
    terminal.print(terminal.render(said(bytes.length, converted.length, seconds)));
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof CompressionError)) throw thrown;
    throw new UnrollError(
      'file-unreadable',
      message(`compression.${thrown.fault}`, { name: basename(file) }),
      thrown.message,
    );
  } finally {
    line.close();
    interruption.dispose();
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (thrown) {
    const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    throw missing
      ? new UnrollError('file-not-found', message('error.fileNotFound', { path }))
      : new UnrollError('file-unreadable', message('error.fileUnreadable', { name: basename(path) }), String(thrown));
  }
}

/** One line that is drawn again on a terminal, and a line now and then elsewhere. */
function progressLine({ live, remark, width }: Terminal): { show(line: () => string): void; close(): void } {
  let saidAt = performance.now();
  let drawn = false;
  return {
    show: line => {
      const now = performance.now();
      if (now - saidAt < (live ? millisecondsBetween.redrawing : millisecondsBetween.lines)) return;
      saidAt = now;
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

export function addCompressionCommands(
  { command }: SharedFlags,
  terminal: Terminal,
  finished: (exitCode: number) => void,
): void {
  const say = (key: Parameters<typeof helpOf>[0]): string => terminal.render(helpOf(key));
  const add = (
    name: 'compress' | 'decompress',
    run: (command: CompressionCommand, terminal: Terminal) => Promise<number>,
    example: string,
  ): void => {
    command(name, say(`help.${name}`))
      .argument('<file>', say(`help.${name}.file`))
      .addOption(new Option('-o, --output <file>', say(`help.${name}.output`)).makeOptionMandatory())
      .option('--force', say('help.compression.force'))
      .addHelpText('after', examples(example))
      .action(async (file: string, values: FlagValues) => {
        const output = String(values['output']);
        finished(await run({ file, output, force: values['force'] === true }, terminal));
      });
  };
  add('compress', compressFile, 'unroll compress novel.txt -o novel.unrz');
  add('decompress', decompressFile, 'unroll decompress novel.unrz -o novel.txt');
}

type HelpKey = `help.${'compress' | 'decompress'}${'' | '.file' | '.output'}` | 'help.compression.force';

const helpOf = (key: HelpKey): Message => message(key);
