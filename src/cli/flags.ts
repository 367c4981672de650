/** What the commands are made with, and the flags that several of them have. */
import { Option, type Command } from 'commander';
import { message } from '../words/message';
import { say, type Terminal } from './terminal';

export const exitCodes = (): string => `\n${say('help.exitCodes')}`;

/** After the help of a command. */
export const examples = (...lines: string[]): string =>
  ['', say('help.title.examples'), ...lines.map(line => `  ${line}`), say('help.exitCodes')].join('\n');

export interface CommandLine {
  terminal: Terminal;
  command: (usage: string, description: string) => Command;
  /** A folder of models. */
  folderOption: (flags: string) => Option;
  /** As a command's action: what `run` returns is the exit code. */
  runs: <A extends unknown[]>(run: (...given: A) => Promise<number>) => (...given: A) => Promise<void>;
}

/** @param finished is told the exit code of the command that ran */
export const commandLine = (
  program: Command,
  terminal: Terminal,
  modelsFolder: string,
  finished: (exitCode: number) => void,
): CommandLine => ({
  terminal,
  command: (usage, description) =>
    program.command(usage).description(description).helpOption('-h, --help', say('help.help')).exitOverride(),
  folderOption: flags =>
    new Option(
      flags,
      say('help.default', {
        words: message('help.modelsFolder'),
        standard: say('help.modelsFolder.default', { folder: modelsFolder }),
      }),
    ).default(modelsFolder),
  runs:
    run =>
    async (...given) =>
      finished(await run(...given)),
});

/** Of a command that uses a model; `usingModel.ts` reads them. */
export const withModelFlags = (command: Command, { folderOption }: CommandLine): Command =>
  command.addOption(folderOption('--models <folder>')).addOption(jsonOption());

export const encodingOption = (): Option => new Option('--encoding <name>', say('help.encoding'));

export const jsonOption = (): Option => new Option('--json', say('help.json'));

export const given = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
