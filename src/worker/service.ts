/** What the background process can do: one handler a request of the protocol. */
import { UnrollError } from '../protocol/errors';
import { protocolVersion, type WorkerEvents, type WorkerRequests } from '../protocol/worker';
import { buildVocabulary } from './jobs/buildVocabulary';
import { measureEngines } from './jobs/measureEngines';
import { openModel, type OpenModel } from './jobs/openModel';
import { trainLanguageModel } from './jobs/trainLanguageModel';

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
  let training: AbortController | undefined;

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

    trainLanguageModel: async (job, signal) => {
      if (training) throw new UnrollError('busy', 'A model is being trained already. Stop it first.');
      training = new AbortController();
      try {
        return await trainLanguageModel(job, {
          emit: event => {
            emit('trainingEvent', event);
          },
          signal,
          stop: training.signal,
        });
      } finally {
        training = undefined;
      }
    },

    buildVocabulary,

    openModel: async ({ modelFolder, backend }) => {
      open?.dispose();
      open = undefined;
      open = await openModel(modelFolder, backend);
      return open.summary;
    },

    continueText: async (request, signal) => {
      if (open?.summary.folder !== request.modelFolder) {
        open?.dispose();
        open = await openModel(request.modelFolder, 'auto');
      }
      return open.continueText(request, signal);
    },

    measureEngines: ({ options, vocabularySize }) => measureEngines(options, vocabularySize),

    stopTraining: () => training?.abort(),
  };
}
