import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standardName } from '../../../../src/host/encodingNames';

// The names are those of `files.encoding` in VS Code 1.139 (its src/vs/workbench/services/textfile/common/encoding.ts), but for iso885916, which Node does not have.
const names =
  'utf8 utf8bom utf16le utf16be windows1252 iso88591 iso88593 iso885915 macroman cp866 windows1256 iso88596 windows1257 iso88594 iso885914 windows1250 iso88592 windows1251 iso88595 koi8r koi8u iso885913 windows1253 iso88597 windows1255 iso88598 iso885910 windows1254 iso88599 windows1258 gbk gb18030 big5hkscs shiftjis eucjp euckr windows874 gb2312';

test('the editor’s names of encodings are known to the one that reads files', () => {
  for (const name of names.split(' ')) assert.doesNotThrow(() => new TextDecoder(standardName(name)), name);
  assert.equal(standardName('windows1251'), 'windows-1251');
  assert.equal(standardName('iso88592'), 'iso-8859-2');
});
