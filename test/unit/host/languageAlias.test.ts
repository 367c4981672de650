import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aliasOf } from '../../../src/host/languageAlias';

test('a language has the name that an extension gives it', () => {
  const extension = (...languages: unknown[]) => ({ packageJSON: { contributes: { languages } } });
  const extensions = [
    { packageJSON: undefined },
    { packageJSON: { contributes: { languages: 'none' } } },
    extension(null, { id: 'markdown' }, { id: 'latex', aliases: [] }),
    extension({ id: 'markdown', aliases: ['Markdown', 'markdown'] }, { id: 'c', aliases: ['%c%'] }),
  ];
  assert.equal(aliasOf('markdown', extensions), 'Markdown');
  for (const id of ['latex', 'c', 'plaintext']) assert.equal(aliasOf(id, extensions), undefined);
});
