/** A separator that a person has named has to be there. */
import { UnrollError } from '../protocol/errors';
import { candidatesFor, sampleOf } from '../text/tables/delimited';
import { normaliseNewlines } from '../text/tokens/clean';
import { message } from '../words/message';
import { separatorMessage } from '../words/separators';

/** @throws UnrollError 'bad-options' where the rows of a text have no columns by the separator asked for ('' is none) */
export function assertSeparated(name: string, text: string, separator: string): void {
  if (separator === '' || sampleOf(candidatesFor(normaliseNewlines(text), separator).text, separator)) return;
  throw new UnrollError('bad-options', message('error.notSeparated', { name, separator: separatorMessage(separator) }));
}
