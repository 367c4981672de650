#!/usr/bin/env node
/**
 * Starts the program of the same name in its folder: dist/cli.js starts dist/cli.mjs. V8 stores compiled code in the system's
 * cache folder (Node 22.8 and later), from which later starts read it.
 */
import module from 'node:module';
import { basename, join } from 'node:path';
import envPaths from 'env-paths';

// Node 20 has no such function. NODE_COMPILE_CACHE sets another folder; without a writable folder nothing is stored.
const { enableCompileCache }: typeof module & { enableCompileCache?: (folder: string) => unknown } = module;
try {
  enableCompileCache?.(process.env['NODE_COMPILE_CACHE'] ?? join(envPaths('unroll', { suffix: '' }).cache, 'code'));
} catch {
  // Without a cache the program is compiled at each start.
}

const program: string = `./${basename(__filename, '.js')}.mjs`;
void import(program);
