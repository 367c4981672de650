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

/** The columns of the numbers and their dates: a name or a number from 1; empty: detected. */
export const seriesColumnsTable = v.strictObject({
  column: text({ standard: '', flag: '--column <column>', topic: 'series', words: 'option.column' }),
  dateColumn: text({ standard: '', flag: '--date-column <column>', topic: 'series', words: 'option.dateColumn' }),
  /** "column=value", for a table with several series below one another; empty: the first one. */
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
    /** Other columns whose past values are inputs. */
    inputs: texts({
      standard: [],
      beforeItExisted: [],
      flag: '--input <column>',
      topic: 'series',
      words: 'option.inputs',
    }),
    /** Values per season; 0: detected. */
    season: whole(0, 100_000, { standard: 0, flag: '--season <n>', topic: 'series', words: 'option.season' }),
    /** Number of values at the end for evaluation only; 0: as many as the validation part has. */
    heldOut: whole(0, plenty, { standard: 0, flag: '--held-out <n>', topic: 'series', words: 'option.heldOutValues' }),
    /** Standard deviation of the unpredictable noise, if it is known; 0: unknown. */
    noise: real(0, 1e12, {
      standard: 0,
      beforeItExisted: 0,
      flag: '--noise <deviation>',
      topic: 'series',
      words: 'option.noise',
    }),
    /** Number of values to forecast; 0: derived from the series. */
    horizon: whole(0, 10_000, { standard: 0, flag: '--horizon <n>', topic: 'series', words: 'option.horizon' }),
  }),
  network: v.strictObject({
    /** A recurrent network, a multilayer perceptron over the last values, or a linear function of them. */
    form: choice(['recurrent', 'mlp', 'linear'], {
      standard: 'recurrent',
      flag: '--form <form>',
      words: 'option.form',
    }),
    ...networkEntries({ cell: 'gru', hiddenSize: 32, layers: 1 }),
    /** tau: the number of values before the predicted one that are inputs. */
    lags: whole(1, 2000, { standard: 28, flag: '--lags <n>', words: 'option.lags' }),
    /** The inputs: the remainder after calendar effects, values with mean 0 and deviation 1, their differences, or raw values. */
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

/** The network of the notes: four lags, ten rectified units, trained for five epochs on raw values. */
export const notesSeriesOptions = {
  network: { form: 'mlp', lags: 4, hiddenSize: 10, layers: 1, values: 'raw', initialisation: 'xavier' },
  optimiser: { learningRate: 0.01, clipNorm: 0, schedule: 'constant', warmUp: 0 },
  training: { batchSize: 16, epochs: 5, patience: 0 },
} as const;
