/** How a language model is trained on a text, and opened again. */
import { createStepper } from '../../engine/stepper';
import { carriedMemory, stateSize } from '../../nn/carriedState';
import { initialParameters } from '../../nn/shape';
import type { LanguageModelOptions } from '../../options/language';
import { canHaveVoices, makingVoices } from '../../predictor/readingVoices';
import type { Tokenisation } from '../../protocol/model';
import { readModel } from '../../store/models';
import { runWithPauses } from '../../text/pausable';
import { verdictOf } from '../verdict';
import { Random } from '../../text/random/random';
import { readText, onlySource } from '../../training/readSource';
import { shared } from '../../training/steps';
import type { ReadingVoices, Steps } from '../../training/kind';
import type { Pause } from '../../training/pause';
import type { KindImplementation } from '../implementation';
import { readOptions } from '../../options/read';
import { countingBaseline } from './baseline';
import { copiedPassage } from './copied';
import { LanguageModel, stepperWeights } from './languageModel';
import { carriesState } from './languageModelTask';
import { openLanguageModel } from './opened';
import { prepareCorpus, type PreparedCorpus, storedSource, storedVocabulary } from './prepareCorpus';
import { SampleMaker } from './samples';
import { storedLanguageModel } from './stored';
import { trainableLanguageModel, type LanguageModelPlan } from './trainable';
import { message } from '../../words/message';
import type { Message } from '../../protocol/message';

export const language: KindImplementation<LanguageModelOptions> = {
  id: 'language',
  readOptions: value => readOptions('language', value),
  carried: ({ network, training }) => (carriesState(training, network) ? stateSize(network, training.batchSize) : 0),
  read: folder => readModel(folder, storedLanguageModel),

  prepare: async (sources, wanted, { emit, pause }) => {
    const source = onlySource(sources);
    emit({ kind: 'phase', phase: 'reading' });
    const read = await readText(source);
    emit({ kind: 'phase', phase: 'tokenising' });
    const prepared = await prepareCorpus(source.name, read, wanted, pause);
    const { corpus, training, trainingIds, validationIds } = prepared;
    const options = { ...wanted, training };
    const shape = { ...options.network, vocabularySize: corpus.vocabulary.size };
    const steps: Steps<LanguageModelPlan> = {
      optimiser: options.optimiser,
      training,
      data: {
        shape,
        training,
        trainingIds: shared(trainingIds),
        ...(carriesState(training, shape) ? { carried: carriedMemory(shape, training.batchSize) } : {}),
      },
      initialArrays: () => initialParameters(shape, new Random(training.seed)),
      trainable: plan => {
        const trainable = trainableLanguageModel(plan, validationIds);
        const { model } = trainable;
        const maker = new SampleMaker(model, corpus, training, read.text);
        return {
          ...trainable,
          ...(shape.bidirectional ? {} : { samples: pause => maker.make(pause) }),
          ...(shape.bidirectional || !canHaveVoices(shape.vocabularySize)
            ? {}
            : {
                voices: (pause, timeGone) => readingVoices(model, prepared, options.text.tokenisation, pause, timeGone),
              }),
          copied: (sample, pause) => copiedPassage(sample, corpus, pause),
          baseline: pause => countingBaseline(trainingIds, validationIds, corpus.vocabulary.size, pause),
          verdict: losses =>
            verdictOf({ ...losses, vocabularySize: corpus.vocabulary.size, unknownShare: prepared.unknownShare }),
        };
      },
    };
    return {
      ...prepared,
      sampleEverySeconds: training.sampleEverySeconds,
      learning: { by: 'steps', steps },
      manifest: common => ({ ...common, kind: 'language', options, source: storedSource(prepared, source) }),
      vocabularies: [storedVocabulary(prepared)],
    };
  },

  replica: (plan: Parameters<typeof trainableLanguageModel>[0]) => trainableLanguageModel(plan),

  open: openLanguageModel,
};

/** The voices read the text with the weights that the model has now. */
async function readingVoices(
  { shape, parameters }: LanguageModel,
  { corpus: { vocabulary }, trainingIds, validationIds }: PreparedCorpus,
  tokenisation: Tokenisation,
  pause: Pause,
  timeGone: () => number,
): Promise<ReadingVoices> {
  const stepper = createStepper(stepperWeights(shape, parameters.snapshot()));
  try {
    const making = makingVoices({ vocabulary, tokenisation }, trainingIds, validationIds, stepper, { timeGone });
    const { voices, known, heldOut } = await runWithPauses(making, pause);
    const all = trainingIds.length + validationIds.length;
    const read = known + (heldOut?.tokens ?? 0);
    const notes = read < all ? [partNote(read, all)] : [];
    return { ...(heldOut ? { loss: heldOut.loss } : {}), saved: voices.save(), notes };
  } finally {
    stepper.dispose();
  }
}

const partNote = (read: number, all: number): Message => message('note.voicesReadPart', { read, all });
