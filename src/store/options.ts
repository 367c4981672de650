/** The options of a stored model, which its kind decides. */
import * as v from 'valibot';
import { readChoice, type KindChoice } from '../options/kinds';
import { readStoredOptions } from '../options/read';
import { toUnrollError } from '../protocol/errors';
import { kindIds } from '../protocol/kind';
import { damagedFile } from './files';

const kindSchema = v.object({ kind: v.picklist(kindIds), options: v.unknown() });

/** @throws UnrollError 'model-damaged' */
export function readKind(value: unknown, path: string): KindChoice {
  const read = v.safeParse(kindSchema, value);
  if (!read.success) throw damagedFile(path, read.issues[0].message);
  const { kind, options } = read.output;
  try {
    return readChoice(kind, options, readStoredOptions);
  } catch (thrown) {
    const { sentence, message: trace } = toUnrollError(thrown);
    const { option, value: found } = sentence.arguments ?? {};
    const isWrong = typeof option === 'string' && typeof found === 'string';
    throw damagedFile(path, isWrong ? `${option}: ${found}` : trace);
  }
}
