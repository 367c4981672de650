/** Which build of the kernels a process takes. */
import { setFlagsFromString } from 'node:v8';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { recall, remember } from '../remembered';
import { kernelBytes, type Variant } from './module';
import { wideIsFaster } from './trial';

const choiceKey = 'unroll.kernels';
const v8Version = Number.parseInt(process.versions.v8, 10);

/** Threads started later take the choice of their parent: trials side by side would disturb each other. */
export async function chooseVariant(): Promise<Variant> {
  const known: unknown = getEnvironmentData(choiceKey);
  if (known === 'simd' || known === 'relaxed' || known === 'wide') return known;
  const variant = await measuredVariant();
  setEnvironmentData(choiceKey, variant);
  return variant;
}

/**
 * From now on this process takes the build that every machine can run and that fuses nothing: it computes the same bits on all of them.
 */
export function computeSameBitsEverywhere(): void {
  setEnvironmentData(choiceKey, 'simd' satisfies Variant);
}

async function measuredVariant(): Promise<Variant> {
  if (!(await mayFuse())) return 'simd';
  if (!mayJoinVectors()) return 'relaxed';
  joinVectors(true);
  if (await wideWins()) return 'wide';
  joinVectors(false);
  return 'relaxed';
}

/** Raced once on a machine: the race takes longer than a small training needs to its first figure. */
async function wideWins(): Promise<boolean> {
  const subject = `wide wasm kernels of ${(await kernelBytes('wide')).byteLength} bytes`;
  const known = recall(subject);
  if (typeof known === 'boolean') return known;
  const wins = await wideIsFaster();
  remember(subject, wins);
  return wins;
}

/** Fused multiply-add, which V8 11 (Node 20) has behind a flag and later ones without. */
async function mayFuse(): Promise<boolean> {
  const bytes = await kernelBytes('relaxed');
  if (WebAssembly.validate(bytes)) return true;
  if (v8Version !== 11) return false;
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(bytes);
}

/** From its version 13 on, V8 joins pairs of 128-bit operations when told to, on x64 alone. */
function mayJoinVectors(): boolean {
  return process.arch === 'x64' && v8Version >= 13;
}

/** Of this whole process, for what V8 compiles from now on. Older ones complain of the flag on stderr. */
function joinVectors(on: boolean): void {
  if (mayJoinVectors())
    setFlagsFromString(on ? '--experimental-wasm-revectorize' : '--no-experimental-wasm-revectorize');
}
