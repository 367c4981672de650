/** Flags that several commands have. */
import { Option, type Command } from 'commander';

export const exitCodes = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl+C (the model so far is kept).`;

export const modelsFlag = '--models <folder>';

export interface SharedFlags {
  command: (usage: string, description: string) => Command;
  folderOption: (flags: string, description: string) => Option;
}

export function sharedFlags(program: Command, modelsFolder: string): SharedFlags {
  return {
    command: (usage, description) => program.command(usage).description(description).exitOverride(),
    folderOption: (flags, description) =>
      new Option(flags, description).default(modelsFolder, `$UNROLL_HOME/models or ${modelsFolder}`),
  };
}

export const encodingOption = (): Option =>
  new Option('--encoding <name>', 'encoding of the files, such as windows-1252 or gb18030 (default: found)');
export const jsonOption = (): Option => new Option('--json', 'one JSON object a line, for programs');

export const given = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
