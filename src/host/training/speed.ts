/** How fast this machine trains, learned from its runs: what expected times are made from. */
import { gflopsOf, usualGflops } from '../../protocol/presets';
import type { ModelManifest } from '../../store/types';

/** 10^9 floating-point operations a second over a run; undefined for one that says nothing about it. */
export function speedOf(manifest: ModelManifest): number | undefined {
  if (manifest.kind !== 'language-model') return undefined;
  const { options, run } = manifest;
  // The first report counts what is done once.
  const speeds = run.metrics.slice(1).map(({ tokensPerSecond }) => tokensPerSecond);
  const median = speeds.toSorted((a, b) => a - b)[speeds.length >> 1];
  if (median === undefined || !run.corpus || run.result?.reason === 'failed') return undefined;
  return gflopsOf(options.network, run.corpus.vocabularySize, median);
}

/** What was remembered, if it is a speed. */
export const rememberedSpeed = (value: unknown): number =>
  typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : usualGflops;
