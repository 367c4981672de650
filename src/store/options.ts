/** The options of a stored model, which its kind decides. */
import * as v from 'valibot';
import type { KindChoice } from '../options/kinds';
import { readStoredOptions } from '../options/read';
import { toUnrollError } from '../protocol/errors';
import { kindIds, type KindId } from '../protocol/kind';
import { damagedFile } from './files';

const kindSchema = v.object({ kind: v.picklist(kindIds), options: v.unknown() });

/** @throws UnrollError 'model-damaged' */
export function readKind(value: unknown, path: string): KindChoice {
  const read = v.safeParse(kindSchema, value);
  if (!read.success) throw damagedFile(path, read.issues[0].message);
  const { kind, options } = read.output;
  try {
    return readers[kind](options);
  } catch (thrown) {
    throw damagedFile(path, toUnrollError(thrown).message);
  }
}

/** A line a kind, so that the compiler sees kind and options belong together. */
const readers: { readonly [K in KindId]: (options: unknown) => KindChoice<K> } = {
  language: options => ({ kind: 'language', options: readStoredOptions('language', options) }),
  ngram: options => ({ kind: 'ngram', options: readStoredOptions('ngram', options) }),
  translation: options => ({ kind: 'translation', options: readStoredOptions('translation', options) }),
  labels: options => ({ kind: 'labels', options: readStoredOptions('labels', options) }),
  series: options => ({ kind: 'series', options: readStoredOptions('series', options) }),
};
