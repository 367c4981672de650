/** What model.json must hold. A field added to ModelManifest does not compile until it is described here. */
import {
  endReasons,
  type Baseline,
  type CopiedPassage,
  type CorpusSummary,
  type EngineMeasurement,
  type EngineReport,
  type GeneratedSample,
  type QualityMetrics,
  type TrainingMetrics,
  type ValidationMetrics,
} from '../protocol/metrics';
import type { Position } from '../protocol/position';
import type { RunRecord } from '../protocol/run';
import type {
  LanguageModelOptions,
  NetworkOptions,
  NgramOptions,
  TextOptions,
  TrainingOptions,
} from '../options/language';
import { cellNames, tokenisations } from '../protocol/model';
import { optimiserOptions } from './optimiserShape';
import { flag, listOf, number, object, oneOf, optional, pairOf, text, variants } from './shape';
import type {
  LanguageModelManifest,
  ModelManifest,
  NgramModelManifest,
  StoredSource,
  StoredVocabulary,
  TranslationModelManifest,
} from './types';
import { translationOptions } from './translationShape';

const textOptions = object<TextOptions>({
  tokenisation: oneOf(tokenisations),
  clean: flag,
  minFrequency: number,
  bytePairVocabularySize: number,
  maxTokens: number,
});

const networkOptions = object<NetworkOptions>({
  cell: oneOf(cellNames),
  hiddenSize: number,
  layers: number,
  embeddingSize: number,
  bidirectional: flag,
  dropout: number,
  weightDropout: number,
  initialisation: oneOf(['scaled', 'book']),
});

const trainingOptions = object<TrainingOptions>({
  batchSize: number,
  timeSteps: number,
  epochs: number,
  sampling: oneOf(['sequential', 'random']),
  validationFraction: number,
  patience: number,
  seed: number,
  samplePrefixes: listOf(text),
  sampleLength: number,
  sampleEverySeconds: number,
  sampleTemperature: number,
  threads: number,
});

const options = object<LanguageModelOptions>({
  text: textOptions,
  network: networkOptions,
  optimiser: optimiserOptions,
  training: trainingOptions,
});

const run = object<RunRecord>({
  metrics: listOf(
    object<TrainingMetrics>({
      step: number,
      epoch: number,
      seconds: number,
      trainLoss: number,
      tokensPerSecond: number,
      gradientNorm: number,
      learningRate: number,
    }),
  ),
  validations: listOf(
    object<ValidationMetrics>({ step: number, epoch: number, loss: number, bitsPerCharacter: number, best: flag }),
  ),
  samples: listOf(
    object<GeneratedSample>({ step: number, epoch: number, prefix: text, continuation: text, perplexity: number }),
  ),
  qualities: optional(
    listOf(object<QualityMetrics>({ step: number, epoch: number, tokenAccuracy: number, bleu: number })),
  ),
  baselines: listOf(object<Baseline>({ name: text, loss: number })),
  notes: listOf(text),
  engine: optional(
    object<EngineReport>({
      chosen: text,
      reason: text,
      threads: number,
      measurements: listOf(
        object<EngineMeasurement>({ engine: text, available: flag, detail: text, tokensPerSecond: optional(number) }),
      ),
    }),
  ),
  corpus: optional(
    object<CorpusSummary>({
      name: text,
      characters: number,
      tokens: number,
      vocabularySize: number,
      validationTokens: number,
    }),
  ),
  result: optional(
    object<NonNullable<RunRecord['result']>>({
      reason: oneOf(endReasons),
      steps: number,
      epochs: number,
      seconds: number,
      trainLoss: number,
      validationLoss: optional(number),
      copied: optional(object<CopiedPassage>({ characters: number, share: number })),
      verdict: text,
    }),
  ),
});

const common = {
  manifestVersion: number,
  id: text,
  name: text,
  createdAt: text,
  unrollVersion: text,
  state: oneOf(['training', 'interrupted', 'finished']),
  source: object<StoredSource>({
    name: text,
    sha256: text,
    characters: number,
    uri: optional(text),
    targetUri: optional(text),
  }),
  parameters: number,
  run,
  processId: optional(number),
} as const;

const storedVocabulary = { vocabulary: listOf(text), frequencies: listOf(number) };

export const manifestShape = variants<ModelManifest>('kind', {
  language: object<LanguageModelManifest>({
    ...common,
    ...storedVocabulary,
    kind: oneOf(['language']),
    options,
    merges: optional(listOf(pairOf(text))),
  }),
  ngram: object<NgramModelManifest>({
    ...common,
    ...storedVocabulary,
    kind: oneOf(['ngram']),
    options: object<NgramOptions>({ text: textOptions, order: number, validationFraction: number }),
    merges: optional(listOf(pairOf(text))),
  }),
  translation: object<TranslationModelManifest>({
    ...common,
    kind: oneOf(['translation']),
    options: translationOptions,
    sourceLanguage: object<StoredVocabulary>(storedVocabulary),
    targetLanguage: object<StoredVocabulary>(storedVocabulary),
  }),
});

export const resumeShape = object<Position>({
  step: number,
  epoch: number,
  batch: number,
  seconds: number,
  learningRateScale: number,
  bestValidationLoss: optional(number),
  bestEpoch: number,
});
