/** What all commands that make a model ask for: the text, where the model goes, what is printed, and how it is trained. */
import { basename, extname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { engineOption } from '../options/editor';
import type { EngineChoice } from '../protocol/model';
import type { TrainJob } from '../protocol/worker';
import { given, encodingOption, jsonOption, type SharedFlags } from './flags';
import { findModel } from './home';
import { addFlag, groupTitle, valueOrStandard, type FlagValues } from './optionFlags';
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
}

export function withMakingFlags(command: Command, { folderOption }: SharedFlags): Command {
  const options = [
    folderOption('--out <folder>', say('help.modelsFolder')),
    new Option('--name <name>', say('help.name')),
    new Option('--quiet', say('help.quiet')),
    encodingOption(),
    jsonOption(),
  ];
  for (const option of options) command.addOption(option.helpGroup(groupTitle('general')));
  return command;
}

export const withRunFlags = (command: Command, shared: SharedFlags, data: 'text' | 'pairs'): Command =>
  withMakingFlags(addFlag(command, engineOption), shared).addOption(
    new Option('--resume <model>', say(`help.resume.${data}`)).helpGroup(groupTitle('general')),
  );

export const makingFrom = (file: string, values: FlagValues): ModelMaking => ({
  file,
  modelsFolder: String(values['out']),
  name: given(values['name']),
  encoding: given(values['encoding']),
  json: values['json'] === true,
  quiet: values['quiet'] === true,
});

/** @throws UnrollError 'bad-options' */
export const runFrom = (file: string, values: FlagValues): TrainingRun => ({
  ...makingFrom(file, values),
  engine: valueOrStandard(engineOption, values),
  resume: given(values['resume']),
});

/** A job but for what is trained and on which further texts. */
export type Place = Omit<TrainJob, 'kind' | 'options'>;

/** @throws UnrollError when there is no model to resume */
export async function placeOf(run: TrainingRun): Promise<Place> {
  const { file, modelsFolder, name, engine, resume } = run;
  return {
    sources: [sourceOf(file, run.encoding)],
    engine,
    modelsFolder: resolve(modelsFolder),
    modelName: name ?? basename(file, extname(file)),
    ...(resume === undefined ? {} : { resumeFrom: await findModel(resume, modelsFolder) }),
  };
}
