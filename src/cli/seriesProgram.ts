/** `unroll forecast`: trains on a series and forecasts it, or forecasts with a model made earlier. */
import { resolve } from 'node:path';
import { Option } from 'commander';
import { forecastCsv } from '../exports/forecastCsv';
import { capabilityOf } from '../kinds/implementations';
import { withStandard } from '../options/read';
import { seriesTable } from '../options/series';
import { UnrollError } from '../protocol/errors';
import { writeOutput } from '../store/output';
import { message } from '../words/message';
import { examples, given, type CommandLine } from './flags';
import { flagsOf, givenBy, type FlagValues } from './optionFlags';
import { forecastLines } from './seriesReport';
import { say, type Terminal } from './terminal';
import { trainKind, withKindFlags } from './trainingRun';
import { usableTo, withModel, type UsedModel } from './usingModel';

export function addSeriesCommands(line: CommandLine): void {
  withKindFlags(line.command('forecast', say('help.forecast')), line, 'series')
    .argument('[file]', say('help.argument.series'))
    .addOption(new Option('--model <model>', say('help.forecast.model')).conflicts(['resume', 'from']))
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
  const { data } = withStandard('series', ...givenBy(values, flagsOf(seriesTable)));
  const show = (model: string): Promise<number> =>
    withModel(model, usableTo('forecast'), values, terminal, (opened, signal) =>
      print(opened, data.horizon, values, terminal, signal),
    );
  const model = given(values['model']);
  if (model !== undefined && file !== undefined)
    throw new UnrollError('bad-options', message('terminal.seriesOfModel', { file }));
  if (model !== undefined) return show(model);
  if (file === undefined) throw new UnrollError('bad-options', message('terminal.needsSeries'));
  return trainKind(terminal, 'series', file, values, show);
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
