import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InsideReport } from '../../src/protocol/inside';
import type { TrainingResult } from '../../src/protocol/metrics';
import type { ReadersReport } from '../../src/protocol/surprisal';
import { labelledRules } from '../fixtures/labelledRules';
import { rulePairs } from '../fixtures/ruleLanguage';
import { learnableText, openUntitled, smallOptions, testApi, until } from './extension';
import { Messages } from './messages';

describe('what is inside models', () => {
  let messages: Messages;
  let network: TrainingResult;
  let counted: TrainingResult;
  before(async () => {
    messages = new Messages();
    const train = async (command: string, options: object): Promise<TrainingResult> => {
      const argument = { text: learnableText, name: 'inside.txt', options };
      const result: TrainingResult | undefined = await vscode.commands.executeCommand(command, argument);
      assert.ok(result);
      return result;
    };
    network = await train('unroll.trainModel', { ...smallOptions, network: { ...smallOptions.network, cell: 'gru' } });
    counted = await train('unroll.countNgrams', { order: 3 });
  });
  after(async () => {
    messages.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const tabs = (): string[] => vscode.window.tabGroups.all.flatMap(({ tabs: some }) => some.map(({ label }) => label));
  const look = (argument: object): Thenable<InsideReport | undefined> =>
    vscode.commands.executeCommand('unroll.lookInside', argument);

  it('is seen over what is selected, what stands before it read first', async () => {
    const editor = await openUntitled(learnableText);
    editor.selection = new vscode.Selection(3, 4, 3, 14);
    const report = await look({ id: network.modelId });
    assert.equal(report?.tokens.join(''), 'keeper lit');
    assert.deepEqual(
      report.layers.map(({ signals }) => signals.map(({ signal }) => signal)),
      [['h', 'reset', 'update']],
    );
    // Of so short a text too little is held out: all of it is looked at.
    assert.deepEqual(report.lookedAt?.heldOut, false);
    assert.ok(report.reach.lines.length === 1 && report.reach.timeSteps === 16);
    await until('the tab', () => tabs().some(tab => tab.startsWith('Inside ')));
    assert.deepEqual(messages.of('error'), []);
  });

  it('is refused of what has nothing inside, which the view does not offer, and why is said', async () => {
    const { models } = await testApi();
    assert.equal(await look({ id: counted.modelId, text: 'the lamp' }), undefined);
    await until('why', () => messages.of('information').at(-1)?.text.includes('nothing to look into'));
    assert.ok((await models.list()).some(({ id }) => id === counted.modelId));
  });

  it('is seen of a classifier and a translator, which read a passage as a whole', async () => {
    const small = { network: { hiddenSize: 8, embeddingSize: 8 }, training: { epochs: 1, threads: 1 } };
    const text = { minFrequency: 1 };
    const classifier: TrainingResult | undefined = await vscode.commands.executeCommand('unroll.trainClassifier', {
      ...{ text: labelledRules(), name: 'rules.tsv', options: { ...small, text } },
    });
    const labelled = await look({ id: classifier?.modelId, text: 'we saw the old sail' });
    assert.equal(labelled?.answer?.what, 'label');
    assert.equal(labelled.tokens.join(''), 'we saw the old sail');
    assert.deepEqual(
      labelled.layers.map(({ reverse = false, signals }) => [reverse, signals.length]),
      [
        [false, 3],
        [true, 3],
      ],
    );
    const translator: TrainingResult | undefined = await vscode.commands.executeCommand('unroll.trainTranslation', {
      ...{ text: rulePairs, name: 'rule.tsv', options: { ...small, text } },
    });
    const translated = await look({ id: translator?.modelId, text: 'I see the red boat. And more.' });
    assert.equal(translated?.answer?.what, 'translation');
    assert.equal(translated.tokens.join(''), 'I see the red boat . <eos>');
    assert.ok(translated.reach.lines.every(({ norms }) => norms.length === 7));
    assert.deepEqual(messages.of('error'), []);
  });

  it('is read side by side, by the network and by counting', async () => {
    const argument = { ids: [network.modelId, counted.modelId], text: 'the keeper lit 灯' };
    const report: ReadersReport | undefined = await vscode.commands.executeCommand('unroll.readSideBySide', argument);
    assert.ok(report);
    assert.equal(report.readers.length, 2);
    for (const { tokens, words, counting } of report.readers) {
      assert.equal(counting, false);
      assert.equal(tokens.length, 16);
      assert.equal(words.length, 4);
      assert.ok(tokens.at(-1)?.unknown && tokens.every(({ bits }) => bits >= 0));
    }
    await until('the tab', () => tabs().includes('Read by 2 models'));
  });

  it('is counted beside networks alone by the voices of one of them', async () => {
    const { models } = await testApi();
    const again: TrainingResult | undefined = await vscode.commands.executeCommand('unroll.trainFurther', {
      id: network.modelId,
      text: learnableText,
      options: { training: { epochs: 1 } },
    });
    assert.ok(again);
    const argument = { ids: [network.modelId, again.modelId], text: 'the lamp' };
    const report: ReadersReport | undefined = await vscode.commands.executeCommand('unroll.readSideBySide', argument);
    assert.deepEqual(
      report?.readers.map(({ counting }) => counting),
      [false, false, true],
    );
    assert.ok(await models.find(again.modelId));
  });
});
