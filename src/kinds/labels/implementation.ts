/** How a model learns labels, and is opened again. */
import { openEngine } from '../../engine/open';
import { operations } from '../../engine/operations';
import type { LabelOptions } from '../../options/labels';
import { readOptions, withStandard } from '../../options/read';
import { UnrollError } from '../../protocol/errors';
import type { LabelEvaluation, LabelReport, LabelResult } from '../../protocol/labels';
import type { Baseline } from '../../protocol/metrics';
import { PlacedWeights } from '../../nn/placed';
import { activationsOf, entriesOf, outputSizeOf } from '../../nn/shape';
import { readModel, type StoredModel } from '../../store/models';
import type { ManifestOf, StoredVocabulary } from '../../store/types';
import { runWithPauses } from '../../text/pausable';
import { Random } from '../../text/random/random';
import { restoreTokeniser } from '../../text/tokens/corpus';
import { unknownToken, Vocabulary } from '../../text/tokens/vocabulary';
import { cancellable, type Pause } from '../../training/pause';
import { onlySource } from '../../training/readSource';
import { shared } from '../../training/steps';
import type { Steps } from '../../training/kind';
import { message } from '../../words/message';
import type { KindImplementation } from '../implementation';
import { Classifier } from './classifier';
import { labels as description } from './description';
import { lookInsideLabels } from './lookInside';
import { LabelModel } from './network/model';
import { initialLabelParameters, labelParameterShapes, stackShape } from './network/shape';
import { knownLabels, prepareLabels, type PreparedLabels } from './prepareLabels';
import { readLabels } from './readLabels';
import { reportOn } from './report';
import { isOfStatistics, Statistics, type LabelledSet } from './statistics';
import { storedLabelModel, trustShape } from './stored';
import { trainableLabels, type LabelPlan } from './trainable';
import { verdictOn } from './verdict';

export const labels: KindImplementation<LabelOptions> = {
  id: 'labels',
  readOptions: value => readOptions('labels', value),
  read: folder => readModel(folder, storedLabelModel),

  further: description.further,

  prepare: async (sources, options, { emit, pause, known }) => {
    const source = onlySource(sources);
    emit({ kind: 'phase', phase: 'reading' });
    const read = await readLabels(source, options.text, pause);
    emit({ kind: 'phase', phase: 'tokenising' });
    const before = known && knownLabels(known.manifest.name, known.vocabularies, options.text);
    const prepared = await prepareLabels(read, options, pause, before);
    const { name, characters, sha256 } = read;
    const { validation, test, vocabulary, tokens, notes } = prepared;
    const heldOut = validation.encoded.texts.tokens + test.encoded.texts.tokens;
    return {
      summary: { name, characters, tokens, vocabularySize: vocabulary.size, validationTokens: heldOut },
      sha256,
      notes,
      sampleEverySeconds: Infinity,
      learning: { by: 'steps', steps: stepsOf(options, prepared) },
      manifest: common => ({
        ...common,
        kind: 'labels',
        options,
        source: { name, sha256, characters, ...(source.uri === undefined ? {} : { uri: source.uri }) },
      }),
      vocabularies: vocabulariesOf(prepared),
    };
  },

  replica: (plan: Parameters<typeof trainableLabels>[0]) => trainableLabels(plan),

  open: async (folder, engine) => {
    await openEngine({ engine });
    const placed = new PlacedWeights(name => !isOfStatistics(name));
    const stored = await placed.whole(() => readModel(folder, storedLabelModel, placed.place));
    const { classifier, model } = classifierOf(stored, placed);
    const { manifest } = stored;
    return {
      manifest,
      folder,
      label: async ({ texts, explain }, signal): Promise<LabelResult> => {
        const began = performance.now();
        const found = await classifier.label(texts, explain, cancellable(signal));
        return { labels: found, milliseconds: performance.now() - began };
      },
      evaluate: async ({ sources, columns }, signal) =>
        evaluate(
          classifier,
          { name: manifest.name, trainedOn: manifest.source.sha256 },
          await readLabels(onlySource(sources), withStandard('labelColumns', columns), cancellable(signal)),
          cancellable(signal),
        ),
      inside: ({ passage }, signal) =>
        lookInsideLabels(manifest, model, classifier.labels, classifier.reading, passage, cancellable(signal)),
      dispose: () => model.dispose(),
    };
  },
};

