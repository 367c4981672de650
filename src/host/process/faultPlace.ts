/** Where in the text that was sent a fault is, so that the person can be led there. */
import { UnrollError } from '../../protocol/errors';
import type { TextSource } from '../../protocol/textSource';
import type { WorkerRequests } from '../../protocol/worker';

type Sent = WorkerRequests[keyof WorkerRequests]['parameters'];

/** A sentence that names the only text there is is about it, and a line that it names is one of that text: of several files it would be one of them all. */
export function withPlace(error: UnrollError, sent: Sent): UnrollError {
  const [only, second] = sourcesIn(sent);
  const { name, line } = error.sentence.arguments ?? {};
  // What is excluded is said of folders alone.
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
