import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Run } from '../../src/protocol/run';
import { lockFile } from '../../src/store/lock';

/** Activates the extension under development. */
export async function extension(): Promise<vscode.Extension<TestApi>> {
  const found = vscode.extensions.getExtension<TestApi>('unroll.unroll');
  if (!found) throw new Error('The extension under development is not there.');
  await found.activate();
  return found;
}

export const testApi = async (): Promise<TestApi> => (await extension()).exports;

/** Options of a model that is trained within seconds. */
export const smallOptions = {
  network: { hiddenSize: 32, embeddingSize: 16, dropout: 0 },
  training: { batchSize: 8, timeSteps: 16, epochs: 2, sampleEverySeconds: 0.2, sampleLength: 20, threads: 1 },
};

/** Options of a run that does not end by itself during a test. */
export const endlessOptions = { ...smallOptions, training: { ...smallOptions.training, epochs: 10_000, patience: 0 } };

export const learnableText =
  'The keeper lit the lamp, and the lamp turned, and the light went out over the water.\n'.repeat(40);

/** Opens a new document. A document of the same name that was just closed may still exist, and its text would be reused. */
export async function openUntitled(content: string): Promise<vscode.TextEditor> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
    if (document.getText().replaceAll('\r\n', '\n') === content.replaceAll('\r\n', '\n'))
      return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await new Promise(accept => setTimeout(accept, 250));
  }
  throw new Error('There is no new document.');
}

/** Background processes of this extension host. */
export function workerProcesses(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(match => match !== null && Number(match[2]) === process.pid && /dist[\\/]worker\.js/.test(match[3] ?? ''))
    .map(match => Number(match?.[1]));
}

export async function until<T>(
  what: string,
  condition: () => T | undefined | false,
  milliseconds = 90_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise(accept => setTimeout(accept, 50));
  }
}

/** The process that trains a model says so in its lock. */
const lockSchema = v.object({ processId: v.number() });

/** A running training that has reported its first steps, and its process; others, which answer requests, may begin and end beside it. */
export async function startEndlessRun(): Promise<{ run: Run; worker: number; ended: Thenable<unknown> }> {
  const { training, models } = await testApi();
  const ended = vscode.commands.executeCommand('unroll.trainLstm', {
    text: learnableText,
    name: 'endless.txt',
    options: endlessOptions,
  });
  const run = await until('the first metrics', () => {
    const { running } = training;
    return running && running.metrics.length > 0 && running;
  });
  const folder = (await models.list()).find(({ id }) => id === run.modelId)?.folder ?? '';
  const { processId } = v.parse(lockSchema, JSON.parse(readFileSync(join(folder, lockFile), 'utf8')));
  assert.ok(workerProcesses().includes(processId));
  return { run, worker: processId, ended };
}
