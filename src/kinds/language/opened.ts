/** A saved language model as it is used: it continues, suggests, and is held against texts. */
import { createHash } from 'node:crypto';
import type { Stepper, StepperPrecision } from '../../engine/contract';
import { openEngine } from '../../engine/open';
import { operations } from '../../engine/operations';
import { createStepper } from '../../engine/stepper';
import { TextContinuation, type ContinuingVoices } from '../../predictor/continuation';
import { FINGERPRINT_BYTES } from '../../predictor/coding/container';
import { DocumentMemories } from '../../predictor/documentMemories';
import { evaluateText, firstTyped, type EvaluatedModel } from '../../predictor/evaluateText';
import { Mixture } from '../../predictor/mixture';
import type { AdaptingNetwork } from '../../predictor/network';
import { readingOf, type Reading } from '../../predictor/reading';
import { learningLoss } from '../../predictor/learningLoss';
import { TextSurprisal } from '../../predictor/surprisal';
import { evaluateCompletion, typeWith } from '../../predictor/suggest/evaluateCompletion';
import type { Predictor } from '../../predictor/voices/predictor';
import { suggesters, type Suggester } from '../../protocol/completion';
import type { EngineChoice } from '../../protocol/model';
import { UnrollError } from '../../protocol/errors';
import { writeTaughtVoices } from '../../store/voices';
import { message } from '../../words/message';
import type { EvaluateRequest, KeysSavedRequest, LearnRequest, LearnResult } from '../../protocol/worker';
import { readModel, type StoredModel } from '../../store/models';
import type { ModelManifest } from '../../store/types';
import { runWithPauses } from '../../text/pausable';
import { encodeWith } from '../../text/tokens/corpus';
import { cancellable, type Pause } from '../../training/pause';
import { onlySource, readSource } from '../../training/readSource';
import type { OpenCodingModel, OpenModel } from '../implementation';
import { AdaptingLanguageModel } from './adaptingNetwork';
import { evaluate } from './evaluate';
import { heldOutText } from './heldOutText';
import { lookInside } from './inside/lookInside';
import { LanguageModel, stepperWeights } from './languageModel';
import { openVoices } from './openVoices';
import { storedLanguageModel } from './stored';

