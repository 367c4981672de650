import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readLabels } from '../../../../src/kinds/labels/readLabels';
import { withStandard } from '../../../../src/options/read';

describe('a folder with a folder a label', () => {
  let path = '';
  before(() => {
    path = mkdtempSync(join(tmpdir(), 'unroll-labels-'));
    for (const label of ['ham', 'spam']) {
      mkdirSync(join(path, label));
      for (const name of ['a.txt', 'server.key', 'draft.txt'])
        writeFileSync(join(path, label, name), `${label} ${name}`);
    }
  });
  after(() => {
    rmSync(path, { recursive: true, force: true });
  });
  const textsBut = async (exclude?: string[]): Promise<string[]> => {
    const source = { kind: 'file', name: 'mails', path, ...(exclude ? { exclude } : {}) } as const;
    const { texts } = await readLabels(source, withStandard('labelColumns'), () => Promise.resolve());
    return texts.map(({ text }) => text);
  };

  it('is read without what is never read', async () => {
    assert.deepEqual(await textsBut(), ['ham a.txt', 'ham draft.txt', 'spam a.txt', 'spam draft.txt']);
    assert.deepEqual(await textsBut(['*.key', 'draft*']), ['ham a.txt', 'spam a.txt']);
  });
});