function stepsOf({ network, optimiser, training, text }: LabelOptions, prepared: PreparedLabels): Steps<LabelPlan> {
  const { labels: names, vocabulary, statistics, validation, test } = prepared;
  const shape = { ...network, vocabularySize: vocabulary.size, classes: names.length };
  const { ids, ends } = prepared.training.encoded.texts.packed();
  return {
    optimiser,
    training,
    data: {
      shape,
      batchSize: training.batchSize,
      texts: { ids: shared(ids), ends: shared(ends) },
      labels: shared(prepared.training.labels),
    },
    size: {
      hiddenSize: shape.hiddenSize,
      of: hiddenSize => {
        const other = { ...shape, hiddenSize };
        const { texts } = prepared.training.encoded;
        const steps = Array.from({ length: texts.count }, (_, row) => texts.length(row)).reduce(
          (a, b) => Math.max(a, b),
          1,
        );
        // What the states are pooled by: keys or their shares.
        const ofOne = activationsOf(stackShape(other), shape.embeddingSize) + outputSizeOf(other);
        return {
          parameters: entriesOf(labelParameterShapes(other)),
          activations: training.batchSize * steps * ofOne,
          copiesAtEnd: 5,
        };
      },
    },
    initialArrays: () => initialLabelParameters(shape, new Random(training.seed)),
    trainable: plan => {
      const trainable = trainableLabels(plan, validation.encoded);
      const classifier = new Classifier(names, statistics, trainable.model, prepared, text.maxLength);
      let report: LabelReport | undefined;
      return {
        ...trainable,
        kept: () => [...classifier.statisticsArrays, { ...trustShape, data: Float32Array.from(classifier.trust) }],
        settle: async pause => {
          await classifier.settle(validation, pause);
          report = test.labels.length === 0 ? undefined : await reportOn(classifier, test, pause);
          // They have been judged: the model that is kept may know those texts as well.
          const all = together(prepared.training, validation, test);
          classifier.takeOver(await runWithPauses(statistics.retrained(all, training.seed), pause));
          return report ? [{ kind: 'labels', report }] : [];
        },
        baselines: pause => baselinesOf(prepared, pause),
        verdict: () => verdictOn(report),
      };
    },
  };
}

const together = (...sets: LabelledSet[]): LabelledSet => ({
  texts: sets.flatMap(({ texts }) => texts),
  labels: Int32Array.from(sets.flatMap(set => [...set.labels])),
});

/** What the better of the statistics reaches on the texts that the network is watched by. */
async function baselinesOf({ statistics, validation }: PreparedLabels, pause: Pause): Promise<Baseline[]> {
  const { texts, labels: right } = validation;
  if (right.length === 0) return [];
  const [bayes, regression] = await runWithPauses(statistics.logProbabilities(texts), pause);
  const lossOf = (logs: Float32Array): number =>
    right.reduce((sum, label, n) => sum - logs[(n * logs.length) / right.length + label]!, 0) / right.length;
  return [
    { name: message('baseline.regression'), loss: lossOf(regression) },
    { name: message('baseline.bayes'), loss: lossOf(bayes) },
  ]
    .sort((a, b) => a.loss - b.loss)
    .slice(0, 1);
}

const vocabulariesOf = ({ vocabulary, merges, labels: names, counts, learned }: PreparedLabels): StoredVocabulary[] => [
  { vocabulary: [...vocabulary.list], frequencies: [...vocabulary.frequencies], ...(merges ? { merges } : {}) },
  { vocabulary: [unknownToken, ...names], frequencies: [0, ...counts], learned },
];

/** A saved model's voices again. */
function classifierOf(
  { manifest, vocabularies, tensors }: StoredModel<ManifestOf<'labels'>>,
  { variables }: PlacedWeights,
): { classifier: Classifier; model: LabelModel } {
  const { network, text } = manifest.options;
  const [tokens, ofLabels] = vocabularies;
  const names = ofLabels!.vocabulary.slice(1);
  const vocabulary = Vocabulary.fromTokens(tokens!.vocabulary, tokens!.frequencies);
  const shape = { ...network, vocabularySize: vocabulary.size, classes: names.length };
  const trained = new Set(labelParameterShapes(shape).map(({ name }) => name));
  const model = new LabelModel(
    shape,
    tensors.filter(({ name }) => trained.has(name)),
    operations,
    variables,
  );
  const tokeniser = restoreTokeniser({ tokenisation: text.tokenisation, clean: false }, tokens!.merges);
  const statistics = Statistics.from(tensors, names.length);
  const classifier = new Classifier(names, statistics, model, { vocabulary, tokeniser }, text.maxLength);
  classifier.trust = tensors.find(({ name }) => name === trustShape.name)!.data;
  return { classifier, model };
}

async function evaluate(
  classifier: Classifier,
  { name: model, trainedOn }: { name: string; trainedOn: string },
  { name, texts, notes, sha256 }: Awaited<ReturnType<typeof readLabels>>,
  pause: Pause,
): Promise<LabelEvaluation> {
  const place = new Map(classifier.labels.map((label, index) => [label, index]));
  const known = texts.filter(({ label }) => place.has(label));
  if (known.length === 0) throw new UnrollError('bad-options', message('error.noKnownLabel', { name, model }));
  const set = {
    texts: known.map(({ text }) => text),
    labels: Int32Array.from(known, ({ label }) => place.get(label)!),
  };
  return {
    data: 'labels',
    notes: sha256 === trainedOn ? [...notes, message('evaluation.trainedOn', { name: model })] : notes,
    model,
    report: await reportOn(classifier, set, pause),
    unknown: texts.length - known.length,
  };
}
