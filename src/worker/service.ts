/** What the background process can do: one handler a request of the protocol. */
import { UnrollError } from '../protocol/errors';
import type { TrainingEvent, TrainingResult } from '../protocol/metrics';
import { protocolVersion, type WorkerEvents, type WorkerRequests } from '../protocol/worker';
import { detectPairs } from '../text/pairs/pairDetection';
import { buildVocabulary } from './buildVocabulary';
import { countNgrams } from '../kinds/ngram/countNgrams';
import { evaluateText } from '../predictor/evaluateText';
import { measureSpeed } from './measureSpeed';
import { openModel, type OpenModel } from '../predictor/continuation';
import { evaluateTranslation } from '../kinds/translation/evaluate';
import { openTranslationModel, type OpenTranslationModel } from '../kinds/translation/open';
import { trainLanguageModel } from '../kinds/language/train';
import { readSource } from '../training/readSource';
import { trainTranslation } from '../kinds/translation/train';
import type { JobContext } from '../training/runTraining';

type Requests = {
  [K in keyof WorkerRequests]: (
    parameters: WorkerRequests[K]['parameters'],
    signal: AbortSignal,
  ) => Promise<WorkerRequests[K]['result']>;
};

export interface Service extends Requests {
  stopTraining(): void;
}

export type Emit = <K extends keyof WorkerEvents>(event: K, payload: WorkerEvents[K]) => void;

export function createService(emit: Emit): Service {
  let open: OpenModel | undefined;
  let openTranslation: OpenTranslationModel | undefined;
  let training: AbortController | undefined;

  async function train(run: (context: JobContext) => Promise<TrainingResult>, signal: AbortSignal) {
    if (training) throw new UnrollError('busy', 'A model is being trained already. Stop it first.');
    training = new AbortController();
    const report = (event: TrainingEvent): void => {
      emit('trainingEvent', event);
    };
    try {
      return await run({ emit: report, signal, stop: training.signal });
    } finally {
      training = undefined;
    }
  }

  return {
    hello: ({ protocolVersion: theirs }) => {
      if (theirs !== protocolVersion)
        return Promise.reject(
          new UnrollError(
            'internal',
            'Two versions of Unroll are running at once. Reload the window.',
            `protocol ${theirs} and ${protocolVersion}`,
          ),
        );
      return Promise.resolve({ protocolVersion, node: process.version, pid: process.pid });
    },

    trainLanguageModel: (job, signal) => train(context => trainLanguageModel(job, context), signal),

    buildVocabulary,

    openModel: async ({ modelFolder, engine }) => {
      open?.dispose();
      open = undefined;
      open = await openModel(modelFolder, engine);
      return open.summary;
    },

    continueText: async (request, signal) => {
      if (open?.summary.folder !== request.modelFolder) {
        open?.dispose();
        open = await openModel(request.modelFolder, 'auto');
      }
      return open.continueText(request, signal);
    },

    findPairs: async ({ source }) => detectPairs(await readSource(source)) ?? null,

    trainTranslation: (job, signal) => train(context => trainTranslation(job, context), signal),

    translate: async (request, signal) => {
      if (openTranslation?.summary.folder !== request.modelFolder) {
        openTranslation?.dispose();
        openTranslation = undefined;
        openTranslation = await openTranslationModel(request.modelFolder, 'auto');
      }
      return openTranslation.translate(request, signal);
    },

    evaluateTranslation,

    countNgrams,

    evaluateText,

    measureSpeed: ({ threads }) => measureSpeed(threads),

    stopTraining: () => training?.abort(),
  };
}
