/** The options of models that forecast series of numbers. */
import * as v from 'valibot';
import { choice, real, standardOf, text, texts, whole } from './option';
import { formEntries } from './tables';
import {
  dropoutOption,
  endingEntries,
  machineEntries,
  networkEntries,
  optimiserEntries,
  passEntries,
  plenty,
} from './shared';

/** Where the numbers and their dates stand: the name of a column or its number from 1; empty: found. */
export const seriesColumnsTable = v.strictObject({
  column: text({ standard: '', flag: '--column <column>', topic: 'series', words: 'option.column' }),
  dateColumn: text({ standard: '', flag: '--date-column <column>', topic: 'series', words: 'option.dateColumn' }),
  /** "column=value", of a table that holds several series below one another; empty: the first of them. */
  rows: text({
    standard: '',
    beforeItExisted: '',
    flag: '--rows <column=value>',
    topic: 'series',
    words: 'option.rows',
  }),
  ...formEntries('series'),
});

export const seriesTable = v.strictObject({
  data: v.strictObject({
    ...seriesColumnsTable.entries,
    /** Other columns whose past may help. */
    inputs: texts({
      standard: [],
      beforeItExisted: [],
      flag: '--input <column>',
      topic: 'series',
      words: 'option.inputs',
    }),
    /** Values of a season; 0: found. */
    season: whole(0, 100_000, { standard: 0, flag: '--season <n>', topic: 'series', words: 'option.season' }),
    /** The last values, which only judge; 0: as many as choose. */
    heldOut: whole(0, plenty, { standard: 0, flag: '--held-out <n>', topic: 'series', words: 'option.heldOutValues' }),
    /** Standard deviation of noise that nobody can forecast, where it is known. */
    noise: real(0, 1e12, {
      standard: 0,
      beforeItExisted: 0,
      flag: '--noise <deviation>',
      topic: 'series',
      words: 'option.noise',
    }),
    /** Values that are forecast; 0: found. */
    horizon: whole(0, 10_000, { standard: 0, flag: '--horizon <n>', topic: 'series', words: 'option.horizon' }),
  }),
  network: v.strictObject({
    /** A recurrent network that carries a state, layers that see the last values at once, or their weighted sum. */
    form: choice(['recurrent', 'mlp', 'linear'], {
      standard: 'recurrent',
      flag: '--form <form>',
      words: 'option.form',
    }),
    ...networkEntries({ cell: 'gru', hiddenSize: 32, layers: 1 }),
    /** tau: values that it sees before the one it predicts. */
    lags: whole(1, 2000, { standard: 28, flag: '--lags <n>', words: 'option.lags' }),
    /** What it sees: what the calendar leaves, values of mean 0 and deviation 1, their differences, or values as they are. */
    values: choice(['remainder', 'standardised', 'differences', 'raw'], {
      standard: 'remainder',
      flag: '--values <kind>',
      words: 'option.values',
    }),
    dropout: dropoutOption(0),
    initialisation: choice(['scaled', 'xavier'], {
      standard: 'scaled',
      flag: '--initialisation <rule>',
      words: 'option.initialisation.series',
    }),
  }),
  optimiser: v.strictObject(optimiserEntries({ learningRate: 3e-3, clipNorm: 1 })),
  training: v.strictObject({
    ...passEntries('series', { batchSize: 32, epochs: 40 }),
    ...endingEntries('series', { patience: 6 }),
    ...machineEntries(),
  }),
});

export type SeriesColumns = v.InferOutput<typeof seriesColumnsTable>;
export type SeriesOptions = v.InferOutput<typeof seriesTable>;
export type SeriesNetworkOptions = SeriesOptions['network'];

export const defaultSeriesOptions: SeriesOptions = v.parse(seriesTable, standardOf(seriesTable));

/** The network of the notes: four values, ten rectified units, trained for five epochs on values as they are. */
export const notesSeriesOptions = {
  network: { form: 'mlp', lags: 4, hiddenSize: 10, layers: 1, values: 'raw', initialisation: 'xavier' },
  optimiser: { learningRate: 0.01, clipNorm: 0, schedule: 'constant', warmUp: 0 },
  training: { batchSize: 16, epochs: 5, patience: 0 },
} as const;
