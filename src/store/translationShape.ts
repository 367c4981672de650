/** What the options of a translation model must hold. */
import { cellNames } from '../protocol/model';
import type {
  PairTextOptions,
  TranslationNetworkOptions,
  TranslationOptions,
  TranslationTrainingOptions,
} from '../options/translation';
import { pairFormats } from '../protocol/translation';
import { optimiserOptions } from './optimiserShape';
import { flag, listOf, number, object, oneOf, text } from './shape';

export const translationOptions = object<TranslationOptions>({
  text: object<PairTextOptions>({
    format: oneOf(pairFormats),
    sourceColumn: number,
    targetColumn: number,
    header: flag,
    normalise: flag,
    tokenisation: oneOf(['word', 'char']),
    minFrequency: number,
    maxLength: number,
    tooLong: oneOf(['drop', 'truncate']),
    maxPairs: number,
  }),
  network: object<TranslationNetworkOptions>({
    cell: oneOf(cellNames),
    hiddenSize: number,
    layers: number,
    embeddingSize: number,
    bidirectionalEncoder: flag,
    attention: flag,
    dropout: number,
    initialisation: oneOf(['scaled', 'xavier']),
  }),
  optimiser: optimiserOptions,
  training: object<TranslationTrainingOptions>({
    batchSize: number,
    epochs: number,
    validationFraction: number,
    patience: number,
    seed: number,
    sampleSentences: listOf(text),
    sampleEverySeconds: number,
    threads: number,
  }),
});
