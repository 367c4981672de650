/** Runs a bundle with what V8 compiled of it at an earlier start. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

export interface KeptScript {
  script: Script;
  /** Stores what is compiled by then; without a writable folder nothing is. Undefined where the script came from what was stored. */
  keep: (() => void) | undefined;
}

/**
 * V8 compares its version and flags, but of the source only the length, and it trusts the stored bytes: a checksum of both stands before
 * them. (A SHA-256 took a tenth of the time that all of the extension needs to be loaded.)
 * @param program a script
 * @param kept the file for the compiled code
 */
export function keptScript(program: string, kept: string): KeptScript {
  const source = readFileSync(program);
  const cachedData = readKept(kept, source);
  const script = new Script(source.toString(), cachedData ? { filename: program, cachedData } : { filename: program });
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

const checksumBytes = 4;

function checksumOf(source: Buffer, code: Buffer): Buffer {
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt32LE(crc32(code, crc32(source)));
  return checksum;
}

function readKept(kept: string, source: Buffer): Buffer | undefined {
  try {
    const file = readFileSync(kept);
    const code = file.subarray(checksumBytes);
    return checksumOf(source, code).equals(file.subarray(0, checksumBytes)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Under its name the file is never half written: another window may read it. */
function writeKept(kept: string, source: Buffer, code: Buffer): void {
  const written = `${kept}.${process.pid}`;
  try {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(written, Buffer.concat([checksumOf(source, code), code]));
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
