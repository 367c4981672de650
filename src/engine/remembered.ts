/**
 * What was measured on this machine, kept between processes in the system's folder for caches. It may be lost at any time, and
 * counts for this processor, this Node and a month only.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';

const validMs = 30 * 24 * 3600 * 1000;
const mostEntries = 200;

interface Entry {
  key: string;
  value: unknown;
  /** Milliseconds since 1970. */
  at: number;
}

/** UNROLL_MEASUREMENTS names another file; empty: nothing is remembered. */
const memoryFile = (): string =>
  process.env.UNROLL_MEASUREMENTS ?? join(envPaths('unroll', { suffix: '' }).cache, 'measurements.json');

const keyOf = (subject: string): string => `${cpus()[0]?.model ?? ''} ${process.version} ${process.arch}: ${subject}`;

/** @returns undefined where nothing is known; what was kept must be checked like anything read from a disk */
export function recall(subject: string): unknown {
  const key = keyOf(subject);
  return entries().find(entry => entry.key === key)?.value;
}

/** A folder that cannot be written to is no fault: it will be measured again. */
export function remember(subject: string, value: unknown): void {
  const file = memoryFile();
  if (file === '') return;
  const key = keyOf(subject);
  const others = entries().filter(entry => entry.key !== key);
  const kept: Entry[] = [{ key, value, at: Date.now() }, ...others].slice(0, mostEntries);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const written = `${file}.${process.pid}.tmp`;
    writeFileSync(written, JSON.stringify(kept), { mode: 0o600 });
    renameSync(written, file);
  } catch {
    // It will be measured again.
  }
}

function entries(): Entry[] {
  const file = memoryFile();
  if (file === '') return [];
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(read) ? read.filter(isEntry).filter(({ at }) => Date.now() - at < validMs) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'key' in value && typeof value.key === 'string' && 'value' in value && 'at' in value && typeof value.at === 'number'
  );
}
