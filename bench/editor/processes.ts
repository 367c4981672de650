/** Memory and processor time of the descendants of a process, from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessFigures {
  pid: number;
  command: string;
  /** Bytes. */
  resident: number;
  /** Processor time so far, seconds. */
  seconds: number;
}

const pageSize = 4096;
const ticksPerSecond = 100;

/** All descendants of `root`. */
export function processesBelow(root: number): ProcessFigures[] {
  const all = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? statOf(Number(name)) : []));
  const wanted = new Set([root]);
  for (let before = -1; before < wanted.size;) {
    before = wanted.size;
    for (const { pid, parent } of all) if (wanted.has(parent)) wanted.add(pid);
  }
  return all.filter(({ pid }) => wanted.has(pid));
}

function statOf(pid: number): (ProcessFigures & { parent: number })[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const resident = pageSize * Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return [{ pid, parent: fields[1]!, command, resident, seconds: (fields[11]! + fields[12]!) / ticksPerSecond }];
  } catch {
    return [];
  }
}
