/** Adds the place of an error in the text of a request, so that a notification can open it. */
import { UnrollError } from '../../protocol/errors';
import type { TextSource } from '../../protocol/textSource';
import type { WorkerRequests } from '../../protocol/worker';

type Sent = WorkerRequests[keyof WorkerRequests]['parameters'];

/**
 * If the request has a single text and the error's sentence names it, the error and its line number are about that text. With several files the line
 * would count through all of them.
 */
export function withPlace(error: UnrollError, sent: Sent): UnrollError {
  const [only, second] = sourcesIn(sent);
  const { name, line } = error.sentence.arguments ?? {};
  // Only sources that are folders have `exclude`.
  const isFile = only?.kind === 'text' || (only?.kind === 'file' && only.exclude === undefined);
  if (!isFile || second || only.uri === undefined || name !== only.name) return error;
  return new UnrollError(error.code, error.sentence, error.detail, {
    uri: only.uri,
    line: typeof line === 'number' ? line : undefined,
  });
}

function sourcesIn(sent: Sent): readonly TextSource[] {
  if ('sources' in sent) return sent.sources;
  return 'source' in sent ? [sent.source] : [];
}
