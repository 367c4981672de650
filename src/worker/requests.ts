/** What a request must be like: whatever comes over the channel is checked before anything uses it. Options are checked by each job. */
import * as v from 'valibot';
import { UnrollError } from '../protocol/errors';
import { suggesters } from '../protocol/completion';
import { kindIds } from '../protocol/kind';
import { engineChoices } from '../protocol/model';
import { amount, originSchema } from '../store/schemas';
import { filesSource as files, textSource as source } from '../store/textSource';
import type { WorkerRequests } from '../protocol/worker';
import { message } from '../words/message';

type Shapes = { [K in keyof WorkerRequests]: v.GenericSchema<WorkerRequests[K]['parameters']> };

const document = v.strictObject({ id: v.string(), text: v.string() });
const modelFolder = v.string();
const sources = v.array(source);
const engine = v.picklist(engineChoices);
const writing = { modelFolder, prefix: v.string(), document: v.exactOptional(document), timeBudgetMs: amount };

const shapes: Shapes = {
  hello: v.strictObject({ protocolVersion: v.number() }),
  train: v.strictObject({
    kind: v.picklist(kindIds),
    sources,
    options: v.unknown(),
    origin: v.exactOptional(originSchema),
    engine,
    modelsFolder: v.string(),
    modelName: v.string(),
    resumeFrom: v.exactOptional(v.string()),
    from: v.exactOptional(v.string()),
  }),
  open: v.strictObject({ modelFolder, engine, document: v.exactOptional(document) }),
  continue: v.strictObject({
    ...writing,
    most: v.union([v.strictObject({ tokens: amount }), v.strictObject({ characters: amount })]),
    stopAt: v.array(v.string()),
    sampling: v.unknown(),
    networkAlone: v.exactOptional(v.boolean()),
  }),
  suggest: v.strictObject({
    ...writing,
    cost: amount,
    words: amount,
    characters: amount,
    lines: amount,
    count: amount,
    places: amount,
  }),
  surprise: v.strictObject({
    modelFolder,
    before: v.string(),
    text: v.string(),
    by: v.exactOptional(v.picklist(suggesters)),
    tokens: v.exactOptional(v.boolean()),
  }),
  explain: v.strictObject({ modelFolder, before: v.string(), start: amount, text: v.string() }),
  inside: v.strictObject({ modelFolder, before: v.string(), passage: v.string(), sources }),
  keysSaved: v.strictObject({ modelFolder, source }),
  learn: v.strictObject({ modelFolder, sources }),
  translate: v.strictObject({ modelFolder, text: v.string(), beamSize: amount, lengthPenalty: v.number() }),
  label: v.strictObject({ modelFolder, texts: v.array(v.string()), explain: v.boolean() }),
  forecast: v.strictObject({ modelFolder, horizon: v.pipe(amount, v.safeInteger(), v.maxValue(10_000)) }),
  evaluate: v.strictObject({
    modelFolder,
    sources,
    pairs: v.exactOptional(v.strictObject({ format: v.unknown(), heldOut: v.boolean(), beamSize: v.number() })),
    columns: v.exactOptional(v.unknown()),
    figures: v.exactOptional(v.picklist(['frozen', 'both', 'completion'])),
  }),
  inspectPairs: v.strictObject({ source }),
  inspectLabels: v.strictObject({ source, columns: v.unknown() }),
  inspectSeries: v.strictObject({ source, columns: v.unknown() }),
  findFiles: v.strictObject({ base: v.string(), places: v.array(v.string()), exclude: v.array(v.string()) }),
  inspectFiles: v.strictObject({ source: files }),
  exportModel: v.strictObject({ modelFolder, target: v.string() }),
  importModel: v.strictObject({ archive: v.string(), modelsFolder: v.string() }),
  buildVocabulary: v.strictObject({ source, options: v.unknown() }),
  measureSpeed: v.strictObject({ threads: amount }),
};

/** @throws UnrollError 'internal' that names the request and the place of what is wrong */
export function readRequest<K extends keyof WorkerRequests>(
  name: K,
  parameters: unknown,
): WorkerRequests[K]['parameters'] {
  const shape: v.GenericSchema<WorkerRequests[K]['parameters']> = shapes[name];
  const read = v.safeParse(shape, parameters);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const detail = `${name}: ${v.getDotPath(issue) ?? 'parameters'}: ${issue.message}`;
  throw new UnrollError('internal', message('error.malformedRequest', { name }), detail);
}
