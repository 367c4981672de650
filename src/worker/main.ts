/** The background process: answers the host's requests, reports events, and goes when its parent goes. */
import { createMessageConnection, ResponseError, type CancellationToken } from 'vscode-jsonrpc';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { errorData, toUnrollError } from '../protocol/errors';
import type { WorkerEvents, WorkerRequests } from '../protocol/worker';
import { readRequest } from './requests';
import { createService, type Handler, type Handlers } from './service';

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));

const service = createService(<K extends keyof WorkerEvents>(event: K, payload: WorkerEvents[K]) => {
  void connection.sendNotification(event, payload);
});

function answer<K extends keyof WorkerRequests>(method: K, handlers: { [P in K]: Handler<P> }): void {
  const handler: Handler<K> = handlers[method];
  connection.onRequest(method, async (parameters: unknown, token: CancellationToken) => {
    const abort = new AbortController();
    // A request that was cancelled before it was read comes with a token that never fires.
    if (token.isCancellationRequested) abort.abort();
    const subscription = token.onCancellationRequested(() => abort.abort());
    try {
      return await handler(readRequest(method, parameters), abort.signal);
    } catch (thrown) {
      const error = toUnrollError(thrown);
      return new ResponseError(-32000, error.message, errorData(error));
    } finally {
      subscription.dispose();
    }
  });
}

const isRequest = (name: string): name is keyof Handlers => name in service.handlers;
Object.keys(service.handlers)
  .filter(isRequest)
  .forEach(method => answer(method, service.handlers));
connection.onNotification('stopTraining', () => service.stopTraining());
process.on('disconnect', () => process.exit(0));
connection.listen();
