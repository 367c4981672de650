/** evaluations.json: what a model has been held against, the latest last. */
import { join } from 'node:path';
import * as v from 'valibot';
import type { KeptEvaluation } from '../protocol/evaluation';
import { readText, writeAtomically } from './files';
import { count, figure, parseJson, serialise } from './schemas';

const evaluationsFile = 'evaluations.json';
const mostKept = 50;
const mostBytes = 2 ** 20;

const learning = v.object({ loss: figure, bitsPerCharacter: figure });

const schema = v.array(
  v.object({
    at: v.string(),
    text: v.string(),
    characters: count,
    loss: figure,
    bitsPerCharacter: figure,
    learning: v.exactOptional(learning),
    counting: v.exactOptional(learning),
  }),
);

/** A file that cannot be read is as none: nothing is lost with it that could not be measured again. */
export async function readEvaluations(folder: string): Promise<KeptEvaluation[]> {
  const path = join(folder, evaluationsFile);
  try {
    const json = await readText(path, mostBytes);
    const read = json === undefined ? undefined : v.safeParse(schema, parseJson(json, path));
    return read?.success === true ? read.output : [];
  } catch {
    return [];
  }
}

/** @throws UnrollError 'not-saved' */
export async function keepEvaluation(folder: string, evaluation: KeptEvaluation): Promise<void> {
  const kept = [...(await readEvaluations(folder)), evaluation].slice(-mostKept);
  await writeAtomically(join(folder, evaluationsFile), serialise(kept));
}
