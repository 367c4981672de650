import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { mementoKeys } from '../../src/host/ids';
import type { TrainingResult } from '../../src/protocol/metrics';
import type { TextEvaluation } from '../../src/protocol/worker';
import { learnableText, openUntitled, smallOptions, testApi, until } from './extension';
import { Messages } from './messages';
import { Picks } from './picks';
import { decimal } from '../../src/words/numbers';

const train = (argument: object): Thenable<TrainingResult | undefined> =>
  vscode.commands.executeCommand('unroll.trainModel', argument);
const evaluate = (argument?: object): Thenable<TextEvaluation | undefined> =>
  vscode.commands.executeCommand('unroll.evaluateModel', argument);

const known = 'The keeper lit the lamp, and the lamp turned, and the light went out over the water.\n';

function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

describe('models that are evaluated', () => {
  let messages: Messages;
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(async () => {
    messages.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  describe('a counted model', () => {
    let counted: TrainingResult;

    it('is offered beside presets that fit this machine, which is measured once', async () => {
      const { context } = await testApi();
      await context.globalState.update(mementoKeys.speed, undefined);
      const picks = new Picks([]);
      assert.equal(await train({ text: learnableText, name: 'counts.txt' }), undefined);
      picks.dispose();
      const offered = [
        'Quick look',
        'Balanced',
        'Best for this text',
        'As in the book, second edition',
        'As in the book, first edition',
        '',
        'Count n-grams',
        'Customise…',
      ];
      assert.deepEqual(picks.all[0]?.labels, offered);
      assert.ok(context.globalState.get<number>(mementoKeys.speed, 0) > 0);
    });

    it('is made by two choices, within seconds, and becomes the active one', async () => {
      const picks = new Picks(['Count n-grams', 'Trigrams']);
      const result = await train({ text: learnableText, name: 'counts.txt' });
      picks.dispose();
      assert.ok(result);
      counted = result;
      assert.deepEqual(
        picks.all.map(({ placeHolder }) => placeHolder),
        ['How should it be trained?', 'How long are the n-grams?'],
      );
      assert.ok(picks.all[1]?.labels[0]?.startsWith('N-grams of order 5'), picks.all[1]?.labels.join());
      assert.ok(result.seconds < 5);
      await until('the message', () => messages.of('information').length > 0);
      const perplexity = decimal(Math.exp(result.validationLoss ?? NaN), 'en');
      assert.ok(messages.of('information')[0]?.text.includes(`is trained: validation perplexity ${perplexity}`));
      assert.deepEqual(messages.of('information')[0]?.choices, ['Continue Text']);
    });

    it('leaves a better model of the same text in use, and says so', async () => {
      const picks = new Picks(['Count n-grams', 'Unigrams']);
      const worse = await train({ text: learnableText, name: 'counts.txt' });
      picks.dispose();
      assert.ok((worse?.validationLoss ?? 0) > (counted.validationLoss ?? Infinity));
      await until('the message', () => messages.of('information').length > 0);
      assert.match(messages.of('information')[0]?.text ?? '', /The model in use is better on this text, so it stays/);
      assert.deepEqual(messages.of('information')[0]?.choices, ['Use This Model']);
      const { models } = await testApi();
      assert.equal((await models.getActive('continue'))?.id, counted.modelId);
    });

    it('says in all three units how well it expects the open text', async () => {
      await openUntitled(known);
      const evaluation = await evaluate();
      assert.ok(evaluation);
      const { tokens, characters, loss, perplexity, bitsPerCharacter, logProbability, unknownTokens } = evaluation;
      assert.deepEqual([tokens, characters, unknownTokens], [known.length, known.length, 0]);
      near(perplexity, Math.exp(loss), 1e-9);
      near(bitsPerCharacter, loss / Math.LN2, 1e-9);
      near(logProbability, -loss * known.length, 1e-6);
      // The sentence was counted 36 times; what follows two of its characters is nearly certain.
      assert.ok(perplexity > 1 && perplexity < 1.6, `perplexity ${perplexity}`);
      await until('the message', () => messages.of('information').length > 0);
      assert.equal(
        messages.of('information')[0]?.text.replace(/Untitled-\d+/, 'Untitled'),
        `Untitled under "counts": perplexity ${decimal(perplexity, 'en')}, ${decimal(loss, 'en')} nats per token, ` +
          `${decimal(bitsPerCharacter, 'en')} bits per character. Its probability is ` +
          `10^${decimal(logProbability / Math.LN10, 'en')} (${decimal(logProbability, 'en')} nats).`,
      );
      assert.deepEqual(messages.of('information')[0]?.choices, ['Other Model…']);
    });

    it('gives the probability of a selected sentence alone, and a strange one less', async () => {
      const strange = 'The lamp lit the keeper, §§§.\n';
      const editor = await openUntitled(known + strange);
      editor.selection = new vscode.Selection(0, 0, 1, 0);
      const likely = await evaluate();
      editor.selection = new vscode.Selection(1, 0, 2, 0);
      const unlikely = await evaluate();
      assert.ok(likely && unlikely, messages.all.map(({ text }) => text).join('\n'));
      assert.equal(likely.characters, known.length);
      assert.equal(unlikely.characters, strange.length);
      assert.equal(unlikely.unknownTokens, 3);
      assert.ok(unlikely.logProbability < likely.logProbability - 20);
      await until('both messages', () => messages.of('information').length === 2);
      assert.match(messages.of('information')[1]?.text ?? '', /\(selection\) under .* 3 of 30 tokens are unknown/);
    });

    it('continues a text', async () => {
      const editor = await openUntitled('The keeper lit the la');
      editor.selection = new vscode.Selection(0, 21, 0, 21);
      const suggested: string | undefined = await vscode.commands.executeCommand('unroll.continueText');
      assert.match(suggested ?? '', /^mp/, messages.all.map(({ text }) => text).join());
    });

    it('is compared with a network on the same text by the same unit', async () => {
      const options = { ...smallOptions, training: { ...smallOptions.training, epochs: 8 } };
      const { panel } = await testApi();
      assert.ok(panel.showsEvaluation, 'the evaluation before');
      const network = await train({ text: learnableText, name: 'network.txt', options });
      assert.ok(network);
      assert.ok(!panel.showsEvaluation, 'the page is about the training now');
      const [byCounts, byNetwork] = [
        await evaluate({ text: known, name: 'known.txt', id: counted.modelId }),
        await evaluate({ text: known, name: 'known.txt', id: network.modelId }),
      ];
      assert.ok(panel.showsEvaluation);
      assert.equal(byCounts?.model, 'counts');
      assert.equal(byNetwork?.model, 'network');
      assert.ok(byNetwork.perplexity < 25 && byNetwork.perplexity > byCounts.perplexity);
    });
  });

  it('refuse, with the reason, to continue a text when they read it in both directions', async () => {
    const options = { ...smallOptions, network: { ...smallOptions.network, bidirectional: true } };
    const result = await train({ text: learnableText, name: 'both.txt', options });
    assert.ok(result);
    await until('the message', () => messages.of('information').length > 0);
    // It is not offered to continue with it.
    assert.deepEqual(messages.of('information')[0]?.choices, ['Evaluate Model on This File', 'Show Training']);
    await openUntitled('The keeper ');
    assert.equal(await vscode.commands.executeCommand('unroll.continueText'), undefined);
    const reason = /^"both" is bidirectional: it reads the text after the cursor too, so it cannot continue one\./;
    assert.match(messages.of('warning').at(-1)?.text ?? '', reason);
    assert.equal(messages.of('warning').length, 1);
    // It can say how well it expects a text, as it did while it was trained.
    assert.equal((await evaluate())?.model, 'both');
    await until('the figures', () => messages.of('information').length > 1);
    assert.match(
      messages.of('information')[1]?.text ?? '',
      /"both" also reads what follows a token before it predicts it/,
    );
    assert.equal(messages.of('warning').length, 1);
  });
});
