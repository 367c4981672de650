/**
 * The whole suite: `npm test`; a part of it: `npm test -- unit` (static, unit, vscode, e2e). Downloads its tools (a VS Code, a
 * browser, tfjs-node, other versions of Node) into .cache; UNROLL_DESKTOP names the program of an installed VS Code to test in instead,
 * UNROLL_SPEC a part of the path of the e2e specs to run.
 * The last line is `N passed, N failed[, N skipped]`.
 */
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readArguments, refuse } from './commandLine.mjs';
import { endAtSignals } from './ending.mjs';
import { nothing, sum } from './counts.mjs';
import { ensureBrowser, serveBrowser } from './browser.mjs';
import { forNode } from './bundle.mjs';
import { globSync } from './glob.mjs';
import { ensureTfjsNode } from './tfjsNode.mjs';
import { ensureNode } from './nodes.mjs';
import { nodeTests } from './nodeTests.mjs';
import { bundleUnitTests } from './unit.mjs';
import { ensureVSCode } from './vscodeServer.mjs';
import { runInDesktop, runInServer } from './vscodeTests.mjs';

/** @typedef {import('./counts.mjs').Count} Count */

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

/** The unit tests that take longest, the longest first. Where one is missing here the suite only takes longer. */
const longest = [
  'store/kill',
  'cli/resume',
  'training/memory',
  'cli/places',
  'kinds/mutated',
  'kinds/further',
  'kinds/language/train',
  'kinds/translation/train',
  'cli/hangUp',
  'cli/interruption',
  'cli/terminal',
  'kinds/opening',
  'kinds/language/inside/lookInside',
  'host/process/workerProcess',
  'engine/tfjsNode/kernels',
];

/** The same of the tests in the editor. */
const longestInEditor = [
  'workbench/translation',
  'workbench/lines',
  'workbench/models',
  'workbench/surprise',
  'workbench/chineseKinds',
  'workbench/firstMinutes',
  'workbench/walk',
];

/** Of these it matters how soon the editor answers. A page beside them takes less of the machine than a second editor. */
const besidePages = /\/(ghostText|reload|training)\.spec/;

/** @param {import('./nodeTests.mjs').Job[]} jobs @param {string[]} names of those that come first, in their order */
const inOrder = (jobs, names) => {
  const placeOf = (/** @type {import('./nodeTests.mjs').Job} */ { file }) => {
    const name = file.replace(/\.(test|spec)\.m?js$/, '');
    const place = names.findIndex(end => name.endsWith(end));
    return place < 0 ? names.length : place;
  };
  return jobs.sort((a, b) => placeOf(a) - placeOf(b));
};

/** Runs them, says which took longest. @param {import('./nodeTests.mjs').Job[]} jobs @param {Parameters<typeof nodeTests>[1]} how */
async function counted(jobs, how) {
  const { count, ended } = await nodeTests(jobs, how);
  const most = ended.slice(0, 5).map(({ title, seconds }) => `${title} ${Math.round(seconds)} s`);
  if (most.length > 0) console.log(`  longest: ${most.join(', ')}`);
  return count;
}

/** Bundles tests for Node as the product is bundled. @param {string} folder @param {RegExp} pattern @param {string} outdir @param {string[]} external */
async function bundleTests(folder, pattern, outdir, external) {
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

/** @type {Promise<Count> | undefined} */
let built;
/** Once, for whichever parts are run. */
const buildProduct = () => (built ??= check('build', [process.execPath, 'scripts/build.mjs']));

/**
 * What else is run on other versions of Node. The current VS Code runs on Node 24: there, all that computes, starts threads or is the background
 * process. What kinds do with it is the same JavaScript on any of them: of each kind one training, from its text to its use. On Node 22 only the engines.
 */
const others = [
  { major: 22, rooms: /unit\/unit\/(engine|nn)\// },
  {
    major: 24,
    rooms: /unit\/unit\/((engine|nn|training|predictor|worker)\/|kinds\/(\w+\/train|ngram\/count|opening|pytorch)\.)/,
  },
];

/** @param {string} node @param {string} version @param {string[]} files */
const jobsOf = (node, version, files) => files.map(file => ({ node, file, title: `${file} on Node ${version}` }));

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
    const jobs = jobsOf(process.execPath, process.version, files);
    /** @type {Count[]} */
    const missing = [];
    for (const { major, rooms } of others) {
      if (process.version.startsWith(`v${major}.`)) continue;
      const node = await ensureNode(major);
      if ('reason' in node)
        missing.push({ ...nothing(), skipped: [{ name: `engine tests on Node ${major}`, reason: node.reason }] });
      else
        jobs.push(
          ...jobsOf(
            node.path,
            `v${major}`,
            files.filter(file => rooms.test(file)),
          ),
        );
    }
    return sum([...missing, await counted(inOrder(jobs, longest), { env })]);
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
    const shared = await serveBrowser(browser.path);
    const env = { UNROLL_BROWSER: shared.wsEndpoint(), UNROLL_VSCODE: 'main' in server ? server.main : '' };
    try {
      const jobs = (/** @type {string[]} */ some) =>
        inOrder(jobsOf(process.execPath, process.version, some), longestInEditor);
      const beside = workbench.filter(file => besidePages.test(file));
      const others = workbench.filter(file => !beside.includes(file));
      const count = await counted(jobs(others), { env, minutes: 8, first: [jobs(beside), jobs(pages)] });
      return sum([built, { ...nothing(), skipped }, count]);
    } finally {
      await shared.close();
    }
  },
};

endAtSignals();
const usage = `Usage: npm test -- [${Object.keys(parts).join('] [')}]`;
const wanted = readArguments(usage, { allowPositionals: true }).positionals;
const unknown = wanted.filter(name => !(name in parts));
if (unknown.length > 0) refuse(usage, `There is no part "${unknown.join(', ')}".`);
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