export async function openLanguageModel(folder: string, engine: EngineChoice): Promise<OpenModel> {
  const stored = await readModel(folder, storedLanguageModel);
  const { manifest, tensors } = stored;
  await openEngine({ engine });
  const reading = readingOf(stored);
  const shape = { ...manifest.options.network, vocabularySize: reading.vocabulary.size };
  const network = (precision?: StepperPrecision): Stepper => createStepper(stepperWeights(shape, tensors), precision);
  /** What writes is soon done; what measures and codes does so with the weights as they are. */
  const writer = (): Stepper => network('int8');
  const adapting = (): AdaptingNetwork => new AdaptingLanguageModel(shape, tensors);
  const voices = (): Promise<Predictor | undefined> => openVoices(folder, reading);
  const first = shape.bidirectional ? undefined : await voices();
  const spoken = first && continuing(first, reading, voices, adapting);
  const continuation = shape.bidirectional ? undefined : new TextContinuation(reading, writer(), spoken);
  const surprisal =
    continuation &&
    new TextSurprisal(reading, { who: 'network', network: () => network(), mixture: spoken?.mixture, continuation });

  /** Beside the figures of the network: what all voices, and those that count, reach as they read. Voices of its own are forgotten after it. */
  const reads = (open: () => AdaptingNetwork | undefined) => async (ids: Int32Array, pause: Pause) => {
    const own = await voices();
    if (!own) return undefined;
    own.advance(ids[0]!);
    const reader = open();
    try {
      return (await runWithPauses(learningLoss(own, ids.subarray(1), reader, ids.subarray(0, 1)), pause)).loss;
    } finally {
      reader?.dispose();
    }
  };
  const evaluated = async ({ sources, figures }: EvaluateRequest, signal: AbortSignal) => {
    const model = new LanguageModel(shape, tensors, operations);
    try {
      const asked: EvaluatedModel = {
        name: manifest.name,
        trainedOn: manifest.source.sha256,
        readsAhead: shape.bidirectional,
        ...reading,
        loss: (ids, pause) => evaluate(model, ids, pause),
        ...(first && figures !== 'frozen' ? { learning: reads(adapting), counting: reads(() => undefined) } : {}),
        ...(figures === 'completion' && continuation ? { completion: text => completionOf(text, signal) } : {}),
      };
      return await evaluateText(asked, onlySource(sources), signal);
    } finally {
      model.dispose();
    }
  };

  const learned = async ({ sources }: LearnRequest, signal: AbortSignal): Promise<LearnResult> => {
    const own = await voices();
    if (!own) throw new UnrollError('bad-options', message('error.noVoices', { name: manifest.name }));
    const { ids } = encodeWith(reading.vocabulary, reading.tokeniser, await readSource(onlySource(sources)));
    const reader = adapting();
    try {
      const lineEnd = Int32Array.of(reading.vocabulary.index('\n'));
      own.advance(lineEnd[0]!);
      const { tokens } = await runWithPauses(learningLoss(own, ids, reader, lineEnd), cancellable(signal, 20));
      await writeTaughtVoices(folder, own.save());
      return { tokens };
    } finally {
      reader.dispose();
    }
  };

  const coding = async (): Promise<OpenCodingModel> => {
    const own = await voices();
    if (!own) throw new UnrollError('bad-options', message('error.noVoices', { name: manifest.name }));
    const reader = adapting();
    const fingerprint = fingerprintOf(stored, own);
    return {
      name: manifest.name,
      fingerprint,
      ...reading,
      voices: own,
      network: reader,
      dispose: () => reader.dispose(),
    };
  };

  const speakers: Record<Suggester, () => Promise<TextContinuation | undefined>> = {
    network: () => Promise.resolve(new TextContinuation(reading, writer())),
    counting: async () => {
      const own = await voices();
      return (
        own &&
        new TextContinuation(
          reading,
          undefined,
          continuing(own, reading, voices, () => undefined),
        )
      );
    },
    all: async () => {
      const own = await voices();
      return own && new TextContinuation(reading, writer(), continuing(own, reading, voices, adapting));
    },
  };
  const completionOf = async (text: string, signal: AbortSignal) => {
    const found = [];
    for (const suggester of suggesters) {
      const speaker = await speakers[suggester]();
      if (speaker) found.push(await evaluateCompletion(suggester, speaker, { before: '', text }, signal));
      speaker?.dispose();
    }
    return found;
  };

  const saved = async ({ source }: KeysSavedRequest, signal: AbortSignal) => {
    const text = await heldOutText(stored, manifest.options, source, cancellable(signal));
    const speaker = (await speakers.all()) ?? (await speakers.network());
    try {
      return text === '' || !speaker ? null : await typeWith(speaker, firstTyped(text), signal);
    } finally {
      speaker?.dispose();
    }
  };

  return {
    manifest,
    folder,
    ...(continuation && surprisal
      ? {
          continue: (...of) => continuation.continueText(...of),
          suggest: (request, signal) => continuation.suggest(request, signal),
          surprise: (request, signal) => surprisal.surprise(request, signal),
          explain: (request, signal) => surprisal.explain(request, signal),
          keysSaved: saved,
          follow: document => continuation.follow(document),
          inside: (request, signal) => lookInside(stored, reading, request, signal),
        }
      : {}),
    ...(first ? { learn: learned, coding } : {}),
    evaluate: evaluated,
    dispose: () => {
      continuation?.dispose();
      surprisal?.dispose();
    },
  };
}

/** What a model predicts by: its weights, its vocabulary, its voices. */
function fingerprintOf({ tensors, vocabularies }: StoredModel<ModelManifest>, voices: Predictor): Uint8Array {
  const hash = createHash('sha256');
  for (const { data } of tensors) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  hash.update(JSON.stringify(vocabularies)).update(new Uint8Array(voices.save()));
  return hash.digest().subarray(0, FINGERPRINT_BYTES);
}

/** Voices as they were saved, and those that learn from documents. */
function continuing(
  voices: Predictor,
  { vocabulary, tokeniser }: Reading,
  again: () => Promise<Predictor | undefined>,
  network: () => AdaptingNetwork | undefined,
): ContinuingVoices {
  const lineEnd = vocabulary.index('\n');
  voices.advance(lineEnd);
  const encode = (text: string): Int32Array => encodeWith(vocabulary, tokeniser, text).ids;
  return { mixture: new Mixture(voices), memories: new DocumentMemories({ voices: again, network, encode, lineEnd }) };
}
