/** Sentences on models that forecast series of numbers. */
export const series = {
  'model.series.recurrent': 'Forecast, {cell:message}, {layers:message}, and statistics',
  'model.series.mlp': 'Forecast, {lags:integer} values to {layers:message}, and statistics',
  'model.series.linear': 'Forecast, weighted sum of {lags:integer} values, and statistics',
  'model.mase': 'MASE {mase:decimal}',
  'model.error': 'squared error {loss:decimal}',

  'series.forecaster.naive': 'Last value',
  'series.forecaster.seasonal': 'Last season',
  'series.forecaster.drift': 'Straight line',
  'series.forecaster.theta': 'Theta',
  'series.forecaster.autoregression': 'Linear autoregression',
  'series.forecaster.specialDays': 'Calendar and autoregression',
  'series.forecaster.vector': 'Vector autoregression',
  'series.forecaster.network': 'Network',
  'series.forecaster.together': 'Mixture',

  // With a count of 1 only in notes of models that were trained before `series.each`.
  'series.every.second': { one: 'every second', other: 'every {count:integer} seconds' },
  'series.every.minute': { one: 'every minute', other: 'every {count:integer} minutes' },
  'series.every.hour': { one: 'hourly', other: 'every {count:integer} hours' },
  'series.every.day': { one: 'daily', other: 'every {count:integer} days' },
  'series.every.workday': { one: 'every workday', other: 'every {count:integer} workdays' },
  'series.every.week': { one: 'weekly', other: 'every {count:integer} weeks' },
  'series.every.month': { one: 'monthly', other: 'every {count:integer} months' },
  'series.every.quarter': { one: 'quarterly', other: 'every {count:integer} quarters' },
  'series.every.year': { one: 'yearly', other: 'every {count:integer} years' },

  'series.each.second': 'every second',
  'series.each.minute': 'every minute',
  'series.each.hour': 'hourly',
  'series.each.day': 'daily',
  'series.each.workday': 'every workday',
  'series.each.week': 'weekly',
  'series.each.month': 'monthly',
  'series.each.quarter': 'quarterly',
  'series.each.year': 'yearly',

  'note.series': {
    one: 'Column {column:name}: {count:integer} value.',
    other: 'Column {column:name}: {count:integer} values.',
  },
  'note.seriesDated': {
    one: 'Column {column:name}: {count:integer} value, {frequency:message}, {first:text} to {last:text}.',
    other: 'Column {column:name}: {count:integer} values, {frequency:message}, {first:text} to {last:text}.',
  },
  'note.seriesInputs': 'Other columns whose past is read as well: {columns:text}.',
  'note.seriesOthers':
    'Other columns of numbers, not used: {columns:text}. Their past is read as well where they are named as inputs.',
  'note.seriesRows':
    'The table holds {count:integer} series, told apart by column {column:name}: the rows of {value:name} are read. Others: {others:text}.',
  'note.seriesGaps': {
    one: '{count:integer} value is missing ({first:text}); it is filled by a straight line between its neighbours.',
    other:
      '{count:integer} values are missing, the first of them {first:text}; they are filled by straight lines between their neighbours.',
  },
  'note.seriesMissing': {
    one: '{count:integer} value is missing (line {line:text}); it is filled by a straight line between its neighbours.',
    other:
      '{count:integer} values are missing, the first of them in line {line:text}; they are filled by straight lines between their neighbours.',
  },
  'note.seriesIrregular': 'The dates are not evenly spaced: they are taken for an order alone.',
  'note.seriesReversed': 'The newest value came first; the series was turned round.',
  'note.seriesSeenAlike':
    'The network sees {column:name} scaled as the earlier model did: mean {mean:decimal}, deviation {deviation:decimal}.',
  'note.seriesSeenAnew':
    '{column:name} varies otherwise than what the earlier model has learned, so its own mean {mean:decimal} and deviation {deviation:decimal} scale it.',
  'note.seriesLearned':
    'The earlier model has learned from values that are kept aside here: the figures of the network are too good. Train a new model to have it judged.',
  'error.seriesTooShortFor':
    '"{name:name}" is too short for "{model:name}", which sees {lags:integer} values at a time: {count:integer} can be learned from, and it takes {fewest:integer}. Train a new model on it.',
  'note.seriesCut': 'The series is long; its last {count:integer} values are used.',

  'error.noSeries':
    '"{name:name}" holds no series of numbers. It can be numbers, one a line, or a CSV or TSV with a column of numbers, with dates or without.',
  'error.noNumber':
    'Line {line:integer} of "{name:name}", column {column:name}: "{cell:name}" is no number. Correct it, or leave the cell empty if there is no value.',
  'error.noDate':
    'Line {line:integer} of "{name:name}", column {column:name}: "{cell:name}" is no date like the others. Correct it, or name another column of dates.',
  'error.sameDate':
    'Lines {other:integer} and {line:integer} of "{name:name}" have the same date, {cell:name}. Keep one of them, or add them up.',
  'error.noSuchRows':
    '"{name:name}" has no rows of {asked:name}. Name a column and a value of it: {column:name}={value:name}.',
  'error.seriesTooShort':
    '"{name:name}" has {count:integer} values; a forecast needs at least {fewest:integer}. Add older values.',
  'error.seriesHeldOut':
    'Of {count:integer} values nothing is left to learn from when {heldOut:integer} of them judge. Hold out fewer.',
  'error.noSeriesKept': 'The model "{name:name}" has lost its series. Train it again.',

  'verdict.series.unjudged': 'Nothing was kept aside, so nobody knows how good it is.',
  'verdict.series.judged': {
    one: 'On {count:integer} value kept aside, one step ahead: MASE {mase:decimal}; {coverage:percent} of them lie in the band of 80 %.',
    other:
      'On the last {count:integer} values, kept aside, one step ahead: MASE {mase:decimal}; {coverage:percent} of them lie in the band of 80 %.',
  },
  'verdict.series.judgedAlone': {
    one: 'On {count:integer} value kept aside, one step ahead: MASE {mase:decimal}.',
    other: 'On the last {count:integer} values, kept aside, one step ahead: MASE {mase:decimal}.',
  },
  'verdict.series.together':
    'A mixture answers: the network alone {network:decimal}, the best plain method ({method:message}) {plain:decimal}.',
  'verdict.series.network':
    'The network answers: {network:decimal}, the best plain method ({method:message}) {plain:decimal}.',
  'verdict.series.statistics':
    'Statistics answer ({winner:message}): the network {network:decimal}, the best plain method ({method:message}) {plain:decimal}.',
  'verdict.series.networkAhead': 'Further ahead, {steps:list} steps, the network takes part.',
  'verdict.series.settledBefore': 'Who answers was settled on the values before those, not by these figures.',
  'verdict.series.noBetter':
    'What answers is no better here than the plainest guess ({method:message}, MASE {mase:decimal}).',
  'verdict.series.useless':
    'Far ahead it is useless: MASE {far:decimal} 64 steps ahead, repeating the last value {last:decimal}.',
  'verdict.series.drifts':
    'Far ahead it drifts: MASE {far:decimal} 64 steps ahead against {one:decimal} one step ahead.',

  'series.method': 'Method',
  'series.mae': 'MAE',
  'series.rmse': 'RMSE',
  'series.mase': 'MASE',
  'series.explained': {
    one: 'MAE and RMSE: mean absolute and root mean squared error, in units of the series. MASE: the MAE divided by that of repeating the value before; below 1 is better than repeating it. In band: how many values lay in the band that should hold 80 % of them. Weight: the part in what is answered.',
    other:
      'MAE and RMSE: mean absolute and root mean squared error, in units of the series. MASE: the MAE divided by that of repeating the value {count:integer} steps before; below 1 is better than repeating it. In band: how many values lay in the band that should hold 80 % of them. Weight: the part in what is answered.',
  },
  'series.coverage': 'In band',
  'series.noise': 'Noise, if it is as said',
  'series.answered': 'What is answered',
  'series.within': 'Within the band of 80 %',
  'series.ahead': 'k = {steps:integer}',
  'series.trust': 'Weight',
  'series.answering': '{method:message} (answers)',
  'series.figure': '{value:decimal}',
  'series.value': '{value:whole}',
  'series.share': '{share:percent}',
  'series.found': {
    one: 'Column {column:name}: {count:integer} value',
    other: 'Column {column:name}: {count:integer} values',
  },
  'series.foundDated': {
    one: 'Column {column:name}: {count:integer} value, {frequency:message}, {first:text} to {last:text}',
    other: 'Column {column:name}: {count:integer} values, {frequency:message}, {first:text} to {last:text}',
  },

  'help.group.data': 'Series:',
  'help.group.series': 'Series:',
  'help.forecast': 'forecast a series of numbers: a network beside plain methods, and whichever is better answers',
  'help.argument.series': 'the series: numbers, one a line, or a table with a column of numbers; - is standard input',
  'help.forecast.model': 'forecast with this model, made earlier, instead of training one',
  'help.forecast.csv': 'write the forecast to this file, as a table with bands of 10, 50 and 90 %',
  'help.resume.series': 'go on with a stopped run of this series, with its options',
  'terminal.series.summary': {
    one: 'One step ahead, {count:integer} value kept aside (season {season:integer}):',
    other: 'One step ahead, the last {count:integer} values kept aside (season {season:integer}):',
  },
  'terminal.series.plain': 'Without a network would answer: {winner:message}, MASE {mase:decimal}',
  'terminal.series.ahead': 'MASE by steps ahead:',
  'terminal.series.winner': 'Answers: {winner:message}',
  'terminal.series.forecast': 'Forecast (10 %, 50 %, 90 %):',
  'terminal.series.more': { one: '… {count:integer} more', other: '… {count:integer} more' },
  'terminal.seriesOfModel':
    'A model forecasts the series that it learned, and reads no other. Leave out "{file:name}"; or use --from in place of --model to train the model further on it.',
  'terminal.needsSeries': 'Name the file with the series, or a model with --model.',
  'terminal.corpusSeries': '{name:name}: {tokens:integer} values, {heldOut:integer} of them kept aside',
  'terminal.errorProgress':
    'epoch {epoch:tenths}/{epochs:integer}  ETA {left:clock}  error {loss:decimal}  validation {validation:decimal}  {speed:integer} values/s',
  'terminal.errorValidation': 'epoch {epoch:tenths}: validation error {loss:decimal}',
  'terminal.errorValidationBest': 'epoch {epoch:tenths}: validation error {loss:decimal}, the best so far',
  'terminal.errorBaseline': '{name:message}: validation error {loss:decimal}',
  'terminal.errorFigures': 'training error {training:decimal}',
  'terminal.errorFiguresHeldOut': 'best validation error {validation:decimal}, training {training:decimal}',

  'option.column': 'The column to forecast, by name or number; found when empty.',
  'option.dateColumn': 'The column of dates, by name or number; found when empty.',
  'option.rows':
    'Which rows are read where a table holds several series below one another (symbol=MSFT); those of the first when empty.',
  'option.inputs': 'Another column whose past may help, by name or number; all stands for every one.',
  'option.season': 'Values in a season (7 days, 12 months); found when 0.',
  'option.heldOutValues': 'How many of the last values only judge; the held-out share when 0.',
  'option.horizon': 'How many values to forecast; two seasons when 0.',
  'option.noise':
    'Standard deviation of noise that nobody can forecast, where it is known: it is shown beside the errors. 0: not known.',
  'option.form': 'A recurrent network, layers that see the last values at once, or their weighted sum.',
  'option.lags': 'How many values the network sees before the one it predicts.',
  'option.values':
    'What the network sees: what the calendar leaves, values scaled to deviation 1, their differences, or values as they are.',
  'option.initialisation.series': 'The first weights: uniform, scaled to the layer, or by Glorot and Bengio.',
  'option.batchSize.series': 'How many windows are trained at the same time.',
  'option.epochs.series':
    'How often the network reads the series at most: training may end earlier, after some epochs without a better validation loss.',
  'option.validationFraction.series':
    'Share from the end of the series that decides whom to believe; another such share only judges.',
} as const;
