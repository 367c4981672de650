/** Sentence pairs from a source, with what has to be said of it. */
import { createHash } from 'node:crypto';
import type { PairColumns, PairTextOptions } from '../../options/translation';
import { UnrollError } from '../../protocol/errors';
import type { Message } from '../../protocol/message';
import type { TextSource } from '../../protocol/textSource';
import { detectPairs, foundColumns } from '../../text/pairs/pairDetection';
import {
  pairsFromTable,
  pairsFromTexts,
  type DroppedPairs,
  type PairCollection,
  type PairOptions,
  type SentencePair,
} from '../../text/pairs/pairs';
import { foundForm, namedSeparator, sampleOf } from '../../text/tables/delimited';
import { recordIn } from '../../text/tables/jsonLine';
import { runWithPauses, type Pausable } from '../../text/pausable';
import { normaliseNewlines } from '../../text/tokens/clean';
import type { Pause } from '../../training/pause';
import { readText } from '../../training/readSource';
import { message } from '../../words/message';
import { separatorMessage } from '../../words/separators';
import { assertSeparated } from '../separated';

export interface ReadPairs {
  name: string;
  pairs: SentencePair[];
  dropped: DroppedPairs;
  /** What was found of the table, or is odd about the texts. */
  notes: Message[];
  sha256: string;
  characters: number;
}

type Columns = PairColumns & Pick<PairTextOptions, 'normalise'>;

/** @throws UnrollError as `readText` and `pause` do, and 'bad-options' for parallel texts of which one is missing */
export async function readPairs(
  [source, target]: readonly TextSource[],
  options: Columns,
  pause: Pause,
): Promise<ReadPairs> {
  if (!source) throw new UnrollError('bad-options', message('error.noPairText'));
  const { text, notes: ofFirst } = await readText(source);
  const { text: second, notes: ofSecond } = target ? await readText(target) : { text: undefined, notes: [] };
  const { pairs, dropped, notes } = await runWithPauses(collectionOf(source.name, text, second, options), pause);
  const hash = createHash('sha256').update(normaliseNewlines(text));
  if (second !== undefined) hash.update('\0').update(normaliseNewlines(second));
  return {
    name: source.name,
    pairs: options.maxPairs > 0 ? pairs.slice(0, options.maxPairs) : pairs,
    dropped,
    notes: [...ofFirst, ...ofSecond, ...notes],
    sha256: hash.digest('hex'),
    characters: text.length + (second?.length ?? 0),
  };
}

type Collected = PairCollection & { notes: Message[] };

function* collectionOf(name: string, text: string, second: string | undefined, options: Columns): Pausable<Collected> {
  const rules = { normalise: options.normalise, dropDuplicates: true };
  if (options.format !== 'parallel') return yield* tableOf(name, text, options, rules);
  if (second === undefined) throw new UnrollError('bad-options', message('error.secondTextNeeded'));
  const { lines, ...collection } = yield* pairsFromTexts(text, second, rules);
  const [source, target] = lines;
  return { ...collection, notes: source === target ? [] : [message('note.unevenTexts', { source, target })] };
}

/** @throws UnrollError 'bad-options' for a column that a table does not have, naming those it has */
function assertColumns(name: string, text: string, { sourceColumn, targetColumn }: Columns): void {
  const most = Math.max(sourceColumn, targetColumn);
  const rest = detectPairs(text, { ...foundForm, ...foundColumns });
  if (!rest || most < 0) return;
  const { width = 0 } = sampleOf(namedSeparator(text).text, rest.separator) ?? {};
  if (most < width) return;
  const columns = Array.from({ length: width }, (_, column) => String(column + 1)).join(', ');
  throw new UnrollError('bad-options', message('error.noSuchColumn', { name, asked: String(most + 1), columns }));
}

/** Columns and separator that are not asked for are found; where nothing is found, they are the first two, and what the file's name says. */
function* tableOf(name: string, text: string, options: Columns, rules: PairOptions): Pausable<Collected> {
  if (recordIn(text.trimStart().split('\n', 1)[0] ?? ''))
    throw new UnrollError('bad-options', message('error.pairsInJson', { name }));
  assertSeparated(name, text, options.separator);
  const found = detectPairs(text, options);
  if (!found) assertColumns(name, text, options);
  const { separator, sourceColumn, targetColumn, header } = found ?? {
    separator: options.separator === '' ? (options.format === 'csv' ? ',' : '\t') : options.separator,
    sourceColumn: Math.max(0, options.sourceColumn),
    targetColumn: options.targetColumn < 0 ? 1 : options.targetColumn,
    header: options.header,
  };
  const columns = { separator, source: sourceColumn, target: targetColumn, header };
  const collection = yield* pairsFromTable(text, columns, rules);
  const first = collection.pairs[0];
  if (!first) return { ...collection, notes: [] };
  const read = {
    sourceColumn: sourceColumn + 1,
    targetColumn: targetColumn + 1,
    separator: separatorMessage(separator),
    ...first,
  };
  const note = header ? message('note.columnsBelowHeader', read) : message('note.columns', read);
  return { ...collection, notes: [note] };
}
