/** `unroll forecast`: trains on a series and forecasts it, or forecasts with a model made earlier. */
import { resolve } from 'node:path';
import { forecastCsv } from '../exports/forecastCsv';
import { capabilityOf, openModel } from '../kinds/implementations';
import { engineOption } from '../options/editor';
import type { KindChoice } from '../options/kinds';
import { together, withGiven } from '../options/read';
import { defaultSeriesOptions, seriesTable, type SeriesOptions } from '../options/series';
import { UnrollError } from '../protocol/errors';
import { writeOutput } from '../store/output';
import { message } from '../words/message';
import { examples, given, type SharedFlags } from './flags';
import { choiceFrom } from './further';
import { findModel } from './home';
import { onInterruption } from './interruption';
import { flagsOf, givenBy, valueOrStandard, withFlags, type FlagValues } from './optionFlags';
import { forecastLines } from './seriesReport';
import { say, type Terminal } from './terminal';
import { train } from './training';
import { placeOf, runFrom, withFromFlag, withRunFlags } from './trainingRun';

const seriesFlags = flagsOf(seriesTable);

/** @throws UnrollError 'bad-options' */
const optionsFrom = (values: FlagValues): SeriesOptions =>
  withGiven('series', defaultSeriesOptions, together('series', ...givenBy(values, seriesFlags)));

export function addSeriesCommands(shared: SharedFlags, terminal: Terminal, finished: (exitCode: number) => void): void {
  withFromFlag(withRunFlags(withFlags(shared.command('forecast', say('help.forecast')), seriesFlags), shared, 'series'))
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
    .action(async (file: string | undefined, values: FlagValues) => {
      finished(await forecast(file, values, terminal));
    });
}

async function forecast(file: string | undefined, values: FlagValues, terminal: Terminal): Promise<number> {
  const model = given(values['model']);
  if (model !== undefined) {
    await show(await findModel(model, String(values['out'])), values, terminal);
    return 0;
  }
  if (file === undefined) throw new UnrollError('bad-options', message('terminal.needsSeries'));
  const run = runFrom(
    file,
    values,
    seriesFlags.map(({ option }) => option),
  );
  const choice: KindChoice =
    run.from === undefined
      ? { kind: 'series', options: optionsFrom(values) }
      : await choiceFrom(run, 'series', values, seriesFlags);
  const nextStep = (folder: string) => message('terminal.forecastHint', { folder });
  const job = { ...(await placeOf(run)), ...choice };
  return train(terminal, { ...run, nextStep, made: folder => show(folder, values, terminal) }, job);
}

async function show(folder: string, values: FlagValues, terminal: Terminal): Promise<void> {
  const model = await openModel(folder, valueOrStandard(engineOption, values));
  const interruption = onInterruption(() => undefined);
  try {
    const { data } = optionsFrom(values);
    const request = { modelFolder: folder, horizon: data.horizon };
    const found = await capabilityOf(model, 'forecast')(request, interruption.stop);
    if (values['json'] === true) terminal.print(JSON.stringify(found));
    else if (values['quiet'] !== true) forecastLines(found.forecast).forEach(terminal.print);
    const file = given(values['csv']);
    if (file === undefined) return;
    await writeOutput(resolve(file), forecastCsv(found.name, found.dated, found.forecast));
    terminal.remark(say('export.done', { name: resolve(file) }));
  } finally {
    interruption.dispose();
    model.dispose();
  }
}
