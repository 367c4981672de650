import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgram } from '../../../src/cli/program';
import { processTerminal } from '../../../src/cli/terminal';

const commandsFor = (...words: string[]): string[] =>
  createProgram(processTerminal, () => undefined, words).commands.map(command => command.name());

test('a program is made with the command that the line names, and with all where it names none', () => {
  const all = commandsFor();
  assert.ok(all.length > 15);
  for (const name of all) {
    assert.ok(commandsFor(name, 'text.txt').includes(name), name);
    assert.ok(commandsFor(name).length < all.length, name);
    assert.deepEqual(commandsFor('help', name), commandsFor(name));
    assert.deepEqual(commandsFor('--language', 'zh', name), commandsFor(name));
    assert.deepEqual(commandsFor('--language=zh', name), commandsFor(name));
  }
  for (const words of [
    ['help'],
    ['--help'],
    ['--help', 'train'],
    ['trian'],
    ['trian', 'train'],
    ['--language', 'train'],
  ])
    assert.deepEqual(commandsFor(...words), all, words.join(' '));
  assert.deepEqual(commandsFor('--version'), []);
});
