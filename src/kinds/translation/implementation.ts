/** How a translation model is trained on sentence pairs, and opened again. */
import type { CorpusSummary } from '../../protocol/metrics';
import type { TranslationOptions } from '../../options/translation';
import { readModel } from '../../store/models';
import type { StoredVocabulary } from '../../store/types';
import { wordPartners } from '../../text/pairs/pairAlignment';
import { unknownIndex, type EncodedSentences, type PackedSentences } from '../../text/pairs/pairCorpus';
import { teachUnknownWords } from '../../text/pairs/unknownWords';
import { runWithPauses } from '../../text/pausable';
import { Random } from '../../text/random/random';
import { countCodePoints } from '../../text/tokens/corpus';
import type { Vocabulary } from '../../text/tokens/vocabulary';
import { cancellable, type Pause } from '../../training/pause';
import { shared } from '../../training/steps';
import type { Steps } from '../../training/kind';
import type { KindImplementation } from '../implementation';
import { readOptions } from '../../options/read';
import { translation as description } from './description';
import { evaluatePairs } from './evaluate';
import { loadTranslator } from './loadTranslator';
import { lookInsideTranslation } from './lookInside';
import { activationsOf, entriesOf } from '../../nn/shape';
import {
  contextSizeOf,
  decoderShape,
  encoderShape,
  initialTranslationParameters,
  translationParameterShapes,
} from './network/shape';
import { preparePairs, type PreparedPairs } from './preparePairs';
import { readPairs, type ReadPairs } from './readPairs';
import { TranslationSamples } from './samples';
import { storedTranslationModel } from './stored';
import { trainableTranslation, type TranslationPlan } from './trainable';
import { verdictOn } from './verdict';
import { translateText } from './translateText';

export const translation: KindImplementation<TranslationOptions> = {
  id: 'translation',
  readOptions: value => readOptions('translation', value),
  read: folder => readModel(folder, storedTranslationModel),

  further: description.further,

  prepare: async (sources, options, { emit, pause, known }) => {
    const { text, training } = options;
    emit({ kind: 'phase', phase: 'reading' });
    const read = await readPairs(sources, text, pause);
    emit({ kind: 'phase', phase: 'tokenising' });
    const preparing = preparePairs(read, text, training.validationFraction, known?.vocabularies);
    const pairs = await runWithPauses(preparing, pause);
    const partners = await partnersIn(pairs.training, pause);
    return {
      summary: summaryOf(read, pairs),
      sha256: read.sha256,
      notes: pairs.notes,
      tokensPerCharacter: tokensPerCharacter(pairs),
      sampleEverySeconds: training.sampleEverySeconds,
      learning: { by: 'steps', steps: stepsOf(options, pairs, partners) },
      manifest: common => ({
        ...common,
        kind: 'translation',
        options,
        source: {
          name: read.name,
          sha256: read.sha256,
          characters: read.characters,
          ...(sources[0]?.uri === undefined ? {} : { uri: sources[0].uri }),
          ...(sources[1]?.uri === undefined ? {} : { targetUri: sources[1].uri }),
        },
      }),
      vocabularies: [stored(pairs.training.sourceVocabulary), stored(pairs.training.targetVocabulary)],
    };
  },

  replica: (plan: Parameters<typeof trainableTranslation>[0]) => trainableTranslation(plan),

  open: async (folder, engine) => {
    const loaded = await loadTranslator(folder, engine);
    return {
      manifest: loaded.manifest,
      folder,
      translate: (request, signal) => translateText(loaded.translator, request, signal),
      evaluate: (request, signal) => evaluatePairs(loaded, request, signal),
      inside: ({ passage }, signal) => lookInsideTranslation(loaded, passage, cancellable(signal)),
      dispose: () => loaded.model.dispose(),
    };
  },
};

/** Undefined: the words that the pairs leave unknown are taught as they are. */
async function partnersIn(
  { source, target, sourceVocabulary, targetVocabulary }: PreparedPairs['training'],
  pause: Pause,
): Promise<Int32Array | undefined> {
  if (teachUnknownWords(source, target)) return undefined;
  return runWithPauses(wordPartners(source, target, sourceVocabulary.size, targetVocabulary.size), pause);
}

function stepsOf(
  { text, network, optimiser, training }: TranslationOptions,
  pairs: PreparedPairs,
  partners: Int32Array | undefined,
): Steps<TranslationPlan> {
  const { source, target, sourceVocabulary, targetVocabulary } = pairs.training;
  const longest = Math.max(source.longest, target.longest);
  const shape = {
    ...network,
    sourceVocabularySize: sourceVocabulary.size,
    targetVocabularySize: targetVocabulary.size,
  };
  return {
    optimiser,
    training,
    data: {
      shape,
      batchSize: training.batchSize,
      source: inSharedMemory(source),
      target: inSharedMemory(target),
      ...(partners ? { partners: shared(partners) } : {}),
    },
    size: {
      hiddenSize: shape.hiddenSize,
      of: hiddenSize => {
        const other = { ...shape, hiddenSize };
        const ofOne =
          activationsOf(encoderShape(other), shape.embeddingSize) +
          activationsOf(decoderShape(other), shape.embeddingSize + contextSizeOf(other)) +
          shape.targetVocabularySize;
        const parameters = entriesOf(translationParameterShapes(other));
        return { parameters, activations: training.batchSize * longest * ofOne, copiesAtEnd: 0 };
      },
    },
    initialArrays: () => initialTranslationParameters(shape, new Random(training.seed)),
    trainable: plan => {
      const trainable = trainableTranslation(plan, pairs.validation);
      const judged = pairs.validation
        ? { corpus: pairs.validation, pairs: pairs.heldOutPairs }
        : { corpus: pairs.training, pairs: pairs.trainingPairs };
      const samples = new TranslationSamples(trainable.model, judged, text, training.sampleSentences);
      return {
        ...trainable,
        samples: pause => samples.make(pause),
        verdict: (losses, quality) =>
          verdictOn(
            {
              ...losses,
              heldOut: pairs.validation !== undefined,
              guessingLoss: Math.log(targetVocabulary.size),
              unknownShare: pairs.validation && unknownShare(pairs.validation.target),
            },
            quality,
            text.tokenisation,
          ),
      };
    },
  };
}

function inSharedMemory(sentences: EncodedSentences): PackedSentences {
  const { ids, ends } = sentences.packed();
  return { ids: shared(ids), ends: shared(ends) };
}

function unknownShare(sentences: EncodedSentences): number {
  const { ids } = sentences.packed();
  return ids.filter(id => id === unknownIndex).length / Math.max(1, ids.length);
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
