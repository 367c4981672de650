/** The connection to a background process. Loaded with the first one: a window in which nothing is asked of a model needs none. */
import type { ChildProcess } from 'node:child_process';
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';

export const connectionTo = (child: ChildProcess): MessageConnection =>
  createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
