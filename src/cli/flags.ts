/** Flags that several commands have. */
import { Option, type Command } from 'commander';
import { say } from './terminal';

export const exitCodes = (): string => `\n${say('help.exitCodes')}`;

/** After the help of a command. */
export const examples = (...lines: string[]): string =>
  ['', say('help.title.examples'), ...lines.map(line => `  ${line}`), say('help.exitCodes')].join('\n');

export const modelsFlag = '--models <folder>';

export interface SharedFlags {
  command: (usage: string, description: string) => Command;
  folderOption: (flags: string, description: string) => Option;
}

export function sharedFlags(program: Command, modelsFolder: string): SharedFlags {
  return {
    command: (usage, description) =>
      program.command(usage).description(description).helpOption('-h, --help', say('help.help')).exitOverride(),
    folderOption: (flags, description) =>
      new Option(flags, description).default(modelsFolder, say('help.modelsFolder.default', { folder: modelsFolder })),
  };
}

export const encodingOption = (): Option => new Option('--encoding <name>', say('help.encoding'));

export const jsonOption = (): Option => new Option('--json', say('help.json'));

export const given = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
