import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueOf, languageOf } from '../../../src/cli/language';
import { shownOn } from '../../../src/cli/terminal';

test('the language is that of --language, else of LC_ALL, LC_MESSAGES, LANG; English where there is no translation', () => {
  assert.equal(languageOf({}, []), 'en');
  assert.equal(languageOf({ LANG: 'zh_CN.UTF-8' }, []), 'zh-CN');
  assert.equal(languageOf({ LANG: 'zh_TW.UTF-8' }, []), 'en');
  assert.equal(languageOf({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, []), 'en');
  assert.equal(languageOf({ LANG: 'de_DE', LC_MESSAGES: 'zh' }, []), 'zh-CN');
  assert.equal(languageOf({ LANG: 'zh_CN.UTF-8' }, ['train', '--language', 'en']), 'en');
  assert.equal(languageOf({}, ['--language=zh-Hans']), 'zh-CN');
});

test('only what is translated is loaded', async () => {
  assert.deepEqual(await catalogueOf('en'), {});
  assert.ok('terminal.error' in (await catalogueOf('zh-CN')));
});

test('generated text is harmless on a terminal and unchanged in a file', () => {
  assert.equal(shownOn({ isTTY: true }, 'a\u001b]0;title\u0007\tb\n'), 'a␛]0;title␇\tb\n');
  assert.equal(shownOn({}, 'a\u001b]0;title\u0007\n'), 'a\u001b]0;title\u0007\n');
});
