import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { replaceSection } from '../../../bench/section';
import { goesOn, type Key } from '../../../bench/editor/typist';
import { quantile } from '../../../bench/editor/table';

test('each program makes its own section of a page anew and leaves the others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-page-'));
  const page = join(folder, 'page.md');
  replaceSection(page, '## B', 'b');
  replaceSection(page, '# A', 'a\n\n| a |');
  replaceSection(page, '## C', 'c');
  replaceSection(page, '## B', 'other b');
  replaceSection(page, '# A', 'other a');
  assert.equal(readFileSync(page, 'utf8'), '# A\n\nother a\n\n## B\n\nother b\n\n## C\n\nc\n');
  rmSync(folder, { recursive: true });
});

test('the rest of what was suggested before is no new suggestion', () => {
  const key = (change: Partial<Key>): Key => ({
    at: 0,
    key: 'k',
    before: 'keeper ',
    shown: 5,
    text: 'eeper ',
    ...change,
  });
  assert.ok(goesOn(key({})));
  assert.ok(!goesOn(key({ before: '' })));
  assert.ok(!goesOn(key({ key: 'l' })));
  assert.ok(!goesOn(key({ text: 'ettle ' })));
});

test('quantiles are values that were measured', () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.equal(quantile([3, 1, 2], 0.95), 3);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});
