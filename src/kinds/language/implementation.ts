/** How a language model is trained on a text, and opened again. */
import { createStepper } from '../../engine/stepper';
import { carriedMemory, stateSize } from '../../nn/carriedState';
import type { Stepper } from '../../engine/contract';
import { activationsOf, entriesOf, initialParameters, parameterShapes, type NetworkShape } from '../../nn/shape';
import type { LanguageModelOptions } from '../../options/language';
import { canHaveVoices, VoicesOfRun } from '../../predictor/voicesOfRun';
import type { Tokenisation } from '../../protocol/model';
import { readModel } from '../../store/models';
import { guessingLoss } from '../../text/counting/frequencies';
import { runWithPauses } from '../../text/pausable';
import { verdictOf } from '../verdict';
import { Random } from '../../text/random/random';
import { sharedWith } from '../../text/measures/shared';
import type { Pause } from '../../training/pause';
import { readToTrain, onlySource } from '../../training/readSource';
import { shared } from '../../training/steps';
import type { RunVoices, Steps } from '../../training/kind';
import type { KindImplementation } from '../implementation';
import { readOptions } from '../../options/read';
import { AdaptingLanguageModel } from './adaptingNetwork';
import { countingBaseline } from './baseline';
import { language as description } from './description';
import { copiedPassage } from './copied';
import { gradientReach } from './inside/gradientReach';
import { stepperWeights, type LanguageModel } from './languageModel';
import { carriesState } from './languageModelTask';
import { openLanguageModel } from './opened';
import { openVoices } from './openVoices';
import { mostRows } from '../../text/batches/batches';
import { prepareCorpus, type PreparedCorpus, storedSource, storedVocabulary } from './prepareCorpus';
import { SampleMaker } from './samples';
import { storedLanguageModel } from './stored';
import { trainableLanguageModel, type LanguageModelPlan } from './trainable';
import { UnrollError } from '../../protocol/errors';
import { message } from '../../words/message';
import type { Message } from '../../protocol/message';

export const language: KindImplementation<LanguageModelOptions> = {
  id: 'language',
  readOptions: value => {
    const options = readOptions('language', value);
    const { tiedOutput, embeddingSize, hiddenSize, heads } = options.network;
    if (hiddenSize % heads !== 0)
      throw new UnrollError('bad-options', message('error.headsDoNotDivide', { hiddenSize, heads }));
    if (tiedOutput && embeddingSize === 0) throw new UnrollError('bad-options', message('error.tiedWithoutEmbedding'));
    return options;
  },
  carried: ({ network, training }) => (carriesState(training, network) ? stateSize(network, mostRows(training)) : 0),
  read: folder => readModel(folder, storedLanguageModel),

  further: description.further,

  prepare: async (sources, wanted, { emit, pause, known, parentFolder }) => {
    const source = onlySource(sources);
    emit({ kind: 'phase', phase: 'reading' });
    const { validationFraction: fraction, seed } = wanted.training;
    const read = await readToTrain(source, { fraction, seed }, pause);
    emit({ kind: 'phase', phase: 'tokenising' });
    const prepared = await prepareCorpus(source.name, read, wanted, pause, known?.vocabularies[0]);
    const { corpus, training, trainingIds, validationIds } = prepared;
    const options = { ...wanted, training };
    const readBefore = parentFolder === undefined ? undefined : await readByParent(parentFolder, prepared, pause);
    const shape = { ...options.network, vocabularySize: corpus.vocabulary.size };
    const steps: Steps<LanguageModelPlan> = {
      optimiser: options.optimiser,
      training,
      data: {
        shape,
        training,
        trainingIds: shared(trainingIds),
        ...(carriesState(training, shape) ? { carried: carriedMemory(shape, mostRows(training)) } : {}),
      },
      ...(shape.bidirectional || !canHaveVoices(shape.vocabularySize)
        ? {}
        : { voices: () => voicesBeside(shape, prepared, options.text.tokenisation, readBefore) }),
      size: {
        hiddenSize: shape.hiddenSize,
        of: hiddenSize => {
          const other = { ...shape, hiddenSize };
          const rows = mostRows(training) * training.timeSteps;
          const ofOne = activationsOf(other, shape.embeddingSize) + shape.vocabularySize;
          return { parameters: entriesOf(parameterShapes(other)), activations: rows * ofOne, copiesAtEnd: 3 };
        },
      },
      initialArrays: () => initialParameters(shape, new Random(training.seed)),
      trainable: plan => {
        const trainable = trainableLanguageModel(plan, validationIds);
        const maker = new SampleMaker(trainable.model, corpus, training, read.text);
        return {
          ...trainable,
          ...(shape.bidirectional ? {} : { samples: pause => maker.make(pause) }),
          ...(shape.bidirectional ? {} : { reach: () => reaching(trainable.model, prepared, options.optimiser) }),
          copied: (sample, pause) => copiedPassage(sample, corpus, pause),
          baselines: pause => countingBaseline(trainingIds, validationIds, corpus.vocabulary.size, pause),
          verdict: losses =>
            verdictOf({
              ...losses,
              heldOut: validationIds.length > 0,
              guessingLoss: guessingLoss(trainingIds, validationIds, corpus.vocabulary.size),
              unknownShare: prepared.unknownShare,
            }),
        };
      },
    };
    const taken = readBefore ? [message('note.voicesTakenOver', { tokens: readBefore.length })] : [];
    return {
      ...prepared,
      notes: [...prepared.notes, ...taken],
      sampleEverySeconds: training.sampleEverySeconds,
      learning: { by: 'steps', steps },
      manifest: common => ({ ...common, kind: 'language', options, source: storedSource(prepared, source) }),
      vocabularies: [storedVocabulary(prepared)],
    };
  },

  replica: (plan: Parameters<typeof trainableLanguageModel>[0]) => trainableLanguageModel(plan),

  open: openLanguageModel,
};

