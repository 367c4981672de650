import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelHtml } from '../../../../src/host/panel/html';

test('the page runs its own script and nothing else', () => {
  const html = panelHtml({
    script: 'x:/panel.js',
    style: 'x:/panel.css',
    cspSource: 'x:',
    nonce: 'n0nce',
    title: 'Unroll',
    language: 'zh-CN',
    catalogue: { 'page.stop': '"停止" & <b>' },
  });
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
  assert.equal(
    policy,
    "default-src 'none'; script-src 'nonce-n0nce'; style-src x: 'nonce-n0nce'; font-src x:; img-src x:",
  );
  assert.doesNotMatch(html, /unsafe|https?:/);
  assert.match(html, /<script nonce="n0nce" src="x:\/panel\.js"><\/script>/);
  assert.match(html, /<html lang="zh-CN">/);
  const words = '{&#34;page.stop&#34;:&#34;\\&#34;停止\\&#34; &#38; &#60;b&#62;&#34;}';
  assert.ok(html.includes(`<main id="root" data-language="zh-CN" data-words="${words}"></main>`), html);
});
