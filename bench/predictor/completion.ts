/**
 * Keys that suggestions save on the last tenth of a text, by the network, by counting, by all voices: `npm run bench:completion -- MODEL_FOLDER
 * TEXT_FILE [CHARACTERS]`. The model was trained on that text with a tenth held out. The voices have read the first nine tenths, and
 * continue to learn from finished lines, as they do in the editor. Writes docs/completion.md.
 */
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename } from 'node:path';
import { replaceSection } from '../section';
import type { Stepper } from '../../src/engine/contract';
import { openEngine } from '../../src/engine/open';
import { createStepper } from '../../src/engine/stepper';
import { AdaptingLanguageModel } from '../../src/kinds/language/adaptingNetwork';
import { stepperWeights } from '../../src/kinds/language/languageModel';
import { storedLanguageModel } from '../../src/kinds/language/stored';
import { TextContinuation, type ContinuingVoices } from '../../src/predictor/continuation';
import { DocumentMemories } from '../../src/predictor/documentMemories';
import { Mixture } from '../../src/predictor/mixture';
import { readingOf } from '../../src/predictor/reading';
import { VoicesOfRun } from '../../src/predictor/voicesOfRun';
import { evaluateCompletion } from '../../src/predictor/suggest/evaluateCompletion';
import { Predictor } from '../../src/predictor/voices/predictor';
import {
  boldnesses,
  charactersTaken,
  keysSaved,
  shareTaken,
  suggesters,
  type CompletionFigures,
  type Suggester,
  type TypingFigures,
} from '../../src/protocol/completion';
import { readModel } from '../../src/store/models';
import { runAtOnce } from '../../src/text/pausable';
import { encodeWith } from '../../src/text/tokens/corpus';

const [, , folder = '', file = '', characters = 'Infinity'] = process.argv;
const page = 'docs/completion.md';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const cells = (figures: TypingFigures): string[] => [
  percent(keysSaved(figures)),
  percent(figures.completed / figures.characters),
  String(figures.shown),
  percent(shareTaken(figures)),
  percent(figures.places === 0 ? 0 : figures.taken / figures.places),
  charactersTaken(figures).toFixed(2),
];

async function main(): Promise<void> {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const stored = await readModel(folder, storedLanguageModel);
  const { manifest, tensors } = stored;
  await openEngine({ engine: 'wasm' });
  const reading = readingOf(stored);
  const { vocabulary, tokeniser, tokenisation } = reading;
  const shape = { ...manifest.options.network, vocabularySize: vocabulary.size };
  const network = (): Stepper => createStepper(stepperWeights(shape, tensors));
  const adapting = (): AdaptingLanguageModel => new AdaptingLanguageModel(shape, tensors);
  const split = Math.floor(text.length * 0.9);
  const typed = text.slice(split, split + Number(characters));
  const encode = (part: string): Int32Array => encodeWith(vocabulary, tokeniser, part).ids;
  const lineEnd = vocabulary.index('\n');
  const making = new VoicesOfRun({ vocabulary, tokenisation }, encode(text.slice(0, split)), new Int32Array(0));
  const saved = runAtOnce(making.finishing(adapting())).voices.save();
  const standing = (): Predictor => {
    const voices = Predictor.load(saved);
    voices.advance(lineEnd);
    return voices;
  };
  const voicesWith = (speaks: boolean): ContinuingVoices => ({
    mixture: new Mixture(standing()),
    memories: new DocumentMemories({
      voices: () => Promise.resolve(Predictor.load(saved)),
      network: () => (speaks ? adapting() : undefined),
      encode,
      lineEnd,
    }),
  });
  const continuations: Record<Suggester, () => TextContinuation> = {
    network: () => new TextContinuation(reading, network()),
    counting: () => new TextContinuation(reading, undefined, voicesWith(false)),
    all: () => new TextContinuation(reading, network(), voicesWith(true)),
  };
  const names: Record<Suggester, string> = { network: 'network', counting: 'counting', all: 'all voices' };
  const found: CompletionFigures[] = [];
  for (const suggester of suggesters) {
    const continuation = continuations[suggester]();
    const { signal } = new AbortController();
    found.push(
      await evaluateCompletion(suggester, continuation, { before: text.slice(0, split), text: typed }, signal),
    );
    continuation.dispose();
  }
  const rows = found.flatMap(({ suggester, typing, several }) => [
    ...boldnesses.map(boldness => [names[suggester], boldness, ...cells(typing[boldness])]),
    [names[suggester], 'balanced, several words', ...cells(several)],
  ]);
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  const wordRows = found.map(({ suggester, words: { count, first, amongThree } }) =>
    line([names[suggester], percent(first / count), percent(amongThree / count)]),
  );
  const tables = `| who | boldness | keys saved | characters completed | shown | taken | taken, of places | characters a taken one |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map(line).join('\n')}

| the next word, before its first letter | likeliest is right | one of the three likeliest |
| --- | ---: | ---: |
${wordRows.join('\n')}`;
  console.log(tables);
  const { kind: cell, hiddenSize } = {
    kind: manifest.options.network.cell,
    hiddenSize: manifest.options.network.hiddenSize,
  };
  replaceSection(
    page,
    '# Suggestions, measured',
    `A person types a text and takes every suggestion that is right: keys saved = 1 - keys / characters; a suggestion that is taken whole costs one
key. One word at a time; the blank behind a word belongs to it where that pays. A suggestion is right if the text goes on so and the word
ends there. Shown: a suggestion that stays while one types its beginning is shown once; "taken, of places" counts it at every place.
Text: the last tenth of ${basename(file)} (${typed.length} characters), which no voice has read; voices learn on from each finished line, as in the editor.
The network: ${cell}, ${hiddenSize} units, held-out perplexity ${Math.exp(stored.record.result?.validationLoss ?? NaN).toFixed(2)}.

${tables}

A word is shown where p (n + 3) is more than its cost: n its characters, p the probability that it is right. The costs, in keys: everything 0, talkative
0.6, balanced 1.2, shy 2.2 (\`unroll.completion.boldness\`).

Made by \`npm run bench:completion -- MODEL_FOLDER ${basename(file)}\` on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version},
${new Date().toISOString().slice(0, 10)}; load ${loadavg()[0]?.toFixed(1) ?? ''}.
`,
  );
  console.log(`${page} is made`);
}

void main();
