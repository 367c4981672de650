/** `unroll compress` and `unroll decompress`. */
import { Option } from 'commander';
import { examples, type CommandLine } from './flags';
import type { FlagValues } from './optionFlags';
import { say } from './terminal';

export function addCompressionCommands({ command, folderOption, runs, terminal }: CommandLine): void {
  const add = (name: 'compress' | 'decompress', ...lines: string[]): void => {
    command(name, say(`help.${name}`))
      .argument('<file>', say(`help.${name}.file`))
      .addOption(new Option('-o, --output <file>', say(`help.${name}.output`)).makeOptionMandatory())
      .option('--model <name>', say(`help.${name}.model`))
      .addOption(folderOption('--models <folder>'))
      .option('--force', say('help.compression.force'))
      .addHelpText('after', examples(...lines))
      .action(
        runs(async (file: string, values: FlagValues) => {
          const { convert, ...conversions } = await import('./compression');
          return convert(file, values, terminal, conversions[name]);
        }),
      );
  };
  add(
    'compress',
    'unroll compress novel.txt -o novel.unrz',
    'unroll compress chapter.txt --model novel -o chapter.unrz',
  );
  add('decompress', 'unroll decompress novel.unrz -o novel.txt');
}
