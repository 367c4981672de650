/** All commands; each is made with its flags, help and examples by the file of its subject. */
import { homedir } from 'node:os';
import { Command } from 'commander';
import { unrollVersion } from '../protocol/version';
import { addCompressionCommands } from './compressionProgram';
import { addExportCommand } from './exports';
import { addEvaluationCommands } from './evaluation';
import { commandLine, exitCodes, type CommandLine } from './flags';
import { addModelCommands, addTrainCommand } from './languageProgram';
import { addLabelCommands } from './labelProgram';
import { addSeriesCommands } from './seriesProgram';
import { modelsFolderOf } from './home';
import { withoutLanguage } from './language';
import { addSweepCommand } from './sweep';
import { say, shownOn, type Terminal } from './terminal';
import { titleText, usageError } from './usage';
import { addTranslationCommands } from './translationProgram';

/** In the order in which the help lists them. */
const subjects: readonly { commands: readonly string[]; add: (line: CommandLine) => void }[] = [
  { commands: ['train'], add: addTrainCommand },
  { commands: ['generate', 'vocab', 'models', 'engines'], add: addModelCommands },
  { commands: ['count', 'evaluate'], add: addEvaluationCommands },
  { commands: ['train-translation', 'translate', 'evaluate-translation'], add: addTranslationCommands },
  { commands: ['sweep'], add: addSweepCommand },
  { commands: ['export', 'import'], add: addExportCommand },
  { commands: ['train-classifier', 'classify', 'evaluate-classifier'], add: addLabelCommands },
  { commands: ['forecast'], add: addSeriesCommands },
  { commands: ['compress', 'decompress'], add: addCompressionCommands },
];

/** Those that a command line uses: making the others only takes time. All, where it begins with no command. */
function subjectsFor(words: readonly string[]) {
  const [first = '', second = ''] = withoutLanguage(words);
  if (first === '--version' || first === '-V') return [];
  const named = subjects.filter(({ commands }) => commands.includes(first === 'help' ? second : first));
  return named.length > 0 ? named : subjects;
}

/** The parser answers "help trian" with the help of everything. @throws CommanderError that is printed, as of other wrong usage */
function assertHelpOfCommand(program: Command, words: readonly string[]): void {
  const [first, asked = '-'] = withoutLanguage(words);
  if (first !== 'help' || asked.startsWith('-') || asked === 'help') return;
  if (!program.commands.some(command => command.name() === asked)) program.error(`error: unknown command '${asked}'`);
}

/**
 * @param finished is told the exit code of the command that ran
 * @param words of the command line; absent: a program with all commands
 */
export function createProgram(
  terminal: Terminal,
  finished: (exitCode: number) => void,
  words: readonly string[] = [],
): Command {
  const modelsFolder = modelsFolderOf({ environment: process.env, platform: process.platform, home: homedir() });
  const program = new Command('unroll')
    .description(say('help.description'))
    .version(unrollVersion, '-V, --version', say('help.version'))
    .helpOption('-h, --help', say('help.help'))
    .helpCommand('help [command]', say('help.helpCommand'))
    .option('--language <language>', say('help.language'))
    .configureHelp({
      styleTitle: titleText,
      // What the default is and what can be chosen is said in the person's language, as a part of the description.
      optionDescription: option => option.description,
    })
    .configureOutput({
      writeOut: text => process.stdout.write(shownOn(process.stdout, text)),
      writeErr: text => process.stderr.write(shownOn(process.stderr, text)),
      outputError: (text, write) => write(usageError(text)),
    })
    .addHelpText('after', exitCodes())
    .exitOverride();

  const line = commandLine(program, terminal, modelsFolder, finished);
  for (const { add } of subjectsFor(words)) add(line);
  assertHelpOfCommand(program, words);
  return program;
}
