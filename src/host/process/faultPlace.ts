/** Where in the text that was sent a fault is, so that the person can be led there. */
import { UnrollError } from '../../protocol/errors';
import type { TextSource } from '../../protocol/textSource';
import type { WorkerRequests } from '../../protocol/worker';

type Sent = WorkerRequests[keyof WorkerRequests]['parameters'];

/** A sentence that names a line names one of the only text there is: of several files it would be one of them all. */
export function withPlace(error: UnrollError, sent: Sent): UnrollError {
  const [only, second] = sourcesIn(sent);
  const line = error.sentence.arguments?.['line'];
  if (!only || second || only.kind === 'files' || only.uri === undefined || typeof line !== 'number') return error;
  return new UnrollError(error.code, error.sentence, error.detail, { uri: only.uri, line });
}

function sourcesIn(sent: Sent): readonly TextSource[] {
  if ('sources' in sent) return sent.sources;
  return 'source' in sent ? [sent.source] : [];
}
