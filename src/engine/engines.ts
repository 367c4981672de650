/** All engines, the preferred ones first. Another engine is a room with an object, and a line here. */
import { getBackend } from '@tensorflow/tfjs-core';
import type { EngineName } from '../protocol/model';
import { cpuEngine } from './cpu';
import type { Engine } from './engine';
import { nativeEngine } from './native/engine';
import { tfjsNodeEngine } from './tfjsNode/engine';
import { wasmEngine } from './wasm/engine';

export const engines: readonly Engine[] = [nativeEngine, wasmEngine, tfjsNodeEngine, cpuEngine];

export function engineNamed(name: EngineName): Engine {
  return engines.find(engine => engine.name === name)!;
}

/** The engine whose backend tfjs computes with now; undefined before the first one is opened. */
export function engineInUse(): Engine | undefined {
  const backend = getBackend();
  return engines.find(({ tensorflowName }) => tensorflowName === backend);
}
