/** The options of a stored model, which its kind decides. */
import * as v from 'valibot';
import { readStoredOptions } from '../options/read';
import { toUnrollError } from '../protocol/errors';
import { damagedFile } from './files';
import type { LanguageModelManifest, NgramModelManifest, TranslationModelManifest } from './types';

type KindAndOptions =
  | Pick<LanguageModelManifest, 'kind' | 'options'>
  | Pick<NgramModelManifest, 'kind' | 'options'>
  | Pick<TranslationModelManifest, 'kind' | 'options'>;

const kindSchema = v.object({ kind: v.picklist(['language', 'ngram', 'translation']), options: v.unknown() });

/** @throws UnrollError 'model-damaged' */
export function readKind(value: unknown, path: string): KindAndOptions {
  const read = v.safeParse(kindSchema, value);
  if (!read.success) throw damagedFile(path, read.issues[0].message);
  const { kind, options } = read.output;
  try {
    switch (kind) {
      case 'language':
        return { kind, options: readStoredOptions(kind, options) };
      case 'ngram':
        return { kind, options: readStoredOptions(kind, options) };
      case 'translation':
        return { kind, options: readStoredOptions(kind, options) };
    }
  } catch (thrown) {
    throw damagedFile(path, toUnrollError(thrown).message);
  }
}
