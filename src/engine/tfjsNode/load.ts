/** Finds, tries and loads tfjs-node. It is optional: whatever is wrong with it becomes the sentence of an error. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { UnrollError } from '../../protocol/errors';
import { textMessage, type Message } from '../../protocol/message';
import { message } from '../../words/message';
import { assetsFolder } from '../assets';
import { registerTfjsNodeKernels } from './register';

const packageName = '@tensorflow/tfjs-node';
const probeTimeoutMs = 20_000;

/** Helpers that tfjs-node 4.22 still calls: Node 23 took the first out of `util` and warns of the second. */
const missingHelpers = {
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isArray: (value: unknown): boolean => Array.isArray(value),
};

/** The node_modules folder that the person names; the editor hands its setting on in the same variable. */
export const folderOfPerson = (): string | undefined => process.env.UNROLL_TFJS_NODE || undefined;

/** Where tfjs-node may lie: beside the bundle, or in the folder of the person. */
function findPackage(): string {
  const folder = folderOfPerson();
  const places = [
    ...(folder ? [join(dirname(folder), 'any.js'), join(folder, 'any.js')] : []),
    join(assetsFolder, 'any.js'),
  ];
  for (const place of places) {
    try {
      return createRequire(place).resolve(packageName);
    } catch {
      continue;
    }
  }
  throw new UnrollError('no-engine', message('engine.tfjsNode.missing'));
}

/** A product and its gradient: d/dx sum(x w) = row sums of w. */
const probeScript = `
  const util = require('node:util');
  util.isNullOrUndefined ??= value => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  const tf = require(process.argv[1]);
  const x = tf.tensor2d([[1, 2]]);
  const w = tf.tensor2d([[3, 4, 5], [6, 7, 8]]);
  const product = tf.matMul(x, w).dataSync().join();
  const gradient = tf.grad(x => tf.sum(tf.matMul(x, w)))(x).dataSync().join();
  if (tf.getBackend() !== 'tensorflow') throw new Error('the backend is ' + tf.getBackend());
  if (product !== '15,18,21' || gradient !== '12,21') throw new Error('wrong results: ' + product + ' and ' + gradient);
`;

/** In a process of its own: a library that does not fit this machine may hang, or take its process with it. */
async function probe(file: string): Promise<void> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '3' };
  try {
    await promisify(execFile)(process.execPath, ['-e', probeScript, file], { env, timeout: probeTimeoutMs });
  } catch (error) {
    throw new UnrollError('no-engine', message('engine.tfjsNode.unusable', { cause: causeOf(error) }));
  }
}

function causeOf(error: unknown): Message {
  if (!(error instanceof Error)) return textMessage(String(error));
  if ('killed' in error && error.killed === true) return message('engine.silent');
  const line = error.message.split('\n').find(text => /^\w*Error:/.test(text));
  return textMessage(line ?? error.message.split('\n')[0]!.slice(0, 200));
}

let loaded = false;

/** After this tfjs knows the backend 'tensorflow', with our kernels. @throws UnrollError 'no-engine' that says why not */
export async function loadTfjsNode(): Promise<void> {
  if (!loaded) await loadOnce();
  loaded = true;
}

async function loadOnce(): Promise<void> {
  const file = findPackage();
  await probe(file);
  const require = createRequire(file);
  for (const [name, helper] of Object.entries(missingHelpers)) supply(require('node:util'), name, helper);
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  require(file);
  registerTfjsNodeKernels();
}

function supply(target: unknown, name: string, value: unknown): void {
  if (typeof target === 'object' && target !== null) Object.assign(target, { [name]: value });
}
