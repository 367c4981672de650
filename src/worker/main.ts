/** The background process: answers the host's requests, reports events, and goes when its parent goes. */
import { createMessageConnection, ResponseError, type CancellationToken } from 'vscode-jsonrpc';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { errorData, toUnrollError } from '../protocol/errors';
import type { WorkerEvents, WorkerRequests } from '../protocol/worker';
import { createService } from './service';

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));

const service = createService(<K extends keyof WorkerEvents>(event: K, payload: WorkerEvents[K]) => {
  void connection.sendNotification(event, payload);
});

type Handler<K extends keyof WorkerRequests> = (
  parameters: WorkerRequests[K]['parameters'],
  signal: AbortSignal,
) => Promise<WorkerRequests[K]['result']>;

function answer<K extends keyof WorkerRequests>(method: K, handler: Handler<K>): void {
  connection.onRequest(method, async (parameters: WorkerRequests[K]['parameters'], token: CancellationToken) => {
    const abort = new AbortController();
    // A request that was cancelled before it was read comes with a token that never fires.
    if (token.isCancellationRequested) abort.abort();
    const subscription = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      return await handler(parameters, abort.signal);
    } catch (thrown) {
      const error = toUnrollError(thrown);
      return new ResponseError(-32000, error.message, errorData(error));
    } finally {
      subscription.dispose();
    }
  });
}

answer('hello', service.hello);
answer('trainLanguageModel', service.trainLanguageModel);
answer('buildVocabulary', service.buildVocabulary);
answer('openModel', service.openModel);
answer('continueText', service.continueText);
answer('findPairs', service.findPairs);
answer('trainTranslation', service.trainTranslation);
answer('translate', service.translate);
answer('evaluateTranslation', service.evaluateTranslation);
answer('countNgrams', service.countNgrams);
answer('evaluateText', service.evaluateText);
answer('measureSpeed', service.measureSpeed);
connection.onNotification('stopTraining', () => {
  service.stopTraining();
});
process.on('disconnect', () => process.exit(0));
connection.listen();
