/** A background process that is sent what it does not understand; `UNROLL_MESSAGES=100000 node scripts/unit.mjs worker/messages` sends more. */
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createMessageConnection, ResponseError, type MessageConnection } from 'vscode-jsonrpc';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { assetsFolder } from '../../../src/engine/assets';
import { protocolVersion, type WorkerRequests } from '../../../src/protocol/worker';
import { readRequest } from '../../../src/worker/requests';
import { Random } from '../../../src/text/random/random';

const rounds = Number(process.env.UNROLL_MESSAGES ?? 20_000);
/** Answers are waited for after so many, as a host does that is not answered. */
const atOnce = 500;
const names = Object.keys({
  ...{ hello: 1, train: 1, open: 1, continue: 1, suggest: 1, learn: 1, translate: 1, label: 1, evaluate: 1 },
  ...{ inspectPairs: 1, inspectLabels: 1, inspectSeries: 1, forecast: 1, buildVocabulary: 1, measureSpeed: 1 },
  ...{
    findFiles: 1,
    inspectFiles: 1,
    exportModel: 1,
    importModel: 1,
    surprise: 1,
    explain: 1,
    keysSaved: 1,
    inside: 1,
  },
} satisfies Record<keyof WorkerRequests, 1>);

/** Values that are no parameters of a request. */
function junk(random: Random, depth = 0): unknown {
  const simple = [null, true, -1, 1e300, '', 'x'.repeat(300), '__proto__', [], {}, [[1]], 'language'];
  if (depth > 2 || random.integer(3) === 0) return simple[random.integer(simple.length)];
  const keys = ['modelFolder', 'prefix', 'sources', 'kind', 'options', 'most', 'text', 'source', '__proto__', 'texts'];
  const entries = Array.from({ length: random.integer(5) }, () => [
    keys[random.integer(keys.length)]!,
    junk(random, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

describe('a background process that is sent what it does not understand', () => {
  let child: ChildProcess;
  let connection: MessageConnection;
  let said = '';
  before(() => {
    child = fork(resolve(assetsFolder, 'worker.js'), { serialization: 'advanced', silent: true });
    child.stderr?.on('data', chunk => (said += String(chunk)));
    connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
  });
  after(() => {
    connection.dispose();
    child.kill();
  });
  const hello = () => connection.sendRequest('hello', { protocolVersion });

  it(`refuses ${rounds} requests, each in one sentence`, { timeout: 300_000 }, async () => {
    const random = new Random(7);
    for (let round = 0; round < rounds; round += atOnce) {
      const answers = Array.from({ length: atOnce }, async () => {
        const name = random.integer(20) === 0 ? 'unheard of' : names[random.integer(names.length)]!;
        const error: unknown = await connection.sendRequest(name, junk(random)).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof ResponseError, `${name} was answered`);
        assert.doesNotMatch(error.message, /\n|\bat .*:\d+:\d+/);
      });
      await Promise.all(answers);
    }
    await hello();
    assert.equal(said, '');
  });

  it('goes on after what is no message at all', async () => {
    const random = new Random(8);
    for (let round = 0; round < 2000; round++) child.send(junk(random) ?? 'nothing');
    await hello();
  });
});

describe('a request', () => {
  const wanted = { modelFolder: 'm', prefix: 'p', most: { tokens: 1 }, stopAt: [], sampling: {}, timeBudgetMs: 0 };

  it('is taken as it is meant', () => {
    assert.deepEqual(readRequest('continue', wanted), wanted);
    const source = { kind: 'text', name: 'a', text: 'b' };
    assert.deepEqual(readRequest('inspectPairs', { source }), { source });
  });

  for (const [what, change] of Object.entries({
    'an amount without end': { most: { tokens: Infinity } },
    'an amount that is none': { timeBudgetMs: NaN },
    'one below zero': { timeBudgetMs: -1 },
    'a field too many': { other: 1 },
    'a field too few': { prefix: undefined },
  }))
    it(`is refused with ${what}, by its name`, () => {
      assert.throws(() => readRequest('continue', { ...wanted, ...change }), {
        code: 'internal',
        detail: /^continue: /,
      });
    });
});
