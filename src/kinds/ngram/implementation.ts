/** How a text's n-grams are counted: a language model that is made in a second, and the line that others have to get below. */
import { generateTokens } from '../../nn/generate';
import { defaultLanguageModelOptions, type LanguageModelOptions, type NgramOptions } from '../../options/language';
import { defaultSamplingOptions } from '../../options/sampling';
import { TextContinuation } from '../../predictor/continuation';
import { evaluateText, firstTyped } from '../../predictor/evaluateText';
import { readingOf } from '../../predictor/reading';
import { TextSurprisal } from '../../predictor/surprisal';
import { evaluateCompletion, typeWith } from '../../predictor/suggest/evaluateCompletion';
import { readModel } from '../../store/models';
import { WittenBell } from '../../text/counting/wittenBell';
import { runWithPauses } from '../../text/pausable';
import { Sampler } from '../../text/random/sampling';
import { detokenise } from '../../text/tokens/tokenise';
import type { Learner } from '../../training/kind';
import { startPosition } from '../../protocol/position';
import { cancellable, type Pause } from '../../training/pause';
import { onlySource, readToTrain } from '../../training/readSource';
import type { KindImplementation } from '../implementation';
import { readOptions } from '../../options/read';
import { copiedPassage } from '../language/copied';
import { heldOutText } from '../language/heldOutText';
import { prepareCorpus, storedSource, storedVocabulary, type PreparedCorpus } from '../language/prepareCorpus';
import { NgramStepper } from './stepper';
import { countsOf, storedNgramModel, tensorsOf } from './tensors';
import { message } from '../../words/message';

const sampleLength = 200;

export const ngram: KindImplementation<NgramOptions> = {
  id: 'ngram',
  readOptions: value => readOptions('ngram', value),
  read: folder => readModel(folder, storedNgramModel),

  prepare: async (sources, options, { emit, pause }) => {
    const source = onlySource(sources);
    emit({ kind: 'phase', phase: 'reading' });
    const holdingOut = { fraction: options.validationFraction, seed: defaultLanguageModelOptions.training.seed };
    const read = await readToTrain(source, holdingOut, pause);
    emit({ kind: 'phase', phase: 'tokenising' });
    const prepared = await prepareCorpus(source.name, read, readAs(options), pause);
    return {
      ...prepared,
      sampleEverySeconds: Infinity,
      learning: { by: 'itself', learner: () => count(prepared, options.order, pause) },
      manifest: common => ({ ...common, kind: 'ngram', options, source: storedSource(prepared, source) }),
      vocabularies: [storedVocabulary(prepared)],
    };
  },

  open: async folder => {
    const stored = await readModel(folder, storedNgramModel);
    const { manifest, tensors } = stored;
    const reading = readingOf(stored);
    const { size } = reading.vocabulary;
    const model = new WittenBell(countsOf(tensors, manifest.options.order, size), size);
    const continuation = new TextContinuation(reading, new NgramStepper(model));
    const surprisal = new TextSurprisal(reading, {
      who: 'counting',
      network: () => new NgramStepper(model),
      continuation,
    });
    const loss = (ids: Int32Array, pause: Pause): Promise<number> => runWithPauses(model.measuring(ids, 1), pause);
    return {
      manifest,
      folder,
      continue: (...of) => continuation.continueText(...of),
      suggest: (request, signal) => continuation.suggest(request, signal),
      surprise: (request, signal) => surprisal.surprise(request, signal),
      explain: (request, signal) => surprisal.explain(request, signal),
      keysSaved: async ({ source }, signal) => {
        const text = await heldOutText(stored, readAs(manifest.options), source, cancellable(signal));
        return text === '' ? null : typeWith(continuation, firstTyped(text), signal);
      },
      evaluate: ({ sources, figures }, signal) => {
        const completion = async (text: string) => [
          await evaluateCompletion('counting', continuation, { before: '', text }, signal),
        ];
        const { name, source } = manifest;
        const asked = { name, trainedOn: source.sha256, readsAhead: false, ...reading, loss };
        return evaluateText(
          { ...asked, ...(figures === 'completion' ? { completion } : {}) },
          onlySource(sources),
          signal,
        );
      },
      dispose: () => {
        continuation.dispose();
        surprisal.dispose();
      },
    };
  },
};

/** A text is read and divided as for a network. */
const readAs = ({ text, validationFraction }: NgramOptions): LanguageModelOptions => {
  const { training, ...standard } = defaultLanguageModelOptions;
  return { ...standard, text, training: { ...training, validationFraction } };
};

/** Counts at once: how many entries the table has is known only then. */
async function count(prepared: PreparedCorpus, order: number, pause: Pause): Promise<Learner> {
  const { corpus, trainingIds, validationIds, summary } = prepared;
  const began = performance.now();
  const model = await runWithPauses(WittenBell.training(trainingIds, order, corpus.vocabulary.size), pause);
  const tensors = tensorsOf(model.counts);
  const at = { step: 1, epoch: 1 };
  return {
    engine: { chosen: 'counting', reason: message('engine.counting'), threads: 1, measurements: [] },
    parameters: tensors[0]!.data.length,
    totalSteps: 1,
    epochs: 1,
    run: async observer => {
      const trainLoss = await runWithPauses(model.measuring(trainingIds), pause);
      const seconds = (performance.now() - began) / 1000;
      const tokensPerSecond = summary.tokens / Math.max(seconds, 1e-3);
      observer.metrics({ ...at, seconds, trainLoss, tokensPerSecond, gradientNorm: 0, learningRate: 0 });
      const position = { ...startPosition, ...at, seconds, bestEpoch: 1 };
      const outcome = { reason: 'completed' as const, trainLoss, best: tensors };
      if (validationIds.length < 2) return { ...outcome, position };
      const bestValidationLoss = await runWithPauses(model.measuring(validationIds), pause);
      observer.validation({ ...at, loss: bestValidationLoss, best: true });
      return { ...outcome, position: { ...position, bestValidationLoss } };
    },
    epochsDone: () => 1,
    state: () => ({ best: tensors, tensors }),
    restore: () => undefined,
    dispose: () => undefined,
    samples: () => ({ samples: [sampleOf(model, prepared)] }),
    copied: (sample, still) => copiedPassage(sample, corpus, still),
    verdict: () => message('verdict.counted'),
  };
}

/** Of the beginning of the text, which is shown before it: a sample that began in the middle of a word would look wrong. */
function sampleOf(model: WittenBell, { corpus }: PreparedCorpus): { prefix: string; continuation: string } {
  const { ids, vocabulary, tokeniser } = corpus;
  const sampler = new Sampler(vocabulary.size, defaultSamplingOptions, [0]);
  const first = ids.subarray(0, model.counts.order);
  const before = Array.from(first, id => vocabulary.token(id));
  const tokens: string[] = [];
  for (const token of generateTokens(new NgramStepper(model), first, sampler)) {
    tokens.push(vocabulary.token(token));
    if (tokens.length >= sampleLength) break;
  }
  const prefix = detokenise(before, tokeniser);
  return { prefix, continuation: detokenise([...before, ...tokens], tokeniser).slice(prefix.length) };
}
