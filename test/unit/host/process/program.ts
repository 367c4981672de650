/** Small programs that imitate the background process; they are written to a folder and started as processes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const opening = `
const { createMessageConnection } = require(${JSON.stringify(resolve('node_modules/vscode-jsonrpc'))});
const { IPCMessageReader, IPCMessageWriter } = require(${JSON.stringify(resolve('node_modules/vscode-jsonrpc/node.js'))});
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
connection.onRequest('hello', () => ({ protocolVersion: 2, node: process.version, pid: process.pid }));
process.on('disconnect', () => process.exit(0));
connection.listen();
`;

export function writeProgram(body: string): { program: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-worker-'));
  const program = join(folder, 'worker.js');
  writeFileSync(program, opening + body);
  return {
    program,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export class RecordedLog {
  readonly lines: string[] = [];
  info = (line: string): void => void this.lines.push(`info ${line}`);
  warn = (line: string): void => void this.lines.push(`warn ${line}`);
  error = (line: string): void => void this.lines.push(`error ${line}`);
}

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
