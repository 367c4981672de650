/**
 * The contribution of each voice: the last tenth of a text is read with all voices, without each one, and by each kind alone; then the
 * adapting network is measured at other rates. Uses a model trained on the first nine tenths and voices that have read these:
 * `node scripts/run.mjs bench/predictor/measure.ts ablation MODEL_FOLDER TEXT_FILE [most tokens held out]`.
 */
import { readFileSync } from 'node:fs';
import { openEngine } from '../../src/engine/open';
import { createStepper } from '../../src/engine/stepper';
import { AdaptingLanguageModel } from '../../src/kinds/language/adaptingNetwork';
import { stepperWeights } from '../../src/kinds/language/languageModel';
import { storedLanguageModel } from '../../src/kinds/language/stored';
import { usualRates, type AdaptingRates } from '../../src/nn/dynamicEvaluation';
import { learningLoss } from '../../src/predictor/learningLoss';
import type { ReadingNetwork } from '../../src/predictor/network';
import { readingOf } from '../../src/predictor/reading';
import { units } from '../../src/predictor/voicesOfRun';
import { Predictor } from '../../src/predictor/voices/predictor';
import { voiceNames, type VoiceName } from '../../src/protocol/voices';
import { readModel } from '../../src/store/models';
import { runAtOnce } from '../../src/text/pausable';
import { encodeWith } from '../../src/text/tokens/corpus';
import { lossAlone } from './lossAlone';

const [, , folder = '', file = '', most = 'Infinity'] = process.argv;

async function main(): Promise<void> {
  await openEngine({ engine: 'auto' });
  const stored = await readModel(folder, storedLanguageModel);
  const { vocabulary, tokeniser, tokenisation } = readingOf(stored);
  const shape = { ...stored.manifest.options.network, vocabularySize: vocabulary.size };
  const { ids } = encodeWith(vocabulary, tokeniser, readFileSync(file, 'utf8'));
  const split = Math.floor(ids.length * 0.9);
  const training = ids.subarray(0, split);
  const heldOut = ids.subarray(split, split + Math.min(Number(most), ids.length - split));

  const voicesThatRead = (silent: VoiceName[]): ArrayBuffer => {
    const voices = Predictor.create({
      symbols: vocabulary.list,
      unit: units[tokenisation],
      textLength: ids.length,
      example: training.subarray(-65_536),
      externals: 1,
      silent,
    });
    for (const id of training) voices.observe(id);
    return voices.save();
  };
  const all = voicesThatRead([]);
  const frozen = (): ReadingNetwork => createStepper(stepperWeights(shape, stored.tensors));
  const adapting = (rates?: AdaptingRates) => (): ReadingNetwork =>
    new AdaptingLanguageModel(shape, stored.tensors, rates);

  const say = (what: string, loss: number, began: number): void => {
    const speed = heldOut.length / ((performance.now() - began) / 1000);
    console.log(
      `| ${what} | ${loss.toFixed(4)} | ${Math.exp(loss).toFixed(3)} | ${(loss / Math.LN2).toFixed(3)} | ${Math.round(speed)} |`,
    );
  };
  const mixed = (what: string, saved: ArrayBuffer, network?: () => ReadingNetwork): void => {
    const voices = Predictor.load(saved);
    const began = performance.now();
    say(what, runAtOnce(learningLoss(voices, heldOut, network?.(), training)).loss, began);
  };
  const alone = (what: string, open: () => ReadingNetwork): void => {
    const began = performance.now();
    say(what, lossAlone(open(), heldOut, training, vocabulary.size), began);
  };

  const { cell, hiddenSize, layers } = shape;
  console.log(`${cell}, H ${hiddenSize}, ${layers} layers; ${heldOut.length} tokens held out`);
  console.log('| | nats a token | perplexity | bits a token | tokens/s |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  alone('the network alone, frozen', frozen);
  alone('the network alone, adapting', adapting());
  mixed('counting alone', all);
  mixed('all, the network frozen', all, frozen);
  mixed('**all, the network adapting**', all, adapting());
  for (const name of voiceNames.filter(voice => voice !== 'network'))
    mixed(`all but ${name}`, voicesThatRead([name]), adapting());
  for (const [name, change] of Object.entries(otherRates))
    mixed(`all, ${name}`, all, adapting({ ...usualRates, ...change }));
}

const otherRates: Record<string, Partial<AdaptingRates>> = {
  'a third of the rate': { rate: usualRates.rate / 3 },
  'three times the rate': { rate: usualRates.rate * 3 },
  'no decay': { decay: 0 },
  'four times the decay': { decay: 4 * usualRates.decay },
};

void main();
