/** Refuses a text in which there is nothing. */
import { UnrollError } from '../protocol/errors';
import { message } from './message';

/** @throws UnrollError 'empty-text' */
export function assertNotBlank(text: string, name: string): void {
  if (text.trim() !== '') return;
  throw new UnrollError('empty-text', message(text === '' ? 'error.emptyText' : 'error.blankText', { name }));
}
