import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgram } from '../../../src/cli/program';
import { inEnglish, render } from '../../../src/words/render';

test('--encoding says what a file is, where it cannot be found', async () => {
  const lines: string[] = [];
  const terminal = {
    print: (line: string) => void lines.push(line),
    remark: () => undefined,
    render: (sentence: Parameters<typeof render>[0]) => render(sentence, inEnglish('plain')),
    live: undefined,
    width: 80,
  };
  const run = (...words: string[]): Promise<unknown> =>
    createProgram(terminal, () => undefined).parseAsync(['node', 'unroll', ...words]);
  const file = 'test/reports/enc_gb18030_zh.txt';
  await assert.rejects(run('vocab', file, '--json'), { code: 'binary-file' });
  await run('vocab', file, '--json', '--encoding', 'gb18030');
  assert.match(lines.join(''), /\p{Script=Han}/u);
});
