import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { printSurprisal } from '../../../../src/cli/surprisal';
import { openModel } from '../../../../src/kinds/implementations';
import type { OpenModel } from '../../../../src/kinds/implementation';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../../src/options/language';
import type { Tokenisation } from '../../../../src/protocol/model';
import { levelOf } from '../../../../src/protocol/surprisal';
import { train } from '../models';

const line = 'the keeper lit the lamp and the lamp turned\n';
const text = line.repeat(60);
const { signal } = new AbortController();

describe('how surprising a text is', () => {
  const modelsFolder = mkdtempSync(join(tmpdir(), 'unroll-surprisal-'));
  const models: Partial<Record<Tokenisation | 'ngram', OpenModel>> = {};
  before(async () => {
    const { network, training } = defaultLanguageModelOptions;
    for (const tokenisation of ['char', 'word', 'bpe'] as const) {
      const options = {
        ...defaultLanguageModelOptions,
        text: { ...defaultLanguageModelOptions.text, tokenisation, bytePairVocabularySize: 40 },
        network: { ...network, hiddenSize: 16 },
        training: { ...training, epochs: 2, threads: 1 },
      };
      const job = { sources: [{ kind: 'text' as const, name: 'text', text }], engine: 'wasm' as const };
      const { folder } = await train({ ...job, kind: 'language', options, modelsFolder, modelName: tokenisation });
      models[tokenisation] = await openModel(folder, 'wasm');
    }
    const { folder } = await train({
      kind: 'ngram',
      sources: [{ kind: 'text', name: 'text', text }],
      options: defaultNgramOptions,
      engine: 'auto',
      modelsFolder,
      modelName: 'ngram',
    });
    models.ngram = await openModel(folder, 'wasm');
  });
  after(() => {
    for (const model of Object.values(models)) model.dispose();
    rmSync(modelsFolder, { recursive: true, force: true });
  });

  const asked = 'the keeper lit the zyx 灯\nand the lamp turned\n';
  for (const name of ['char', 'word', 'bpe', 'ngram'] as const)
    it(`is measured word by word: ${name}`, async () => {
      const { words } = await models[name]!.surprise!({ modelFolder: '', before: line, text: asked }, signal);
      assert.deepEqual(
        words.map(({ from, to }) => asked.slice(from, to)),
        ['the', 'keeper', 'lit', 'the', 'zyx', '灯', 'and', 'the', 'lamp', 'turned'],
      );
      const [known, strange, foreign] = [words[1]!, words[4]!, words[5]!];
      assert.ok(known.bits < 4 && strange.bits > known.bits + 5, `${known.bits} ${strange.bits}`);
      assert.ok(foreign.unknown);
      assert.equal(levelOf(foreign), 3);
      assert.ok(words.every(({ from, to, start, end }) => start <= from && to <= end));
      // What one word is predicted with, no other is.
      for (const [index, word] of words.slice(1).entries()) assert.ok(words[index]!.end <= word.start);
    });

  it('is the same whatever was asked before, and not learned from', async () => {
    const model = models.char!;
    const ask = () => model.surprise!({ modelFolder: '', before: line, text: asked }, signal);
    const { words } = await ask();
    await model.surprise!({ modelFolder: '', before: '', text: 'zyx zyx zyx zyx\n' }, signal);
    assert.deepEqual((await ask()).words, words);
  });

  it('is that of the text asked in pieces', async () => {
    const model = models.char!;
    const whole = await model.surprise!({ modelFolder: '', before: line, text: asked }, signal);
    const cut = asked.indexOf('\n') + 1;
    const second = await model.surprise!(
      { modelFolder: '', before: line + asked.slice(0, cut), text: asked.slice(cut) },
      signal,
    );
    const rest = whole.words.filter(({ from }) => from >= cut);
    assert.deepEqual(
      second.words.map(({ bits }) => bits.toFixed(6)),
      rest.map(({ bits }) => bits.toFixed(6)),
    );
  });

  it('is explained: what was likelier, and what counting and the network each say', async () => {
    for (const name of ['char', 'bpe'] as const) {
      const model = models[name]!;
      const { words } = await model.surprise!({ modelFolder: '', before: line, text: asked }, signal);
      const word = words[4]!;
      const { by, alternatives } = await model.explain!(
        {
          modelFolder: '',
          before: line + asked.slice(0, word.from),
          start: word.from - word.start,
          text: asked.slice(word.from, word.end),
        },
        signal,
      );
      assert.deepEqual(
        by.map(({ who }) => who),
        ['all', 'counting', 'network'],
      );
      assert.ok(Math.abs(by[0]!.bits - word.bits) < 1e-6, `${by[0]!.bits} ${word.bits}`);
      assert.notEqual(by[1]!.bits, by[2]!.bits);
      assert.equal(alternatives[0]?.text, 'lamp', name);
      assert.ok(alternatives[0].probability > 0.5 && alternatives[0].probability <= 1);
    }
    const { by } = await models.ngram!.explain!({ modelFolder: '', before: line, start: 0, text: 'the ' }, signal);
    assert.deepEqual(
      by.map(({ who }) => who),
      ['counting'],
    );
  });

  it('is cancelled at once', async () => {
    const abort = new AbortController();
    const long = models.char!.surprise!({ modelFolder: '', before: '', text: text.repeat(50) }, abort.signal);
    setTimeout(() => {
      abort.abort();
    }, 30);
    await assert.rejects(long, { code: 'cancelled' });
  });

  it('is printed in the terminal, in colours or with bits, the text complete', async () => {
    const print = async (colours: boolean): Promise<string> => {
      let printed = '';
      const terminal = {
        print: (shown: string) => (printed += `${shown}\n`),
        paint: (shown: string, colour?: number) => (printed += colour === undefined ? shown : `{${colour}:${shown}}`),
        colours,
        remark: () => undefined,
        render: () => '',
        live: undefined,
        width: 80,
      };
      await printSurprisal(models.char!, { kind: 'text', name: 'a', text: text + asked }, false, terminal, signal);
      return printed;
    };
    const coloured = await print(true);
    assert.match(coloured, /lit the \{(45|41):zyx\} \{41:灯\}\n/);
    assert.equal(coloured.replace(/\{\d+:([^}]*)\}/g, '$1'), text + asked);
    const plain = await print(false);
    assert.match(plain, /lit the zyx\[\d+\] 灯\[\d+\]\n/);
    assert.equal(plain.replace(/\[\d+\]/g, ''), text + asked);
  });
});
