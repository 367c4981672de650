import { spawnSync } from 'node:child_process';

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {string | undefined} undefined when it went well; else the first line that speaks of an error, or the last one
 */
export function failureOf(command, args, options = {}) {
  const { status, error, stderr } = spawnSync(command, args, { ...options, encoding: 'utf8', timeout: 900_000 });
  if (status === 0) return undefined;
  if (error) return error.message;
  const lines = stderr.trim().split('\n');
  return lines.find(line => /error/i.test(line)) ?? lines.at(-1);
}
