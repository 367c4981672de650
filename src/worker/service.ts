/** What the background process can do: one handler a request of the protocol. */
import { insideRefusalOf } from '../kinds/descriptions';
import { importModel, capabilityOf, implementationOf, refusal, summaryOf } from '../kinds/implementations';
import { exportModel } from '../store/archive';
import type { Besides, BesideUse } from '../kinds/implementation';
import { withStandard, type OptionsOf } from '../options/read';
import { defaultColumnOptions } from '../options/translation';
import { UnrollError } from '../protocol/errors';
import type { KindId, ModelUse } from '../protocol/kind';
import type { TrainingResult } from '../protocol/metrics';
import { protocolVersion, type TrainJob, type WorkerEvents, type WorkerRequests } from '../protocol/worker';
import { cancellable } from '../training/pause';
import { OpenModels } from './openModels';
import { Turns } from './turns';
import { message } from '../words/message';

export type Handler<K extends keyof WorkerRequests> = (
  parameters: WorkerRequests[K]['parameters'],
  signal: AbortSignal,
) => Promise<WorkerRequests[K]['result']>;
export type Handlers = { [K in keyof WorkerRequests]: Handler<K> };

export interface Service {
  handlers: Handlers;
  stopTraining(): void;
}

export type Emit = <K extends keyof WorkerEvents>(event: K, payload: WorkerEvents[K]) => void;

/** Modules are loaded by the first request that needs them, so that the process answers sooner. */
export function createService(emit: Emit): Service {
  const models = new OpenModels();
  const turns = new Turns();
  let training: AbortController | undefined;

  async function train(job: TrainJob, signal: AbortSignal): Promise<TrainingResult> {
    if (training) throw new UnrollError('busy', message('error.busy'));
    training = new AbortController();
    try {
      const { runTraining } = await import('../training/runTraining');
      return await runTraining<OptionsOf<KindId>>(await implementationOf(job.kind), job, {
        emit: event => emit('trainingEvent', event),
        signal,
        stop: training.signal,
      });
    } finally {
      training = undefined;
    }
  }

  const using =
    <U extends ModelUse>(use: U): Handler<U> =>
    (request, signal) =>
      models.use(request.modelFolder, 'auto', model =>
        // A model has one state to read and write with: two requests at once would mix theirs.
        turns.take(`${use} ${request.modelFolder}`, () => {
          if (signal.aborted) throw new UnrollError('cancelled', message('error.cancelled'));
          return capabilityOf(model, use)(request, signal);
        }),
      );

  /** They read and write with the same state as continuing does. */
  const besides =
    <U extends BesideUse>(use: U): Handler<U> =>
    (request, signal) =>
      models.use(request.modelFolder, 'auto', model =>
        turns.take(`continue ${request.modelFolder}`, () => {
          if (signal.aborted) throw new UnrollError('cancelled', message('error.cancelled'));
          const capabilities: Partial<Besides> = model;
          const capability = capabilities[use];
          if (!capability) throw refusal(model, 'continue');
          return capability(request, signal);
        }),
      );

  return {
    handlers: {
      hello: ({ protocolVersion: theirs }) => {
        if (theirs === protocolVersion)
          return Promise.resolve({ protocolVersion, node: process.version, pid: process.pid });
        const detail = `protocol ${theirs} and ${protocolVersion}`;
        throw new UnrollError('internal', message('error.twoVersions'), detail);
      },
      train,
      open: ({ modelFolder, engine, document }) =>
        models.use(modelFolder, engine, async model => {
          if (document) await model.follow?.(document);
          return summaryOf(model);
        }),
      continue: using('continue'),
      suggest: besides('suggest'),
      surprise: besides('surprise'),
      explain: besides('explain'),
      keysSaved: besides('keysSaved'),
      inside: (request, signal) =>
        models.use(request.modelFolder, 'auto', model => {
          if (model.inside) return model.inside(request, signal);
          const { name } = model.manifest;
          throw new UnrollError(
            'bad-options',
            insideRefusalOf(name, model.manifest) ?? message('error.noInside', { name }),
          );
        }),
      learn: (request, signal) =>
        models.use(request.modelFolder, 'auto', model => {
          if (model.learn) return model.learn(request, signal);
          throw new UnrollError('bad-options', message('error.noVoices', { name: model.manifest.name }));
        }),
      translate: using('translate'),
      label: using('label'),
      forecast: using('forecast'),
      evaluate: using('evaluate'),
      inspectPairs: async ({ source }, signal) => {
        const { readSource } = await import('../training/readSource');
        const { detectPairs } = await import('../text/pairs/pairDetection');
        const text = await readSource(source);
        await cancellable(signal, 0)();
        return detectPairs(text, defaultColumnOptions) ?? null;
      },
      inspectLabels: async ({ source, columns }, signal) =>
        (await import('../kinds/labels/inspect')).inspectLabels(
          source,
          withStandard('labelColumns', columns),
          cancellable(signal),
        ),
      inspectSeries: async ({ source, columns }, signal) =>
        (await import('../kinds/series/readSeriesFrom')).inspectSeries(
          source,
          withStandard('seriesColumns', columns),
          cancellable(signal, 0),
        ),
      findFiles: async (search, signal) => (await import('../files/find')).findFiles(search, cancellable(signal)),
      inspectFiles: async ({ source }, signal) =>
        (await import('../training/readFiles')).inspectFiles(source, cancellable(signal)),
      exportModel: async ({ modelFolder, target }) => {
        await exportModel(modelFolder, target);
        return null;
      },
      importModel: ({ archive, modelsFolder }) => importModel(archive, modelsFolder),
      buildVocabulary: async (request, signal) => (await import('./buildVocabulary')).buildVocabulary(request, signal),
      measureSpeed: async ({ threads }, signal) =>
        (await import('./measureSpeed')).measureSpeed(threads, cancellable(signal, 0)),
    },
    stopTraining: () => training?.abort(),
  };
}
