/**
 * The extension's entry file, dist/extension.js: runs the bundle beside it, dist/host.js. Compiling is most of what a window waits for, so
 * what V8 compiles is kept in the system's cache folder, as for the other programs (launch.ts). Node's own cache of compiled code cannot be
 * used: it would keep the code of all extensions in the process.
 */
import { join } from 'node:path';
import envPaths from 'env-paths';
import { keptScript } from './keptScript';

/** Functions that are called soon after the start are compiled by then, and are kept too. */
const settledMs = 3000;

const program = join(__dirname, 'host.js');
const { script, keep } = keptScript(program, join(envPaths('unroll', { suffix: '' }).cache, 'code', 'host.v8'));
const run: unknown = script.runInThisContext();
if (typeof run !== 'function') throw new Error('dist/host.js is of another version. Install Unroll again.');
// The editor looks at which file a module is required from, and answers 'vscode' to those of an extension.
Reflect.apply(run, exports, [exports, require, module, program, __dirname]);
if (keep) setTimeout(keep, settledMs);
