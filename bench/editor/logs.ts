/** Reads the extension's log of level Trace. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Logged {
  /** Milliseconds of each answer of the provider that was not cached. */
  provider: number[];
  /** For every five seconds the longest time that the extension host was blocked, milliseconds. */
  blocked: number[];
}

/** @param folder the server's logs */
export function blockedAndSuggested(folder: string): Logged {
  const files = readdirSync(folder, { recursive: true }).map(String);
  const text = files
    .filter(name => /unroll\.unroll.*\.log$/.test(name))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const numbers = (pattern: RegExp): number[] => Array.from(text.matchAll(pattern), ([, value]) => Number(value));
  return { provider: numbers(/suggested in ([\d.]+) ms/g), blocked: numbers(/blocked ([\d.]+) ms/g) };
}

export const isWorker = (command: string): boolean => /dist[\\/]worker\.js/.test(command);
export const isOfExtensionHost = (command: string): boolean => command.includes('--type=extensionHost');
