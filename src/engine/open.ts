/** Starts the engine a person asked for, or the best that this machine has. */
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import { UnrollError } from '../protocol/errors';
import type { EngineMeasurement, EngineReport } from '../protocol/metrics';
import type { EngineChoice, EngineName } from '../protocol/model';
import type { Engine } from './engine';
import { engineNamed, engines } from './engines';
import { tokensPerSecond, type Candidate } from './measure';
import { recall, remember } from './remembered';
import { textMessage, type Message } from '../protocol/message';
import { message } from '../words/message';

export interface OpenedEngine {
  name: EngineName;
  report: EngineReport;
}

export interface EngineRequest {
  /** 'auto' takes the fastest engine of those that load, or without a candidate the first. */
  engine: EngineChoice;
  /** Creates the model to be trained; called again on each engine that is measured. */
  candidate?: (engine: EngineName) => Candidate;
  /** What the speed of the candidate depends on: measured once on a machine; absent: measured each time. */
  shape?: string;
  /** What a step is measured in; absent: tokens. */
  unit?: 'values' | undefined;
  /** Awaited between the steps of a measurement; may throw to end it. */
  pause?: () => Promise<void>;
  /** How its batches are split; absent: one thread. */
  split?: { threads: number; batchSize: number };
}

/** What all engines together may take to be measured, ms. */
const measuringBudgetMs = 600;

/**
 * Of each group all engines are loaded and one is taken; the next group is for when none loads. Those embedded stand in for a choice
 * that does not start.
 */
function groupsOf({ engine, candidate }: EngineRequest): Engine[][] {
  const oneByOne = (some: readonly Engine[]): Engine[][] => some.map(each => [each]);
  if (engine !== 'auto') return oneByOne([engineNamed(engine), ...engines.filter(({ embedded }) => embedded)]);
  if (!candidate) return oneByOne(engines);
  return [engines.filter(({ slow }) => !slow), ...oneByOne(engines.filter(({ slow }) => slow))];
}

/** After this tfjs computes with the engine that is returned. @throws UnrollError 'no-engine' when none can be started */
export async function openEngine(request: EngineRequest): Promise<OpenedEngine> {
  enableProdMode();
  const found: EngineMeasurement[] = [];
  for (const group of groupsOf(request)) {
    const loaded = await load(group, found);
    if (loaded.length > 0) return choose(loaded, found, request);
  }
  throw new UnrollError('no-engine', message('engine.none'));
}

/** Those that start; all are noted in `found`. */
async function load(group: readonly Engine[], found: EngineMeasurement[]): Promise<Engine[]> {
  const loaded: Engine[] = [];
  for (const engine of group) {
    try {
      found.push({ engine: engine.name, available: true, detail: await engine.load() });
      loaded.push(engine);
    } catch (error) {
      found.push({
        engine: engine.name,
        available: false,
        detail:
          error instanceof UnrollError
            ? error.sentence
            : textMessage(error instanceof Error ? error.message : String(error)),
      });
    }
  }
  return loaded;
}

async function choose(loaded: Engine[], found: EngineMeasurement[], request: EngineRequest): Promise<OpenedEngine> {
  const { candidate, split } = request;
  const threads = (engine: Engine): number => (split ? engine.threadsFor(split.threads, split.batchSize) : 1);
  const race = candidate && loaded.length > 1 ? await raceOf(loaded, candidate, request) : undefined;
  const speeds = race?.speeds;
  const speed = (engine: Engine): number => (speeds?.get(engine.name) ?? 0) * threads(engine);
  const chosen = loaded.reduce((best, engine) => (speed(engine) > speed(best) ? engine : best));
  await setBackend(chosen.tensorflowName);
  const measurements = found.map(entry => withSpeed(entry, speeds));
  const sentences = [
    ...failures(found, request),
    race ? comparison(loaded, speed, threads, request) : onlyOne(chosen, request),
    ...(race?.remembered ? [message('engine.remembered')] : []),
  ];
  return {
    name: chosen.name,
    report: {
      chosen: chosen.name,
      reason: message('sentences', { sentences }),
      threads: threads(chosen),
      measurements,
    },
  };
}

interface Race {
  /** Tokens per second of a training step in this thread, by engine. */
  speeds: ReadonlyMap<string, number>;
  remembered: boolean;
}

async function raceOf(
  loaded: readonly Engine[],
  candidate: (engine: EngineName) => Candidate,
  { shape, pause }: EngineRequest,
): Promise<Race> {
  const subject = `steps of ${shape} on ${loaded.map(({ name }) => name).join(', ')}`;
  const known = shape === undefined ? undefined : recall(subject);
  if (isSpeeds(known, loaded.length))
    return { speeds: new Map(loaded.map(({ name }, i) => [name, known[i]!])), remembered: true };
  const speeds = await measureAll(loaded, candidate, pause);
  if (shape !== undefined) remember(subject, [...speeds.values()]);
  return { speeds, remembered: false };
}

const isSpeeds = (value: unknown, count: number): value is number[] =>
  Array.isArray(value) && value.length === count && value.every(speed => typeof speed === 'number' && speed > 0);

async function measureAll(
  loaded: readonly Engine[],
  candidate: (engine: EngineName) => Candidate,
  pause: EngineRequest['pause'],
): Promise<Map<string, number>> {
  const speeds = new Map<string, number>();
  for (const { name, tensorflowName } of loaded) {
    await setBackend(tensorflowName);
    const model = candidate(name);
    try {
      speeds.set(name, await tokensPerSecond(model, measuringBudgetMs / loaded.length, pause));
    } finally {
      model.dispose();
    }
  }
  return speeds;
}

function withSpeed(entry: EngineMeasurement, speeds: ReadonlyMap<string, number> | undefined): EngineMeasurement {
  const speed = speeds?.get(entry.engine);
  return speed === undefined ? entry : { ...entry, tokensPerSecond: speed };
}

/** Of engines that the person asked for: why another one is missing stands with the measurements only. */
const failures = (found: EngineMeasurement[], request: EngineRequest): Message[] =>
  found
    .filter(({ available }) => !available)
    .filter(({ engine }) => engine === request.engine || engines.find(({ name }) => name === engine)?.wanted?.())
    .map(({ engine, detail }) => message('engine.unavailable', { name: engine, detail }));

function onlyOne({ name }: Engine, { engine, candidate }: EngineRequest): Message {
  if (engine === name) return message('engine.askedFor', { name });
  return candidate ? message('engine.onlyOne', { name }) : message('engine.noMeasuring', { name });
}

/** "wasm 14,000 tokens/s (measured on one thread, times 2), tfjs-node 18,700 tokens/s: the fastest is taken." */
const comparison = (
  loaded: Engine[],
  speed: (engine: Engine) => number,
  threads: (engine: Engine) => number,
  { unit }: EngineRequest,
): Message =>
  message('engine.fastest', {
    engines: loaded.map(engine => {
      const [count, figures] = [threads(engine), { name: engine.name, speed: speed(engine) }];
      if (count > 1)
        return message(unit === 'values' ? 'engine.valuesSpeedTimes' : 'engine.speedTimes', { ...figures, count });
      return message(unit === 'values' ? 'engine.valuesSpeed' : 'engine.speed', figures);
    }),
  });
