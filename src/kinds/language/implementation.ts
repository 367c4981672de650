/** How a language model is trained on a text, and opened again. */
import { openEngine } from '../../engine/open';
import { operations } from '../../engine/operations';
import { createStepper } from '../../engine/stepper';
import { initialParameters } from '../../nn/shape';
import type { LanguageModelOptions } from '../../options/language';
import { TextContinuation } from '../../predictor/continuation';
import { evaluateText } from '../../predictor/evaluateText';
import { readingOf } from '../../predictor/reading';
import { readModel } from '../../store/models';
import { judge } from '../../text/measures/verdict';
import { Random } from '../../text/random/random';
import { readText, onlySource } from '../../training/readSource';
import { shared } from '../../training/steps';
import type { Steps } from '../../training/kind';
import type { KindImplementation } from '../implementation';
import { readOptions } from '../../options/read';
import { countingBaseline } from './baseline';
import { copiedPassage } from './copied';
import { evaluate } from './evaluate';
import { LanguageModel, stepperWeights } from './languageModel';
import { prepareCorpus, storedSource, storedVocabulary } from './prepareCorpus';
import { SampleMaker } from './samples';
import { storedLanguageModel } from './stored';
import { trainableLanguageModel, type LanguageModelPlan } from './trainable';

export const language: KindImplementation<LanguageModelOptions> = {
  id: 'language',
  readOptions: value => readOptions('language', value),
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
      data: { shape, training, trainingIds: shared(trainingIds) },
      initialArrays: () => initialParameters(shape, new Random(training.seed)),
      trainable: plan => {
        const trainable = trainableLanguageModel(plan, validationIds);
        const { model } = trainable;
        const maker = new SampleMaker(model, corpus, training, read.text);
        return {
          ...trainable,
          ...(shape.bidirectional ? {} : { samples: pause => maker.make(pause) }),
          copied: (sample, pause) => copiedPassage(sample, corpus, pause),
          baseline: pause => countingBaseline(trainingIds, validationIds, corpus.vocabulary.size, pause),
          verdict: losses =>
            judge({ ...losses, vocabularySize: corpus.vocabulary.size, unknownShare: prepared.unknownShare }).text,
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

  open: async (folder, engine) => {
    const stored = await readModel(folder, storedLanguageModel);
    const { manifest, tensors } = stored;
    await openEngine({ engine });
    const reading = readingOf(stored);
    const shape = { ...manifest.options.network, vocabularySize: reading.vocabulary.size };
    const continuation = shape.bidirectional
      ? undefined
      : new TextContinuation(reading, createStepper(stepperWeights(shape, tensors)));
    return {
      manifest,
      folder,
      ...(continuation ? { continue: (request, signal) => continuation.continueText(request, signal) } : {}),
      evaluate: async ({ sources }, signal) => {
        const model = new LanguageModel(shape, tensors, operations);
        try {
          const loss = (ids: Int32Array, pause: () => Promise<void>) => evaluate(model, ids, pause);
          return await evaluateText(
            { name: manifest.name, readsAhead: shape.bidirectional, ...reading, loss },
            onlySource(sources),
            signal,
          );
        } finally {
          model.dispose();
        }
      },
      dispose: () => continuation?.dispose(),
    };
  },
};
