/**
 * The whole suite: `npm test`; a part of it: `npm test -- unit` (static, unit, vscode, e2e). Downloads its tools (a VS Code, a
 * browser, tfjs-node, other versions of Node) into .cache; UNROLL_DESKTOP names the program of an installed VS Code to test in instead,
 * UNROLL_SPEC a part of the path of the e2e specs to run.
 * The last line is `N passed, N failed[, N skipped]`.
 */
import { build } from 'esbuild';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { forNode } from './bundle.mjs';
import { globSync } from './glob.mjs';
import { ensureTfjsNode } from './tfjsNode.mjs';
import { ensureNode } from './nodes.mjs';
import { bundleUnitTests } from './unit.mjs';
import { ensureVSCode } from './vscodeServer.mjs';
import { runInDesktop, runInServer } from './vscodeTests.mjs';

/** @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Count */

const nothing = () => /** @type {Count} */ ({ passed: 0, failed: 0, skipped: [] });

/** @param {Count[]} counts @returns {Count} */
const sum = counts => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
  skipped: counts.flatMap(({ skipped }) => skipped),
});

/** @param {string} name @param {string[]} command @returns {Promise<Count>} */
async function check(name, [program = '', ...args]) {
  try {
    await promisify(execFile)(program, args, { maxBuffer: 1 << 28 });
    return { ...nothing(), passed: 1 };
  } catch (error) {
    const { stdout = '', stderr = String(error) } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    console.log(`  FAILED ${name}\n${stdout}${stderr}`);
    return { ...nothing(), failed: 1 };
  }
}

/** @param {string} title @param {string} node @param {string[]} files @param {Record<string, string>} [env] @param {number} [minutes] for each file @returns {Promise<Count>} */
function nodeTests(title, node, files, env = {}, minutes = 4) {
  if (files.length === 0) return Promise.resolve(nothing());
  return new Promise(accept => {
    const child = spawn(
      node,
      [
        '--enable-source-maps',
        '--test',
        `--test-timeout=${minutes * 60_000}`,
        '--test-concurrency=2',
        `--test-reporter=${resolve('scripts/countReporter.mjs')}`,
        ...files,
      ],
      { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.on('data', chunk => (output += String(chunk)));
    child.once('exit', code => {
      const lines = output.trimEnd().split('\n');
      const last = lines.pop() ?? '';
      /** @type {Count} */
      const count = last.startsWith('{"passed"') ? JSON.parse(last) : { ...nothing(), failed: 1 };
      if (count.failed > 0 || code !== 0)
        console.log(`  ${title}:\n${lines.join('\n')}${last.startsWith('{') ? '' : last}`);
      if (code !== 0 && count.failed === 0) count.failed = 1;
      accept(count);
    });
  });
}

/** Bundles tests for Node as the product is bundled. @param {string} folder @param {RegExp} pattern @param {string} outdir @param {string[]} external */
export async function bundleTests(folder, pattern, outdir, external) {
  const files = existsSync(folder) ? globSync(folder, pattern) : [];
  await build({
    entryPoints: files,
    outbase: folder,
    outdir,
    ...forNode,
    external,
    sourcemap: 'inline',
  });
  return files.map(file => join(outdir, file.slice(folder.length + 1).replace(/\.ts$/, '.js')));
}

const buildProduct = () => check('build', [process.execPath, 'scripts/build.mjs']);

const parts = {
  /** @returns {Promise<Count>} */
  static: async () =>
    sum(
      await Promise.all([
        check('types', ['npx', 'tsc', '--noEmit']),
        check('lint', ['npx', 'eslint', '.', '--max-warnings', '0']),
        check('format', ['npx', 'prettier', '--check', '--log-level', 'warn', '.']),
      ]),
    ),

  unit: async () => {
    const modules = await ensureTfjsNode();
    const files = await bundleUnitTests();
    const env = modules ? { UNROLL_TFJS_NODE: modules } : {};
    const counts = [await nodeTests(`unit tests on Node ${process.version}`, process.execPath, files, env)];
    // The current VS Code runs on Node 24, so all computing rooms are tested there too; on Node 22 only the engines.
    for (const { major, rooms } of [
      { major: 22, rooms: /unit\/unit\/(engine|nn)\// },
      { major: 24, rooms: /unit\/unit\/(engine|nn|training|predictor|kinds|worker)\// },
    ]) {
      if (process.version.startsWith(`v${major}.`)) continue;
      const node = await ensureNode(major);
      counts.push(
        'reason' in node
          ? { ...nothing(), skipped: [{ name: `engine tests on Node ${major}`, reason: node.reason }] }
          : await nodeTests(
              `engine tests on Node ${major}`,
              node.path,
              files.filter(file => rooms.test(file)),
              env,
            ),
      );
    }
    return sum(counts);
  },

  vscode: async () => {
    const built = await buildProduct();
    await bundleTests('test/vscode', /\.ts$/, 'out/test/vscode', ['vscode', 'mocha']);
    const desktop = process.env.UNROLL_DESKTOP;
    if (desktop) return sum([built, await runInDesktop(desktop)]);
    const browser = await ensureBrowser();
    const server = await ensureVSCode();
    const reason = 'reason' in browser ? browser.reason : 'reason' in server ? server.reason : undefined;
    if (reason !== undefined || !('path' in browser) || !('main' in server))
      return sum([built, { ...nothing(), skipped: [{ name: 'tests inside VS Code', reason: reason ?? '' }] }]);
    return sum([built, await runInServer(server.main, browser.path)]);
  },

  e2e: async () => {
    const built = await buildProduct();
    const browser = await ensureBrowser();
    if ('reason' in browser)
      return sum([built, { ...nothing(), skipped: [{ name: 'page tests', reason: browser.reason }] }]);
    const server = await ensureVSCode();
    mkdirSync('out/screenshots', { recursive: true });
    const only = process.env.UNROLL_SPEC ?? '';
    const files = (await bundleTests('test/e2e', /\.spec\.ts$/, 'out/test/e2e', ['playwright-core', 'esbuild'])).filter(
      file => file.includes(only),
    );
    const pages = files.filter(file => file.includes('/page/'));
    const workbench = 'main' in server ? files.filter(file => !pages.includes(file)) : [];
    const skipped = 'reason' in server ? [{ name: 'tests of the workbench', reason: server.reason }] : [];
    const env = { UNROLL_CHROMIUM: browser.path, UNROLL_VSCODE: 'main' in server ? server.main : '' };
    return sum([
      built,
      { ...nothing(), skipped },
      // Two workbenches at once are too slow on two cores; a page beside one uses what it leaves of them.
      ...(
        await Promise.all(
          [workbench, pages].map(some => inTurn(some, file => nodeTests(file, process.execPath, [file], env, 8))),
        )
      ).flat(),
    ]);
  },
};

/** One after the other. @template T, R @param {T[]} items @param {(item: T) => Promise<R>} work */
async function inTurn(items, work) {
  const results = [];
  for (const item of items) results.push(await work(item));
  return results;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join(', ')}"; the parts are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const counts = [];
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = Date.now();
  console.log(`${name} …`);
  const count = await run();
  console.log(
    `${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped.length} skipped (${Math.round((Date.now() - began) / 1000)} s)`,
  );
  counts.push(count);
}
const total = sum(counts);
for (const { name, reason } of total.skipped) console.log(`skipped: ${name}: ${reason}`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : ''}`,
);
process.exit(total.failed > 0 ? 1 : 0);
