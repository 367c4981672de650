/** `unroll forecast`: trains on a series and forecasts it, or forecasts with a model made earlier. */
import { resolve } from 'node:path';
import { forecastCsv } from '../exports/forecastCsv';
import { capabilityOf } from '../kinds/implementations';
import { together, withGiven } from '../options/read';
import { defaultSeriesOptions, seriesTable } from '../options/series';
import { UnrollError } from '../protocol/errors';
import { writeOutput } from '../store/output';
import { message } from '../words/message';
import { examples, given, type CommandLine } from './flags';
import { choiceFrom } from './further';
import { flagsOf, givenBy, withFlags, type FlagValues } from './optionFlags';
import { forecastLines } from './seriesReport';
import { say, type Terminal } from './terminal';
import { train } from './training';
import { placeOf, runFrom, withFromFlag, withRunFlags } from './trainingRun';
import { withModel, type UsedModel } from './usingModel';

const seriesFlags = flagsOf(seriesTable);

export function addSeriesCommands(line: CommandLine): void {
  const forecasting = withFlags(line.command('forecast', say('help.forecast')), seriesFlags);
  withFromFlag(withRunFlags(forecasting, line, 'series'))
    .argument('[file]', say('help.argument.series'))
    .option('--model <model>', say('help.forecast.model'))
    .option('--csv <file>', say('help.forecast.csv'))
    .addHelpText(
      'after',
      examples(
        'unroll forecast births.csv',
        'unroll forecast sales.csv --column revenue --horizon 12 --csv forecast.csv',
        'unroll forecast noisy.txt --form mlp --lags 4 --hidden 10 --values raw',
        'unroll forecast births-of-this-year.csv --from births --epochs 10',
        'unroll forecast --model births --horizon 30',
      ),
    )
    .action(line.runs((file: string | undefined, values: FlagValues) => forecast(file, values, line.terminal)));
}

async function forecast(file: string | undefined, values: FlagValues, terminal: Terminal): Promise<number> {
  const options = withGiven('series', defaultSeriesOptions, together('series', ...givenBy(values, seriesFlags)));
  const show = (model: string): Promise<number> =>
    withModel(model, values, (opened, signal) => print(opened, options.data.horizon, values, terminal, signal));
  const model = given(values['model']);
  if (model !== undefined) return show(model);
  if (file === undefined) throw new UnrollError('bad-options', message('terminal.needsSeries'));
  const own = seriesFlags.map(({ option }) => option);
  const run = runFrom(file, values, own);
  const choice = await choiceFrom(run, 'series', values, seriesFlags, () => ({ kind: 'series', options }));
  return train(terminal, { ...run, made: show }, { ...(await placeOf(run)), ...choice });
}

async function print(
  model: UsedModel,
  horizon: number,
  values: FlagValues,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const found = await capabilityOf(model, 'forecast')({ modelFolder: model.folder, horizon }, signal);
  if (values['json'] === true) terminal.print(JSON.stringify(found));
  else if (values['quiet'] !== true) forecastLines(found.forecast).forEach(terminal.print);
  const file = given(values['csv']);
  if (file !== undefined) {
    await writeOutput(resolve(file), forecastCsv(found.name, found.dated, found.forecast));
    terminal.remark(say('export.done', { name: resolve(file) }));
  }
  return 0;
}
