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
  });
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
  assert.equal(
    policy,
    "default-src 'none'; script-src 'nonce-n0nce'; style-src x: 'nonce-n0nce'; font-src x:; img-src x:",
  );
  assert.doesNotMatch(html, /unsafe|https?:/);
  assert.match(html, /<script nonce="n0nce" src="x:\/panel\.js"><\/script>/);
  assert.match(html, /<div id="root"><\/div>/);
});
