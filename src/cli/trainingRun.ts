/** What all commands that make a model ask for: the text, where the model goes, what is printed, and how it is trained. */
import { basename, extname, resolve } from 'node:path';
import { Option as Flag, type Command } from 'commander';
import { dataOf } from '../kinds/descriptions';
import { engineOption } from '../options/editor';
import { newChoice } from '../options/kinds';
import type { Option } from '../options/option';
import { tables } from '../options/read';
import { UnrollError } from '../protocol/errors';
import type { KindData, KindId } from '../protocol/kind';
import { textMessage } from '../protocol/message';
import type { EngineChoice } from '../protocol/model';
import type { TextSource } from '../protocol/textSource';
import type { TrainJob } from '../protocol/worker';
import { given, encodingOption, jsonOption, type CommandLine } from './flags';
import { choiceFrom } from './further';
import { findModel } from './home';
import {
  addFlag,
  attributeOf,
  flagsOf,
  givenBy,
  groupTitle,
  longName,
  valueOrStandard,
  withFlags,
  type FlagValues,
} from './optionFlags';
import { message } from '../words/message';
import { say, type Terminal } from './terminal';
import { sourceOf } from './input';
import { canGoOn, hasWeightsOf } from './usingModel';
import { train, type ReportOptions } from './training';

export interface TrainingRun {
  modelsFolder: string;
  name: string | undefined;
  /** Of the text; undefined: found. */
  encoding: string | undefined;
  json: boolean;
  quiet: boolean;
  engine: EngineChoice;
  /** A model as `generate` takes it. */
  resume: string | undefined;
  /** The model whose weights it begins with. */
  from: string | undefined;
}

const withGeneral = (command: Command, ...flags: readonly Flag[]): Command =>
  flags.reduce((made, flag) => made.addOption(flag.helpGroup(groupTitle('general'))), command);

export const withMakingFlags = (command: Command, { folderOption }: CommandLine): Command =>
  withGeneral(
    command,
    folderOption('--out <folder>'),
    new Flag('--name <name>', say('help.name')),
    new Flag('--quiet', say('help.quiet')),
    encodingOption(),
    jsonOption(),
  );

export const withRunFlags = (command: Command, line: CommandLine, data: KindData): Command =>
  withGeneral(
    withMakingFlags(addFlag(command, engineOption), line),
    new Flag('--resume <model>', say(`help.resume.${data}`)),
    new Flag('--from <model>', say(`help.from.${data}`)).conflicts(['resume', 'preset']),
  );

/** Flags of a command that makes models of a kind. */
export const withKindFlags = (command: Command, line: CommandLine, kind: KindId): Command =>
  withRunFlags(withFlags(command, flagsOf(tables[kind])), line, dataOf({ kind }));

/**
 * @param options what a new model is made with
 * @throws UnrollError 'bad-options', also for those of a run that goes on: it has its own
 */
export function runFrom(values: FlagValues, options: readonly Option<unknown>[]): TrainingRun {
  const resume = given(values['resume']);
  const ignored = [...options.map(({ facts }) => longName(facts.flag ?? '')), '--name'].filter(
    flag => values[attributeOf(flag)] !== undefined,
  );
  if (resume !== undefined && ignored.length > 0)
    throw new UnrollError(
      'bad-options',
      message('terminal.optionsOfResumed', { flags: ignored.map(flag => textMessage(flag)) }),
    );
  return {
    modelsFolder: String(values['out']),
    name: given(values['name']),
    encoding: given(values['encoding']),
    json: values['json'] === true,
    quiet: values['quiet'] === true,
    engine: valueOrStandard(engineOption, values),
    resume,
    from: given(values['from']),
  };
}

/** A job but for what is trained and on which further texts. */
export type Place = Omit<TrainJob, 'kind' | 'options'>;

/** @param kind of the model that is made @throws UnrollError when there is no model to resume */
export async function placeOf(run: TrainingRun, kind: KindId, source: TextSource): Promise<Place> {
  const { modelsFolder, name, engine, resume, from } = run;
  return {
    sources: [source],
    engine,
    modelsFolder: resolve(modelsFolder),
    modelName: name ?? basename(source.name, extname(source.name)),
    ...(resume === undefined ? {} : { resumeFrom: await findModel(resume, modelsFolder, { suits: canGoOn(kind) }) }),
    ...(from === undefined ? {} : { from: await findModel(from, modelsFolder, { suits: hasWeightsOf(kind) }) }),
  };
}

/** Trains on a file as the flags say. @param made what is done with the model at once @returns the exit code */
export async function trainKind(
  terminal: Terminal,
  kind: KindId,
  file: string,
  values: FlagValues,
  made?: ReportOptions['made'],
): Promise<number> {
  const flags = flagsOf(tables[kind]);
  const own = flags.map(({ option }) => option);
  const run = runFrom(values, own);
  const source = await sourceOf(file, terminal, run.encoding);
  const choice = await choiceFrom(run, kind, values, flags, () => newChoice(kind, ...givenBy(values, flags)));
  return train(terminal, { ...run, ...(made && { made }) }, { ...(await placeOf(run, kind, source)), ...choice });
}
