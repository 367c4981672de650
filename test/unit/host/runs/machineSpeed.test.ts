import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Memento } from 'vscode';
import { mementoKeys } from '../../../../src/host/ids';
import { MachineSpeed } from '../../../../src/host/runs/machineSpeed';
import { usualGflops } from '../../../../src/options/expectedTime';
import { RecordedLog, writeProgram } from '../process/program';

class Memory implements Memento {
  readonly map = new Map<string, unknown>();
  keys = (): readonly string[] => [...this.map.keys()];
  get = <T>(key: string, otherwise?: T): T | undefined => (this.map.get(key) as T | undefined) ?? otherwise;
  update = (key: string, value: unknown): Promise<void> => Promise.resolve(void this.map.set(key, value));
}

function machine(context: TestContext, body: string): { speed: MachineSpeed; memory: Memory; log: RecordedLog } {
  const { program, remove } = writeProgram(body);
  context.after(remove);
  const memory = new Memory();
  const log = new RecordedLog();
  return { speed: new MachineSpeed(memory, { program, log }), memory, log };
}

const answering = (speed: string): string => `connection.onRequest('measureSpeed', ({ threads }) => ${speed});`;

test('the machine is measured once, with the threads of the settings', async context => {
  const { speed, memory } = machine(context, answering('threads * 10'));
  assert.equal(await speed.get(4), 40);
  assert.equal(await speed.get(1), 40);
  assert.equal(memory.map.get(mementoKeys.speed), 40);
});

test('what was remembered needs no process; nonsense is measured anew', async context => {
  const { speed, memory } = machine(context, answering('7'));
  memory.map.set(mementoKeys.speed, 12);
  assert.equal(await speed.get(1), 12);
  for (const nonsense of [undefined, 'fast', NaN, -1, 0]) {
    memory.map.set(mementoKeys.speed, nonsense);
    assert.equal(await speed.get(1), 7);
  }
});

test('a machine that cannot be measured is taken for a usual one, and tried again next time', async context => {
  const { speed, memory, log } = machine(context, `connection.onRequest('measureSpeed', () => process.exit(3));`);
  assert.equal(await speed.get(1), usualGflops);
  assert.deepEqual(memory.keys(), []);
  assert.match(log.lines.join('\n'), /warn The speed of this machine could not be measured: .*exit code 3/);
});
