/** Finds, tries and loads the native kernels. Whatever is wrong with them becomes the sentence of an error. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { UnrollError } from '../../protocol/errors';
import { textMessage, type Message } from '../../protocol/message';
import { message } from '../../words/message';
import { assetsFolder } from '../assets';
import { recall, remember } from '../remembered';
import { addonFile, loadBuilds, type NativeBuild } from './addon';

const choiceKey = 'unroll.native';
const probeTimeoutMs = 20_000;

/** The build of the kernels to use. Threads started later take the choice of their parent. @throws UnrollError 'no-engine' that says why not */
export async function chooseBuild(file = addonFile()): Promise<NativeBuild> {
  if (!existsSync(file)) {
    const machine = { platform: process.platform, architecture: process.arch };
    throw new UnrollError('no-engine', message('engine.native.missing', machine));
  }
  const key = `${choiceKey} ${file}`;
  const { mtimeMs, size } = statSync(file);
  const subject = `native kernels of ${size} bytes and ${mtimeMs}`;
  const inherited: unknown = getEnvironmentData(key);
  const known = inherited ?? recall(subject);
  const builds = (): NativeBuild[] => loadBuilds(file);
  const remembered = typeof known === 'string' ? builds().find(({ name }) => name === known) : undefined;
  const name = remembered?.name ?? (await probe(file));
  const build = remembered ?? builds().find(each => each.name === name);
  if (!build) throw new Error(`the build ${name} of the native kernels is not there.`);
  if (known !== name) remember(subject, name);
  setEnvironmentData(key, name);
  return build;
}

/** In a process of its own: kernels that do not fit this machine may take their process with them. */
async function probe(file: string): Promise<string> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const script = join(assetsFolder, 'nativeProbe.js');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, file], { env, timeout: probeTimeoutMs });
    return stdout.trim();
  } catch (error) {
    throw new UnrollError('no-engine', message('engine.native.unusable', { cause: causeOf(error) }));
  }
}

function causeOf(error: unknown): Message {
  if (!(error instanceof Error)) return textMessage(String(error));
  if ('signal' in error && error.signal !== null && 'killed' in error)
    return error.killed === true
      ? message('engine.silent')
      : message('engine.crashed', { signal: typeof error.signal === 'string' ? error.signal : '?' });
  const stderr = 'stderr' in error ? String(error.stderr).trim() : '';
  return textMessage((stderr || error.message).split('\n')[0]!.slice(0, 200));
}
