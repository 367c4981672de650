/** Translate Selection as a person does it, with the keyboard: train, translate, take back, cancel, and what is refused. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rulePairs } from '../../fixtures/ruleLanguage';
import { Workbench } from './workbench';

/** Below what asks for something. */
const blankLines = 14;
const top = '\n'.repeat(blankLines);
const letter = `${top}I see the red boat.\n\nI see the blue key. I see the green lamp.\nI see the black submarine.\nThe end\n`;
const translated = `${top}Mi vidas boato reda.\n\nMi vidas keyo bluea. Mi vidas lampo greena.\nMi vidas submarine blacka.\nThe end\n`;
/** With these it knows the language after a few seconds. */
const quick = {
  'unroll.training.hiddenSize': 64,
  'unroll.training.embeddingSize': 32,
  'unroll.training.dropout': 0,
  'unroll.training.learningRate': 0.01,
  'unroll.training.batchSize': 16,
  'unroll.training.epochs': 20,
};
/** Takes long enough to be cancelled. */
const long = 'I see the red boat.\n'.repeat(2400);
const tooLong = 'I see the red boat.\n'.repeat(2800);

describe('Translate Selection, by the keyboard', () => {
  let workbench: Workbench;
  before(async () => {
    const texts = { 'letter.txt': letter, 'long.txt': long, 'too-long.txt': tooLong, 'rule.tsv': rulePairs };
    workbench = await Workbench.open('letter.txt', quick, texts);
  });
  after(() => workbench.close());

  it('offers to train a model when there is none', async () => {
    await selectLines(4);
    await workbench.runCommand('Unroll: Translate Selection');
    await saysOnly(
      'There is no translation model yet. Open a text of sentence pairs (source, tab, target) and train one.',
    );
    await workbench.screenshot('translate-no-model');
    await workbench.clearNotifications();
  });

  it('is ready once a model of sentence pairs is trained', async () => {
    await workbench.quickOpen('rule.tsv');
    await workbench.runCommand('Unroll: Train Translation Model on This File');
    await workbench.quickPickTitle('Train Translation Model on This File').waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.panel.locator('.badge', { hasText: 'Finished' }).waitFor({ timeout: 220_000 });
    await workbench.notification('"rule" is trained').waitFor();
    await workbench.screenshot('translate-trained');
    await workbench.clearNotifications();
  });

  it('previews in the text, replaces whole lines in their order, and one undo brings them back', async () => {
    const { page } = workbench;
    await workbench.quickOpen('letter.txt');
    await selectLines(4);
    await translate();
    await workbench.screenshot('translate-preview');
    assert.match(
      await previews(),
      /→ Mi vidas boato reda\..*→ Mi vidas keyo bluea\. Mi vidas lampo greena\..*→ Mi vidas submarine blacka\./s,
    );
    await page.keyboard.press('Enter');
    await saved('letter.txt', translated);
    await workbench.screenshot('translate-replaced');
    await workbench.page.keyboard.press('Control+z');
    await saved('letter.txt', letter);
  });

  it('lists the words that the model does not know', async () => {
    await selectLines(4);
    await translate();
    await workbench.pickRow('Show Unknown Words (1), submarine');
    await workbench.quickPick.locator('.monaco-list-row[aria-label^="submarine"]').waitFor();
    await workbench.screenshot('translate-unknown');
    // Back to the question, and away.
    await workbench.page.keyboard.press('Escape');
    await workbench.quickPick.locator('.monaco-list-row[aria-label^="Replace"]').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.quickPick.waitFor({ state: 'hidden' });
    await saved('letter.txt', letter);
    assert.equal(await previews(), '');
  });

  it('inserts below', async () => {
    await selectLines(1);
    await translate();
    await workbench.pickRow('Insert Below');
    await saved('letter.txt', letter.replace('boat.\n', 'boat.\nMi vidas boato reda.\n'));
    await workbench.page.keyboard.press('Control+z');
    await saved('letter.txt', letter);
  });

  it('copies', async () => {
    const { page } = workbench;
    await selectLines(1);
    await translate();
    await workbench.pickRow('Copy');
    await workbench.statusItem('Translation copied.').waitFor();
    await toEnd();
    await page.keyboard.press('Control+v');
    await saved('letter.txt', `${letter}Mi vidas boato reda.`);
    await page.keyboard.press('Control+z');
    await saved('letter.txt', letter);
  });

  it('translates two selections at once, which one undo takes back', async () => {
    const { page } = workbench;
    await toLetter();
    // Two more cursors on the lines below: the blank one has nothing to be translated.
    await page.keyboard.press('Shift+Alt+ArrowDown');
    await page.keyboard.press('Shift+Alt+ArrowDown');
    await page.keyboard.press('Shift+End');
    await workbench.statusItem('3 selections').waitFor();
    await translate();
    await workbench.screenshot('translate-multi-cursor');
    await page.keyboard.press('Enter');
    await saved('letter.txt', translated.replace('Mi vidas submarine blacka.', 'I see the black submarine.'));
    await page.keyboard.press('Control+z');
    await saved('letter.txt', letter);
  });

  it('shows in the panel what attention looked at', async () => {
    await selectLines(1);
    await translate();
    await workbench.pickRow('Show Attention');
    const table = workbench.panel.locator('.attention table');
    await table.waitFor();
    await workbench.page.waitForTimeout(500);
    await workbench.screenshot('translate-attention');
    assert.deepEqual(await table.locator('th[scope="col"]').allInnerTexts(), [
      'I',
      'see',
      'the',
      'red',
      'boat',
      '.',
      '<eos>',
    ]);
    assert.deepEqual(await table.locator('th[scope="row"]').allInnerTexts(), ['mi', 'vidas', 'boato', 'reda', '.']);
    const box = await table.boundingBox();
    assert.ok(box && box.y > 0 && box.y + box.height <= 900, `the table is at ${JSON.stringify(box)}`);
  });

  it('is cancelled by the button of its progress, and changes nothing', async () => {
    await workbench.quickOpen('long.txt');
    await workbench.page.keyboard.press('Control+a');
    await workbench.runCommand('Unroll: Translate Selection');
    const progress = workbench.notification('Translating with "rule"');
    await progress.waitFor();
    await workbench.page.waitForTimeout(300);
    await workbench.screenshot('translate-progress');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'hidden' });
    await workbench.page.waitForTimeout(500);
    assert.equal(await workbench.quickPick.isVisible(), false);
    assert.equal(await workbench.notifications.count(), 0);
    await saved('long.txt', long);
  });

  it('says so when nothing is selected', async () => {
    await workbench.quickOpen('letter.txt');
    await workbench.moveCursor(['Control+Home'], 1, 1);
    await workbench.runCommand('Unroll: Translate Selection');
    await saysOnly('Nothing is selected. Select the sentences to translate and try again.');
    await workbench.clearNotifications();
  });

  it('says so when the text is far too long', async () => {
    await workbench.quickOpen('too-long.txt');
    await workbench.page.keyboard.press('Control+a');
    await workbench.runCommand('Unroll: Translate Selection');
    await saysOnly(
      'The selection has 56,000 characters, and 50,000 are the most that can be translated at once. Select less of the text.',
    );
    await workbench.screenshot('translate-too-long');
    await workbench.clearNotifications();
  });

  it('leaves a read-only editor as it is, and copies instead', async () => {
    await workbench.quickOpen('letter.txt');
    await workbench.runCommand('File: Set Active Editor Read-only in Session');
    await selectLines(1);
    await translate();
    await workbench.page.keyboard.press('Enter');
    await saysOnly('The editor is read-only, so nothing was changed. Copy the translation instead.');
    await workbench.screenshot('translate-read-only');
    await workbench.notifications.getByRole('button', { name: 'Copy' }).click();
    await workbench.statusItem('Translation copied.').waitFor();
    await workbench.runCommand('File: Set Active Editor Writeable in Session');
    await toEnd();
    await workbench.page.keyboard.press('Control+v');
    await saved('letter.txt', `${letter}Mi vidas boato reda.`);
  });

  const toLetter = (): Promise<void> =>
    workbench.moveCursor(['Control+Home', ...Array<string>(blankLines).fill('ArrowDown')], blankLines + 1, 1);

  const toEnd = (): Promise<void> => workbench.moveCursor(['Control+End'], letter.split('\n').length, 1);

  /** From the beginning of the letter; the last line to its end. */
  async function selectLines(count: number): Promise<void> {
    const { keyboard } = workbench.page;
    await toLetter();
    for (let line = 1; line < count; line++) await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+End');
    await workbench.statusItem(/\d selected\)/).waitFor();
  }

  async function translate(): Promise<void> {
    await workbench.runCommand('Unroll: Translate Selection');
    await workbench.quickPickTitle('Translation by "rule"').waitFor();
    await workbench.quickPick.locator('.monaco-list-row.focused').waitFor();
  }

  /** One message, word for word. */
  async function saysOnly(message: string): Promise<void> {
    await workbench.notification(message).waitFor();
    assert.equal(await workbench.notifications.count(), 1);
  }

  /** Saves the text with the keyboard and waits until the file is as it should be. */
  async function saved(file: string, expected: string): Promise<void> {
    await workbench.quickPick.waitFor({ state: 'hidden' });
    for (let attempt = 0; attempt < 20 && workbench.saved(file) !== expected; attempt++) {
      await workbench.page.keyboard.press('Control+s');
      await workbench.page.waitForTimeout(250);
    }
    assert.equal(workbench.saved(file), expected);
  }

  /** The grey texts beside the selections. */
  const previews = (): Promise<string> =>
    workbench.page.evaluate(() =>
      [...document.querySelectorAll('.view-line span')]
        .map(span => getComputedStyle(span, '::after').content)
        .filter(content => content.includes('→'))
        .join('\n'),
    );
});
