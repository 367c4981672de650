/** Runs a bundle with what V8 compiled of it at an earlier start. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

export interface KeptScript {
  script: Script;
  /** Stores what is compiled by then; without a writable folder nothing is. Undefined where the script came from what was stored. */
  keep: (() => void) | undefined;
}

/**
 * V8 compares its version and flags, but of the source only the length, and it trusts the stored bytes: their digest stands before them.
 * @param program a CommonJS bundle, the body of a function of exports, require, module, __filename and __dirname
 * @param kept the file for the compiled code
 */
export function keptScript(program: string, kept: string): KeptScript {
  const source = readFileSync(program);
  const cachedData = readKept(kept, source);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${source.toString()}\n})`,
    cachedData ? { filename: program, cachedData } : { filename: program },
  );
  const taken = cachedData !== undefined && script.cachedDataRejected !== true;
  return {
    script,
    keep: taken
      ? undefined
      : () => {
          writeKept(kept, source, script.createCachedData());
        },
  };
}

/** Of a SHA-256. */
const digestBytes = 32;
const digestOf = (source: Buffer, code: Buffer): Buffer => createHash('sha256').update(source).update(code).digest();

function readKept(kept: string, source: Buffer): Buffer | undefined {
  try {
    const file = readFileSync(kept);
    const code = file.subarray(digestBytes);
    return digestOf(source, code).equals(file.subarray(0, digestBytes)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Under its name the file is never half written: another window may read it. */
function writeKept(kept: string, source: Buffer, code: Buffer): void {
  const written = `${kept}.${process.pid}`;
  try {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(written, Buffer.concat([digestOf(source, code), code]));
    renameSync(written, kept);
  } catch {
    remove(written);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Then it was not written either.
  }
}
