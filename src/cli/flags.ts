/** Flags that several commands have. */
import { Option, type Command } from 'commander';
import { engineChoices } from '../protocol/model';
import type { Setting } from './settingRows';

export const exitCodes = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl+C (the model so far is kept).`;

export const modelsFlag = '--models <folder>';
export const engineFlag = '--engine <name>';

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

export const engineOption = (): Option =>
  new Option(engineFlag, `engine: ${engineChoices.join(', ')}`).default('auto').helpGroup('Run:');

export const jsonOption = (): Option => new Option('--json', 'one JSON object a line, for programs');

export const given = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Each use takes one value, so that an argument may follow. */
export const repeatable = (option: Option): Option =>
  option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);

/** Defaults are only shown: what was not given stays absent. */
export function withSettings<O>(command: Command, settings: readonly Setting<O>[]): Command {
  for (const { group, flags, description, initial, repeated } of settings) {
    const shown = initial === undefined ? description : `${description} (default: ${initial})`;
    const option = new Option(flags, shown).helpGroup(group);
    command.addOption(repeated ? repeatable(option) : option);
  }
  return command;
}