/** Of the tokens held out, so many may stand in what was read before: set phrases do. */
const mostShared = 0.01;

/**
 * What the voices of a parent had read, for the voices of its child to read first. Undefined where there are none, and where they had read what is
 * held out now: it would be held out no longer.
 */
async function readByParent(
  folder: string,
  { corpus: { vocabulary }, validationIds }: PreparedCorpus,
  pause: Pause,
): Promise<Int32Array | undefined> {
  const voices = await openVoices(folder, { vocabulary }).catch(() => undefined);
  await pause();
  if (!voices || voices.length === 0) return undefined;
  const read = Int32Array.from(voices.history);
  return sharedWith(validationIds, read) > mostShared ? undefined : read;
}

/** The voices that read the text beside the training. @param readBefore what they read first */
function voicesBeside(
  shape: NetworkShape,
  { corpus: { vocabulary }, trainingIds, validationIds }: PreparedCorpus,
  tokenisation: Tokenisation,
  readBefore: Int32Array = new Int32Array(0),
): RunVoices {
  const training = new Int32Array(readBefore.length + trainingIds.length);
  training.set(readBefore);
  training.set(trainingIds, readBefore.length);
  const voices = new VoicesOfRun({ vocabulary, tokenisation }, training, validationIds);
  const withNetwork = async <N extends Stepper, T>(network: N, work: (network: N) => Promise<T>): Promise<T> => {
    try {
      return await work(network);
    } finally {
      network.dispose();
    }
  };
  return {
    isDone: () => voices.done,
    read: milliseconds => voices.read(milliseconds),
    snapshotWithoutNetwork: () => voices.snapshotWithoutNetwork(),
    snapshotWithNetwork: (weights, pause) =>
      withNetwork(createStepper(stepperWeights(shape, weights)), network =>
        runWithPauses(voices.snapshotWithNetwork(network), pause),
      ),
    finishing: async (weights, pause, timeGone) => {
      const finished = await withNetwork(new AdaptingLanguageModel(shape, weights), network =>
        runWithPauses(voices.finishing(network, { timeGone }), pause),
      );
      const all = training.length + validationIds.length;
      const read = finished.known + (finished.heldOut?.tokens ?? 0);
      return {
        ...(finished.heldOut ? { loss: finished.heldOut.loss } : {}),
        saved: finished.voices.save(),
        report: finished.report,
        notes: read < all ? [partNote(read, all)] : [],
      };
    },
  };
}

/** On the held-out part, where there is one. */
const reaching = async (
  model: LanguageModel,
  { trainingIds, validationIds, training: { timeSteps } }: PreparedCorpus,
  { clipNorm }: LanguageModelOptions['optimiser'],
) => ({
  timeSteps,
  clipNorm,
  lines: await gradientReach(model, validationIds.length > timeSteps ? validationIds : trainingIds, timeSteps),
});

const partNote = (read: number, all: number): Message => message('note.voicesReadPart', { read, all });
