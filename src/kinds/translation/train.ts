/** Trains a translation model on sentence pairs. */
import { initialTranslationParameters } from './network/shape';
import type { CorpusSummary, TrainingEvent, TrainingResult } from '../../protocol/metrics';
import { readOptions } from '../../options/read';
import type { TranslationOptions } from '../../options/translation';
import type { TrainTranslationJob } from '../../protocol/translation';
import { readTranslationModel } from '../../store/models';
import type { RunRecord } from '../../protocol/run';
import type { StoredVocabulary, TranslationModelManifest } from '../../store/types';
import { wordPartners } from '../../text/pairs/pairAlignment';
import type { PairBatch } from '../../text/pairs/pairBatches';
import type { EncodedSentences, PackedSentences } from '../../text/pairs/pairCorpus';
import { Random } from '../../text/random/random';
import { teachUnknownWords } from '../../text/pairs/unknownWords';
import { countCodePoints } from '../../text/tokens/corpus';
import type { Vocabulary } from '../../text/tokens/vocabulary';
import { freshManifest } from '../../training/runFolder';
import { shared } from '../../training/shared';
import { trainModel, type JobContext, type PreparedRun } from '../../training/runTraining';
import { trainableTranslation, type TranslationPlan } from './trainable';
import { TranslationSamples } from './samples';
import { preparePairs, readPairs, type PreparedPairs, type ReadPairs } from './preparePairs';

/** @throws UnrollError 'bad-options', and as `trainModel` does */
export function trainTranslation(job: TrainTranslationJob, context: JobContext): Promise<TrainingResult> {
  return trainModel(
    {
      ...job,
      resumeFrom: job.resumeFrom,
      readModel: readTranslationModel,
      prepare: (earlier: TranslationModelManifest | undefined, emit) =>
        prepare(job, earlier?.options ?? readOptions('translation', job.options), emit),
    },
    context,
  );
}

async function prepare(
  job: TrainTranslationJob,
  options: TranslationOptions,
  emit: (event: TrainingEvent) => void,
): Promise<PreparedRun<PairBatch, TranslationPlan>> {
  const { text, network, training } = options;
  emit({ kind: 'phase', phase: 'reading' });
  const read = await readPairs(job, text);
  emit({ kind: 'phase', phase: 'tokenising' });
  const pairs = preparePairs(read, text, training.validationFraction);
  const { source, target, sourceVocabulary, targetVocabulary } = pairs.training;
  const shape = {
    ...network,
    sourceVocabularySize: sourceVocabulary.size,
    targetVocabularySize: targetVocabulary.size,
  };
  const summary = summaryOf(read, pairs);
  return {
    summary,
    sha256: read.sha256,
    notes: pairs.notes,
    tokensPerCharacter: tokensPerCharacter(pairs),
    optimiser: options.optimiser,
    training,
    data: {
      kind: 'translation',
      shape,
      batchSize: training.batchSize,
      source: inSharedMemory(source),
      target: inSharedMemory(target),
      ...(teachUnknownWords(source, target)
        ? {}
        : { partners: shared(wordPartners(source, target, sourceVocabulary.size, targetVocabulary.size)) }),
    },
    initialArrays: () => initialTranslationParameters(shape, new Random(training.seed)),
    trainable: plan => {
      const trainable = trainableTranslation(plan, pairs.validation);
      const judged = pairs.validation
        ? { corpus: pairs.validation, pairs: pairs.heldOutPairs }
        : { corpus: pairs.training, pairs: pairs.trainingPairs };
      return {
        ...trainable,
        samples: new TranslationSamples(trainable.model, judged, text, training.sampleSentences),
        baseline: () => undefined,
      };
    },
    manifest: (parameters, record) => manifestOf(job, options, read, pairs, parameters, record),
  };
}

function inSharedMemory(sentences: EncodedSentences): PackedSentences {
  const { ids, ends } = sentences.packed();
  return { ids: shared(ids), ends: shared(ends) };
}

function summaryOf(read: ReadPairs, { training, validation }: PreparedPairs): CorpusSummary {
  const tokens = training.source.tokens + training.target.tokens;
  const heldOut = validation ? validation.target.tokens : 0;
  return {
    name: read.name,
    characters: read.characters,
    tokens: tokens + (validation ? validation.source.tokens + heldOut : 0),
    vocabularySize: training.targetVocabulary.size,
    validationTokens: heldOut,
  };
}

/** Of the target side: a loss a token becomes bits a character. */
function tokensPerCharacter({ training, validation, trainingPairs, heldOutPairs }: PreparedPairs): number {
  const [corpus, pairs] = validation ? [validation, heldOutPairs] : [training, trainingPairs];
  let characters = 0;
  for (const place of corpus.kept) characters += countCodePoints(pairs[place]!.target);
  return corpus.target.tokens / Math.max(1, characters);
}

const stored = ({ list, frequencies }: Vocabulary): StoredVocabulary => ({
  vocabulary: [...list],
  frequencies: [...frequencies],
});

function manifestOf(
  { modelName, source, target }: TrainTranslationJob,
  options: TranslationOptions,
  read: ReadPairs,
  { training }: PreparedPairs,
  parameters: number,
  record: RunRecord,
): Omit<TranslationModelManifest, 'id'> {
  return {
    ...freshManifest(modelName),
    kind: 'translation',
    options,
    sourceLanguage: stored(training.sourceVocabulary),
    targetLanguage: stored(training.targetVocabulary),
    source: {
      name: read.name,
      sha256: read.sha256,
      characters: read.characters,
      ...(source.uri === undefined ? {} : { uri: source.uri }),
      ...(target?.uri === undefined ? {} : { targetUri: target.uri }),
    },
    parameters,
    run: record,
  };
}
