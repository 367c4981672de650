/** How well a series is forecast, and the forecast, as lines. */
import { maseOf, stepsAhead, type ForecastPoint, type SeriesReport } from '../protocol/forecast';
import { message } from '../words/message';
import { padded, say } from './terminal';

const mostPoints = 14;

const width = 30;
const cell = (value: number): string => (Number.isFinite(value) ? say('series.figure', { value }) : '–').padStart(11);
const share = (value: number): string =>
  (Number.isFinite(value) ? say('series.share', { share: value }) : '–').padStart(11);

/** Every method with its errors on values that none of them has read; the one that answers is marked. Before there is a network: the best plain method. */
export function seriesReportLines(report: SeriesReport): string[] {
  const { methods, winner, answers, values, judged, season, noise } = report;
  if (methods.every(({ name: of }) => of !== 'network'))
    return [say('terminal.series.plain', { winner: message(`series.forecaster.${winner}`), mase: maseOf(report) })];
  const name = (of: SeriesReport['winner']): string => say(`series.forecaster.${of}`);
  const heads = (keys: readonly string[]): string => keys.map(key => key.padStart(11)).join('');
  const figures = (['series.mae', 'series.rmse', 'series.mase', 'series.coverage'] as const).map(key => say(key));
  const row = (of: SeriesReport['winner']): string => `  ${padded(`${of === winner ? '* ' : '  '}${name(of)}`, width)}`;
  return [
    say('terminal.series.summary', { count: values.length - judged, season }),
    `  ${padded(`  ${say('series.method')}`, width)}${heads([...figures, say('series.trust')])}`,
    ...methods.map(({ name: of, mae, rmse, mase, coverage, trust }) =>
      [row(of), cell(mae), cell(rmse), cell(mase), share(coverage), share(trust[0] ?? NaN)].join(''),
    ),
    ...(noise
      ? [
          [`  ${padded(`  ${say('series.noise')}`, width)}`, cell(noise.mae), cell(noise.rmse), cell(noise.mase)].join(
            '',
          ),
        ]
      : []),
    `  ${say('series.explained', { count: season })}`,
    say('terminal.series.ahead'),
    `  ${padded(`  ${say('series.method')}`, width)}${heads(stepsAhead.map(steps => say('series.ahead', { steps })))}`,
    ...methods.map(({ name: of, ahead }) => [`  ${padded(`  ${name(of)}`, width)}`, ...ahead.map(cell)].join('')),
    ...(answers
      ? [
          `  ${padded(`* ${say('series.answered')}`, width)}${answers.map(({ mase }) => cell(mase)).join('')}`,
          `  ${padded(`  ${say('series.within')}`, width)}${answers.map(({ within }) => share(within)).join('')}`,
        ]
      : []),
    say('terminal.series.winner', { winner: message(`series.forecaster.${winner}`) }),
  ];
}

export const forecastLines = (forecast: readonly ForecastPoint[]): string[] => [
  say('terminal.series.forecast'),
  ...forecast
    .slice(0, mostPoints)
    .map(
      ({ when, low, middle, high }) =>
        `  ${padded(when, width - 8)}${[low, middle, high].map(value => say('series.value', { value }).padStart(11)).join('')}`,
    ),
  ...(forecast.length > mostPoints ? [say('terminal.series.more', { count: forecast.length - mostPoints })] : []),
];
