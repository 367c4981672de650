/** Counts a text's n-grams: a language model that is made in a second, and the line that others have to get below. */
import { perplexity, type TrainingResult } from '../../protocol/metrics';
import { defaultLanguageModelOptions, type NgramOptions } from '../../options/language';
import { defaultSamplingOptions } from '../../options/sampling';
import { readOptions } from '../../options/read';
import type { CountNgramsJob } from '../../protocol/worker';
import { createModel, saveNgramModel } from '../../store/models';
import type { RunRecord } from '../../protocol/run';
import type { NgramModelManifest } from '../../store/types';
import { WittenBell } from '../../text/counting/wittenBell';
import { Sampler } from '../../text/random/sampling';
import { generateTokens } from '../../nn/generate';
import { NgramStepper } from './stepper';
import { tensorsOf } from './tensors';
import { copiedPassage } from '../language/copied';
import { copiedSentence } from '../../training/copiedSentence';
import { freshManifest } from '../../training/runFolder';
import { prepareCorpus, storedCorpus, type PreparedCorpus } from '../language/prepareCorpus';
import { readSource } from '../../training/readSource';
import { detokenise } from '../../text/tokens/tokenise';

const sampleLength = 200;

/** @throws UnrollError as `trainLanguageModel` does for its text, and 'bad-options' */
export async function countNgrams(job: CountNgramsJob): Promise<TrainingResult> {
  const { source, modelsFolder } = job;
  const options = readOptions('ngram', job.options);
  const text = await readSource(source);
  const began = performance.now();
  const prepared = prepareCorpus(source.name, text, {
    ...defaultLanguageModelOptions,
    text: options.text,
    training: { ...defaultLanguageModelOptions.training, validationFraction: options.validationFraction },
  });
  const { corpus, trainingIds, validationIds } = prepared;
  const model = WittenBell.train(trainingIds, options.order, corpus.vocabulary.size);
  const trainLoss = model.loss(trainingIds);
  const losses = validationIds.length > 1 ? { trainLoss, validationLoss: model.loss(validationIds) } : { trainLoss };
  const sample = sampleOf(model, prepared);
  const copied = copiedPassage(sample, corpus);
  const tensors = tensorsOf(model.counts);
  const result = {
    reason: 'completed' as const,
    steps: 1,
    epochs: 1,
    seconds: (performance.now() - began) / 1000,
    ...losses,
    copied,
    verdict: `Counted. ${copiedSentence(copied)}`,
  };
  const run = recordOf(prepared, result, sample);
  const parameters = tensors[0]!.data.length;
  const { folder, manifest } = await createModel(modelsFolder, manifestOf(job, options, prepared, parameters, run));
  await saveNgramModel(folder, { ...manifest, state: 'finished' }, tensors);
  return { ...result, modelId: manifest.id, folder };
}

function sampleOf(model: WittenBell, { corpus }: PreparedCorpus): string {
  const sampler = new Sampler(corpus.vocabulary.size, defaultSamplingOptions, [0]);
  const tokens: string[] = [];
  for (const token of generateTokens(new NgramStepper(model), corpus.ids.subarray(0, model.counts.order), sampler)) {
    tokens.push(corpus.vocabulary.token(token));
    if (tokens.length >= sampleLength) break;
  }
  return detokenise(tokens, corpus.tokeniser);
}

function recordOf(
  { summary, tokensPerCharacter, notes }: PreparedCorpus,
  result: Omit<TrainingResult, 'folder' | 'modelId'>,
  sample: string,
): RunRecord {
  const { trainLoss, validationLoss, seconds } = result;
  const at = { step: 1, epoch: 1 };
  const loss = validationLoss ?? trainLoss;
  const bitsPerCharacter = (loss * tokensPerCharacter) / Math.LN2;
  return {
    metrics: [
      {
        ...at,
        seconds,
        trainLoss,
        tokensPerSecond: summary.tokens / Math.max(seconds, 1e-3),
        gradientNorm: 0,
        learningRate: 0,
      },
    ],
    validations: validationLoss === undefined ? [] : [{ ...at, loss: validationLoss, bitsPerCharacter, best: true }],
    samples: [{ ...at, prefix: '', continuation: sample, perplexity: perplexity(loss) }],
    baselines: [],
    notes,
    corpus: summary,
    result,
  };
}

function manifestOf(
  { modelName, source }: CountNgramsJob,
  options: NgramOptions,
  prepared: PreparedCorpus,
  parameters: number,
  run: RunRecord,
): Omit<NgramModelManifest, 'id'> {
  return {
    ...freshManifest(modelName),
    kind: 'ngram',
    options,
    ...storedCorpus(prepared, source),
    parameters,
    run,
  };
}
