import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { defaultFilesOptions } from '../../../../src/options/files';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../../src/options/language';
import type { TextSource } from '../../../../src/protocol/textSource';
import type { TrainingEvent } from '../../../../src/protocol/metrics';
import { readContents } from '../../../../src/store/manifest';
import { pauser } from '../../../../src/training/pause';
import { inspectFiles } from '../../../../src/training/readFiles';
import { readSource } from '../../../../src/training/readSource';
import { Random } from '../../../../src/text/random/random';
import { said } from '../../said';
import { evaluateText, train } from '../models';

const options: LanguageModelOptions = {
  ...defaultLanguageModelOptions,
  network: { ...defaultLanguageModelOptions.network, hiddenSize: 16, embeddingSize: 8, dropout: 0, weightDropout: 0 },
  training: { ...defaultLanguageModelOptions.training, epochs: 1, batchSize: 4, timeSteps: 16, threads: 1 },
};

const nouns = ['lamp', 'tower', 'keeper', 'sea', 'stair', 'light'];
const prose = (seed: number): string => {
  const random = new Random(seed);
  const noun = (): string => nouns[Math.floor(random.next() * nouns.length)]!;
  return Array.from(
    { length: 60 },
    () => `The ${noun()} and the ${noun()} saw the ${noun()} ${Math.floor(random.next() * 1e6)}.\n`,
  ).join('');
};

describe('a training on several files', () => {
  let base = '';
  const source = (names: string[], reading = {}): Extract<TextSource, { kind: 'files' }> => ({
    kind: 'files',
    name: 'notes',
    base,
    files: names.map(name => ({ name })),
    reading: { ...defaultFilesOptions, ...reading },
  });
  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'unroll-notes-'));
    await mkdir(join(base, 'deep'));
    await writeFile(join(base, 'a.md'), `---\ntitle: A\n---\n${prose(1)}`);
    await writeFile(join(base, 'b.md'), prose(2));
    await writeFile(join(base, 'deep', 'copy.md'), prose(2).replaceAll('\n', '\r\n'));
    await writeFile(join(base, 'picture.md'), Buffer.from([0x50, 0, 0, 1, 2]));
  });
  after(() => rm(base, { recursive: true, force: true }));
  const all = ['a.md', 'b.md', 'deep/copy.md', 'picture.md'];
  const run = async (of: TextSource, stop = new AbortController()) => {
    const events: TrainingEvent[] = [];
    const emit = (event: TrainingEvent): void => void events.push(event);
    const job = {
      kind: 'language',
      sources: [of],
      options,
      engine: 'wasm',
      modelsFolder: join(base, 'models'),
      modelName: 'notes',
    } as const;
    const result = await train({ ...job, sources: [of] }, { emit, stop: stop.signal });
    const notes = events.flatMap(event => (event.kind === 'note' ? [said(event.message)] : []));
    return { result, notes, ...(await readContents(result.folder)) };
  };

  it('holds out the end of each, reads copies once, and says what it left out', async () => {
    const { notes, record, manifest } = await run(source(all, { frontMatter: true }));
    const [first, second] = [prose(1).length, prose(2).length];
    assert.deepEqual(
      record.files?.map(({ name, characters }) => [name, characters]),
      [
        ['a.md', first],
        ['b.md', second],
      ],
    );
    const heldOut = record.files.reduce((sum, file) => sum + file.heldOut, 0);
    // Characters are tokens; the joined parts have an empty line between them.
    assert.ok(Math.abs(record.corpus!.validationTokens - heldOut) <= 4);
    assert.ok(Math.abs(heldOut / (first + second) - 0.1) < 0.02);
    assert.deepEqual(manifest.source.collection, { base, reading: { ...defaultFilesOptions, frontMatter: true } });
    for (const beginning of [
      '2 files, ',
      'Left out: front matter of 1 file (17 characters)',
      '1 file is a copy of another and was read once: deep/copy.md',
      '1 file could not be read',
    ])
      assert.ok(
        notes.some(note => note.startsWith(beginning)),
        `${beginning} in ${notes.join('\n')}`,
      );
  });

  it('holds out whole files', async () => {
    const { record } = await run(source(['a.md', 'b.md'], { heldOut: 'files' }));
    const held = record.files!.filter(({ heldOut }) => heldOut > 0);
    assert.equal(held.length, 1);
    assert.equal(held[0]!.heldOut, held[0]!.characters);
  });

  it('is one text to whoever evaluates it', async () => {
    const { result } = await run(source(['a.md', 'b.md']));
    const text = await readSource(source(['a.md', 'b.md']));
    assert.ok(text.includes('title: A') && text.endsWith('\n'));
    const evaluation = await evaluateText(result.folder, source(['a.md', 'b.md']));
    assert.equal(evaluation.characters, text.length);
  });

  it('is told beforehand what could be left out', async () => {
    const { found, files, unreadable } = await inspectFiles(source(all), pauser());
    assert.deepEqual(found, { frontMatter: { files: 1, characters: 17, example: 'title: A' } });
    assert.equal(files, 3);
    assert.deepEqual(unreadable, ['picture.md']);
  });

  it('refuses ways of reading that there are not, and files without a text', async () => {
    await assert.rejects(run(source(all, { heldOut: 'nothing' })), { code: 'bad-options' });
    await assert.rejects(run(source(['picture.md', 'gone.md'])), { code: 'empty-text' });
  });
});
