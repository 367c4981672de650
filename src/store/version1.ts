/** Folders of version 1: everything stood in model.json. They are read as the parts of today, and rewritten when their training goes on. */
import * as v from 'valibot';
import { checked, runSchema, storedVocabulary, summaryOf, toManifest, vocabulariesSchema } from './schemas';
import { manifestVersion, type ModelContents, type ModelManifest } from './types';

/** The parts that version 2 keeps in files of their own. */
export interface Version1 extends ModelContents {
  /** The process that trained the model, where it was being trained. */
  processId?: number;
}

/** The engine of a measurement was called its backend. */
const measurement = v.pipe(
  v.looseObject({ backend: v.optional(v.string()) }),
  v.transform(({ backend, ...rest }) => ({ ...(backend === undefined ? {} : { engine: backend }), ...rest })),
);
const oldRun = v.pipe(
  v.looseObject({
    engine: v.exactOptional(v.looseObject({ measurements: v.array(measurement) })),
  }),
  v.transform((run): unknown => run),
  runSchema,
);

const common = { run: oldRun, processId: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))) };
const oneFile = v.variant('kind', [
  v.looseObject({ kind: v.picklist(['language-model', 'ngram-model']), ...common, ...storedVocabulary.entries }),
  v.looseObject({
    kind: v.literal('translation-model'),
    ...common,
    sourceLanguage: storedVocabulary,
    targetLanguage: storedVocabulary,
  }),
]);

const kinds = { 'language-model': 'language', 'ngram-model': 'ngram', 'translation-model': 'translation' } as const;

/** @throws UnrollError 'model-damaged' */
export function readVersion1(value: unknown, path: string): { manifest: ModelManifest; old: Version1 } {
  const read = checked(oneFile, value, path);
  const { run } = read;
  const stored =
    read.kind === 'translation-model'
      ? [read.sourceLanguage, read.targetLanguage]
      : [
          {
            vocabulary: read.vocabulary,
            frequencies: read.frequencies,
            ...(read.merges ? { merges: read.merges } : {}),
          },
        ];
  const { processId } = read;
  const manifest = toManifest({ ...read, kind: kinds[read.kind], manifestVersion, ...summaryOf(run) }, path);
  return {
    manifest,
    old: {
      vocabularies: checked(vocabulariesSchema, stored, path),
      record: run,
      ...(processId === undefined ? {} : { processId }),
    },
  };
}
