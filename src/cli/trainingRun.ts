/** What all commands that make a model ask for: the text, where the model goes, what is printed, and how it is trained. */
import { basename, extname, resolve } from 'node:path';
import { Option as Flag, type Command } from 'commander';
import { engineOption } from '../options/editor';
import type { Option } from '../options/option';
import { UnrollError } from '../protocol/errors';
import type { KindData } from '../protocol/kind';
import { textMessage } from '../protocol/message';
import type { EngineChoice } from '../protocol/model';
import type { TextSource } from '../protocol/textSource';
import type { TrainJob } from '../protocol/worker';
import { given, encodingOption, jsonOption, type CommandLine } from './flags';
import { findModel } from './home';
import { addFlag, attributeOf, groupTitle, longName, valueOrStandard, type FlagValues } from './optionFlags';
import { message } from '../words/message';
import { say } from './terminal';
import { sourceOf } from './training';

export interface ModelMaking {
  file: string;
  modelsFolder: string;
  name: string | undefined;
  /** Of the text; undefined: found. */
  encoding: string | undefined;
  json: boolean;
  quiet: boolean;
}

export interface TrainingRun extends ModelMaking {
  engine: EngineChoice;
  /** A model as `generate` takes it. */
  resume: string | undefined;
  /** The model whose weights it begins with. */
  from: string | undefined;
}

export function withMakingFlags(command: Command, { folderOption }: CommandLine): Command {
  const options = [
    folderOption('--out <folder>'),
    new Flag('--name <name>', say('help.name')),
    new Flag('--quiet', say('help.quiet')),
    encodingOption(),
    jsonOption(),
  ];
  for (const option of options) command.addOption(option.helpGroup(groupTitle('general')));
  return command;
}

export const withRunFlags = (command: Command, line: CommandLine, data: KindData): Command =>
  withMakingFlags(addFlag(command, engineOption), line).addOption(
    new Flag('--resume <model>', say(`help.resume.${data}`)).helpGroup(groupTitle('general')),
  );

export const withFromFlag = (command: Command): Command =>
  command.addOption(
    new Flag('--from <model>', say('help.from')).helpGroup(groupTitle('general')).conflicts(['resume', 'preset']),
  );

export const makingFrom = (file: string, values: FlagValues): ModelMaking => ({
  file,
  modelsFolder: String(values['out']),
  name: given(values['name']),
  encoding: given(values['encoding']),
  json: values['json'] === true,
  quiet: values['quiet'] === true,
});

/**
 * @param options what a new model is made with
 * @throws UnrollError 'bad-options', also for those of a run that goes on: it has its own
 */
export function runFrom(file: string, values: FlagValues, options: readonly Option<unknown>[]): TrainingRun {
  const resume = given(values['resume']);
  const ignored = [...options.map(({ facts }) => longName(facts.flag ?? '')), '--name'].filter(
    flag => values[attributeOf(flag)] !== undefined,
  );
  if (resume !== undefined && ignored.length > 0)
    throw new UnrollError(
      'bad-options',
      message('terminal.optionsOfResumed', { flags: ignored.map(flag => textMessage(flag)) }),
    );
  const from = given(values['from']);
  return { ...makingFrom(file, values), engine: valueOrStandard(engineOption, values), resume, from };
}

/** A job but for what is trained and on which further texts. */
export type Place = Omit<TrainJob, 'kind' | 'options'>;

/** @param source what is read, where that is not one file @throws UnrollError when there is no model to resume */
export async function placeOf(run: TrainingRun, source?: TextSource): Promise<Place> {
  const { file, modelsFolder, name, engine, resume, from } = run;
  return {
    sources: [source ?? sourceOf(file, run.encoding)],
    engine,
    modelsFolder: resolve(modelsFolder),
    modelName: name ?? basename(source?.name ?? file, extname(source?.name ?? file)),
    ...(resume === undefined ? {} : { resumeFrom: await findModel(resume, modelsFolder) }),
    ...(from === undefined ? {} : { from: await findModel(from, modelsFolder) }),
  };
}
