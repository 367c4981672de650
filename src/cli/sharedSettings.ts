/** The options that every trained network has, as flags; what they say differs by what it is trained on. */
import type { OptimiserOptions } from '../options/language';
import { cellNames, type CellName } from '../protocol/model';
import { settingRows } from './settingRows';

interface Trained {
  network: { cell: CellName; hiddenSize: number; layers: number; dropout: number };
  optimiser: OptimiserOptions;
  training: {
    epochs: number;
    batchSize: number;
    validationFraction: number;
    patience: number;
    seed: number;
    threads: number;
    sampleEverySeconds: number;
  };
}

/**
 * @param data what is passed over, "text"
 * @param rows what a batch is made of, "rows"
 */
export function sharedSettings<O extends Trained>(defaults: O, data: string, rows: string) {
  const { whole, real, choice, grouped } = settingRows(defaults);
  const network = (o: O): Trained['network'] => o.network;
  const optimiser = (o: O): Trained['optimiser'] => o.optimiser;
  const training = (o: O): Trained['training'] => o.training;
  return {
    shape: [
      choice(cellNames, { flags: '--cell <name>', description: 'recurrent cell', section: network, key: 'cell' }),
      whole(1, 4096, {
        flags: '--hidden <n>',
        description: 'hidden units of a layer',
        section: network,
        key: 'hiddenSize',
      }),
      whole(1, 16, { flags: '--layers <n>', description: 'recurrent layers', section: network, key: 'layers' }),
    ],
    dropout: real(0, 0.95, {
      flags: '--dropout <p>',
      description: 'dropout between layers and before the output',
      section: network,
      key: 'dropout',
    }),
    optimiser: grouped('Optimiser:', [
      choice(['adam', 'sgd'], {
        flags: '--optimiser <kind>',
        description: 'update rule',
        section: optimiser,
        key: 'kind',
      }),
      real(0, 1000, { flags: '--lr <rate>', description: 'learning rate', section: optimiser, key: 'learningRate' }),
      real(0, Infinity, {
        flags: '--clip <norm>',
        description: 'largest gradient norm; 0 is off',
        section: optimiser,
        key: 'clipNorm',
      }),
      choice(['constant', 'cosine'], {
        flags: '--schedule <kind>',
        description: 'learning rate over time',
        section: optimiser,
        key: 'schedule',
      }),
      real(0, 1, {
        flags: '--warm-up <share>',
        description: 'share of all steps in warm-up (cosine)',
        section: optimiser,
        key: 'warmUp',
      }),
    ]),
    passes: [
      whole(1, 100_000, {
        flags: '--epochs <n>',
        description: `passes over the ${data}`,
        section: training,
        key: 'epochs',
      }),
      whole(1, 65_536, {
        flags: '--batch <n>',
        description: `${rows} of a batch`,
        section: training,
        key: 'batchSize',
      }),
    ],
    ending: [
      real(0, 0.5, {
        flags: '--validation <share>',
        description: `share of the ${data} held out, from the end`,
        section: training,
        key: 'validationFraction',
      }),
      whole(0, 100_000, {
        flags: '--patience <n>',
        description: 'epochs without a better validation before the end; 0 never',
        section: training,
        key: 'patience',
      }),
    ],
    machine: [
      whole(0, 2 ** 32 - 1, {
        flags: '--seed <n>',
        description: 'the same seed gives the same model',
        section: training,
        key: 'seed',
      }),
      whole(0, 1024, {
        flags: '--threads <n>',
        description: 'threads that split a batch; 0 lets the machine decide',
        section: training,
        key: 'threads',
      }),
    ],
    sampleEvery: real(0, Infinity, {
      flags: '--sample-every <seconds>',
      description: 'time between samples',
      section: training,
      key: 'sampleEverySeconds',
    }),
  };
}
