/** The text of a job, wherever it comes from. */
import { UnrollError } from '../protocol/errors';
import type { TextSource } from '../protocol/textSource';
import { message } from '../words/message';
import { pauser, type Pause } from './pause';
import { readOne, type ReadText } from './readFile';
import type { HoldingOut, readFiles, ReadFiles } from './readFiles';

/** Parsers of markup are loaded only to read several files: other trainings do not wait for them. */
const severalFiles: typeof readFiles = async (...given) => (await import('./readFiles')).readFiles(...given);

export type { ReadText } from './readFile';

/** As `readText`, for those who do not pass notes on. */
export const readSource = async (source: TextSource): Promise<string> => (await readText(source)).text;

/** Files follow each other as they are listed. @throws UnrollError as `readOne` and `readFiles` do */
export const readText = (source: TextSource): Promise<ReadText> =>
  source.kind === 'files' ? severalFiles(source, { fraction: 0, seed: 0 }, pauser()) : readOne(source);

/** Of several files the held-out part comes last, and it is known where it begins. Throws as `readText` does. */
export const readToTrain = (
  source: TextSource,
  holdingOut: HoldingOut,
  pause: Pause,
): Promise<ReadText & Partial<ReadFiles>> =>
  source.kind === 'files' ? severalFiles(source, holdingOut, pause) : readOne(source);

/** The one text of a job that takes one. @throws UnrollError 'bad-options' */
export function onlySource(sources: readonly TextSource[]): TextSource {
  const [source, second] = sources;
  if (source && second === undefined) return source;
  throw new UnrollError('bad-options', message('error.oneTextNeeded', { count: sources.length }));
}
