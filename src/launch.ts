#!/usr/bin/env node
/**
 * Starts the program of the same name beside it: dist/cli.js starts dist/cli.mjs. V8 keeps what it has compiled in the system's
 * folder for caches (Node 22.8 and later): a later start reads it there.
 */
import module from 'node:module';
import { basename, join } from 'node:path';
import envPaths from 'env-paths';

// Node 20 has none. NODE_COMPILE_CACHE names another folder; without a folder that can be written to, nothing is kept.
const { enableCompileCache }: typeof module & { enableCompileCache?: (folder: string) => unknown } = module;
try {
  enableCompileCache?.(process.env['NODE_COMPILE_CACHE'] ?? join(envPaths('unroll', { suffix: '' }).cache, 'code'));
} catch {
  // It is compiled again.
}

const program: string = `./${basename(__filename, '.js')}.mjs`;
void import(program);
