/**
 * The loss and the speed of a network with weights rounded to int8: the last tenth of a text, read one token at a time by each engine with
 * kernels, with fixed weights. `node scripts/run.mjs bench/predictor/measure.ts precision MODEL_FOLDER TEXT_FILE [most tokens held out]`.
 */
import { readFileSync } from 'node:fs';
import type { Engine } from '../../src/engine/engine';
import { nativeEngine } from '../../src/engine/native/engine';
import { createStepper } from '../../src/engine/stepper';
import { wasmEngine } from '../../src/engine/wasm/engine';
import { stepperWeights } from '../../src/kinds/language/languageModel';
import { storedLanguageModel } from '../../src/kinds/language/stored';
import { readingOf } from '../../src/predictor/reading';
import { readModel } from '../../src/store/models';
import { encodeWith } from '../../src/text/tokens/corpus';
import { lossAlone } from './lossAlone';

const [, , folder = '', file = '', most = 'Infinity'] = process.argv;

async function main(): Promise<void> {
  const stored = await readModel(folder, storedLanguageModel);
  const { vocabulary, tokeniser } = readingOf(stored);
  const shape = { ...stored.manifest.options.network, vocabularySize: vocabulary.size };
  const weights = stepperWeights(shape, stored.tensors);
  const { ids } = encodeWith(vocabulary, tokeniser, readFileSync(file, 'utf8'));
  const split = Math.floor(ids.length * 0.9);
  const heldOut = ids.subarray(split, split + Math.min(Number(most), ids.length - split));

  console.log(`${shape.cell}, H ${shape.hiddenSize}, ${shape.layers} layers; ${heldOut.length} tokens held out`);
  console.log('| engine | precision | perplexity | tokens/s |');
  console.log('| --- | --- | ---: | ---: |');
  for (const engine of [wasmEngine, nativeEngine]) {
    if (!(await starts(engine))) continue;
    for (const precision of ['float32', 'int8'] as const) {
      const stepper = createStepper(weights, precision);
      const began = performance.now();
      const loss = lossAlone(stepper, heldOut, ids.subarray(0, split), vocabulary.size);
      const speed = (1000 * heldOut.length) / (performance.now() - began);
      console.log(`| ${engine.name} | ${precision} | ${Math.exp(loss).toFixed(5)} | ${Math.round(speed)} |`);
      stepper.dispose();
    }
  }
}

async function starts(engine: Engine): Promise<boolean> {
  try {
    await engine.load();
    return true;
  } catch {
    return false;
  }
}

void main();
