import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TrainingResult } from '../../src/protocol/metrics';
import type { TranslationEvaluation } from '../../src/protocol/translation';
import { ruleOptions, rulePairs } from '../fixtures/ruleLanguage';
import { openUntitled, testApi, until } from './extension';
import { Messages } from './messages';

const translate = (argument: object = { action: 'replace' }): Thenable<string[] | undefined> =>
  vscode.commands.executeCommand('unroll.translateSelection', argument);

const evaluate = (): Thenable<TranslationEvaluation | undefined> =>
  vscode.commands.executeCommand('unroll.evaluateTranslation');

describe('a translation model', () => {
  let messages: Messages;
  before(async () => {
    await testApi();
    const result = await vscode.commands.executeCommand<TrainingResult | undefined>('unroll.trainTranslation', {
      text: rulePairs,
      name: 'rule.tsv',
      options: ruleOptions,
    });
    assert.equal(result?.reason, 'completed');
  });
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(async () => {
    messages.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('replaces every selection at once, and one undo brings all of them back', async () => {
    const text = 'I see the red boat.\n\nI see the blue key.\n';
    const editor = await openUntitled(text);
    editor.selections = [new vscode.Selection(0, 0, 0, 19), new vscode.Selection(2, 0, 2, 19)];
    await translate();
    const changed = editor.document.getText();
    assert.equal(changed, 'Mi vidas boato reda.\n\nMi vidas keyo bluea.\n');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('leaves the text alone without a selection, and says what to do', async () => {
    const editor = await openUntitled('I see the red boat.');
    assert.equal(await translate(), undefined);
    assert.equal(editor.document.getText(), 'I see the red boat.');
    assert.match(messages.of('information').at(-1)?.text ?? '', /Nothing is selected/);
  });

  it('passes words on that the model does not know', async () => {
    const editor = await openUntitled('I see the red submarine.');
    editor.selection = new vscode.Selection(0, 0, 0, 24);
    const [answer] = (await translate()) ?? [];
    assert.match(answer ?? '', /submarine/);
  });

  it('keeps line ends, blank lines and what surrounds a selection', async () => {
    const editor = await openUntitled('Anna:\r\n\r\nI see the red boat.  I see the blue key.\r\n\r\nTom.');
    editor.selection = new vscode.Selection(1, 0, 4, 0);
    await translate({ action: 'insertBelow' });
    const translated = 'Mi vidas boato reda.  Mi vidas keyo bluea.';
    const [first, ...rest] = editor.document.getText().split(/\r?\n/);
    assert.equal(first, 'Anna:');
    assert.deepEqual(rest, ['', 'I see the red boat.  I see the blue key.', '', '', translated, '', 'Tom.']);
  });

  it('says in one message that a text is far too long, before anything is started', async () => {
    const editor = await openUntitled('I see the red boat.\n'.repeat(2600));
    editor.selection = new vscode.Selection(0, 0, 2600, 0);
    assert.equal(await translate(), undefined);
    assert.deepEqual(
      messages.all.map(({ text }) => text),
      [
        'The selection has 52,000 characters, and 50,000 are the most that can be translated at once. Select less of the text.',
      ],
    );
  });

  it('leaves a sentence far too long as it is, translates the others, and says so', async () => {
    const long = 'red '.repeat(400).trim();
    const editor = await openUntitled(`I see the red boat.\n${long}\nI see the blue key.\n`);
    editor.selection = new vscode.Selection(0, 0, 3, 0);
    await translate();
    assert.equal(editor.document.getText(), `Mi vidas boato reda.\n${long}\nMi vidas keyo bluea.\n`);
    assert.match(
      messages.of('warning').at(-1)?.text ?? '',
      /^"red red .*" is left as it is\. A sentence of .* Split it/,
    );
  });

  it('does nothing to a text that was edited meanwhile, and offers to copy', async () => {
    const editor = await openUntitled('I see the red boat.');
    editor.selection = new vscode.Selection(0, 0, 0, 19);
    messages.answer = 'Copy';
    const translating = translate();
    await editor.edit(builder => {
      builder.insert(new vscode.Position(0, 19), ' It is near.');
    });
    await translating;
    await until('the copy', () => messages.of('warning').length > 0);
    assert.equal(editor.document.getText(), 'I see the red boat. It is near.');
    assert.match(messages.of('warning')[0]?.text ?? '', /^The text was edited meanwhile, so nothing was changed\./);
    assert.equal(await vscode.env.clipboard.readText(), 'Mi vidas boato reda.');
  });

  it('is evaluated on pairs: all of them right, and half of them wrong', async () => {
    const half = rulePairs
      .split('\n')
      .slice(-100)
      .map((line, index) => (index % 2 === 0 ? line : line.replace(' .\t', ' !\t')));
    await openUntitled(rulePairs.split('\n').slice(-100).join('\n'));
    const right = await evaluate();
    await openUntitled(half.join('\n'));
    const wrong = await evaluate();
    assert.ok(right && wrong, messages.all.map(({ text }) => text).join('\n'));
    assert.equal(right.pairs, 100);
    assert.equal(right.exactMatch, 1);
    assert.ok(right.corpusBleu > 99.9 && right.notesBleu > 0.999 && right.tokenAccuracy === 1 && right.loss < 0.2);
    assert.equal(wrong.exactMatch, 0.5);
    // The unknown ! and the end after it: two of the six tokens of every second pair.
    assert.ok(Math.abs(wrong.tokenAccuracy - 5 / 6) < 0.01, String(wrong.tokenAccuracy));
    assert.ok(wrong.corpusBleu < 95 && wrong.loss > right.loss);
    await until('both messages', () => messages.of('information').length === 2);
    assert.match(
      messages.of('information')[0]?.text ?? '',
      /^"rule( \d)?" on 100 pairs of Untitled-\d+: BLEU 100\.0 \(by the notes' formula 1\), 100% of the sentences and 100% of the tokens right, loss 0\.0\d+ nats per token \(by the book's count of steps 0\.0\d+\)\. Columns 1 and 2, separated by tabs\./,
    );
  });

  it('is not evaluated on a text without pairs: what is wanted is said', async () => {
    await openUntitled('I see the red boat.\nI see the blue key.\n');
    assert.equal(await evaluate(), undefined);
    assert.match(messages.of('warning')[0]?.text ?? '', /has no two columns of sentences\./);
  });
});
