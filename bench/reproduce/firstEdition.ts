/**
 * The notes' first edition on Chinese text: a tanh RNN of 256 units on the first 10 000 characters, 250 epochs of randomly sampled windows. Its
 * text is under copyright; the Mencius, which is in the public domain, has about as many different characters (980 instead of 1027).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { firstBookOptions } from '../../src/options/books';
import type { Experiment } from './experiment';
import { trainRow, type Trained } from './languageModel';
import { packageFile } from './packages';

const chapters = v.array(v.object({ paragraphs: v.array(v.string()) }));

/** Paragraphs separated by a space, since the notes replace line ends by spaces. */
function menciusText(): string {
  const file = packageFile('chinese-poetry', 'dist/sishuwujing/mengzi.json');
  const book = v.parse(chapters, JSON.parse(readFileSync(file, 'utf8')));
  return book.flatMap(({ paragraphs }) => paragraphs).join(' ');
}

/** The perplexity after every fifty epochs, as the notes print it. */
const course = ({ epochLosses }: Trained): string =>
  [50, 100, 150, 200, 250].map(epoch => Math.exp(epochLosses[epoch - 1] ?? NaN).toFixed(2)).join(' ');

export const firstEditionExperiment = (windows: 'fixed' | 'shifting', pytorch: string, to: number): Experiment => ({
  id: `first-edition-${windows}`,
  title: `RNN, 256 units, first edition, ${windows === 'fixed' ? 'fixed windows' : 'an offset each epoch'}`,
  madeFrom: 'the Mencius (chinese-poetry, npm)',
  run: async setting => {
    const path = join(setting.modelsFolder, 'mencius.txt');
    writeFileSync(path, menciusText());
    const wanted = firstBookOptions('rnn');
    const options = { ...wanted, training: { ...wanted.training, windows, samplePrefixes: ['孟子曰', '王曰'] } };
    let epochs = '';
    const outcome = await trainRow(
      'first-edition',
      options,
      run => {
        epochs = course(run);
        return [
          {
            what: 'training perplexity, median of the last 50 epochs',
            published: pytorch,
            value: Math.exp(run.settledLoss),
            to,
          },
        ];
      },
      { ...setting, path },
    );
    return { ...outcome, sample: `${epochs} after 50, 100, 150, 200, 250 epochs; ${outcome.sample}` };
  },
});
