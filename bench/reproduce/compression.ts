/** Files compressed without prior text. The result is deterministic, so one run is enough. */
import { readFileSync } from 'node:fs';
import { compress, decompress } from '../../src/predictor/coding/compress';
import type { DataFile, Experiment } from './experiment';

const compressionExperiment = (id: string, file: DataFile, published: string, to: number): Experiment => ({
  id,
  title: 'Compressed by all voices but the network, with nothing read before',
  file,
  seeds: 1,
  run: setting => {
    const original = readFileSync(setting.path);
    const began = performance.now();
    const { bytes } = compress(original);
    const seconds = (performance.now() - began) / 1000;
    const back = Buffer.compare(decompress(bytes), original) === 0;
    const value = (8 * bytes.length) / original.length;
    return Promise.resolve({
      checks: [{ what: 'bits a byte', published, value, to }],
      seconds,
      tokensPerSecond: original.length / seconds,
      engine: 'none',
      sample: back ? 'every byte came back' : 'it did not come back',
    });
  },
});

export const compressionExperiments: readonly Experiment[] = [
  compressionExperiment('adaptive-compressed-timemachine', 'timemachine.txt', 'xz -9e 2.783, zpaq -m5 2.178', 2.15),
  compressionExperiment('adaptive-compressed-shakespeare', 'tinyshakespeare.txt', 'xz -9e 2.614, zpaq -m5 1.969', 1.96),
];
