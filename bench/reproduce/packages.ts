/** Data from npm packages: the archive is fetched into .cache once, and only the files that are asked for are unpacked. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('.cache/data');

/** Version and licence of every package that data come from. */
export const dataPackages = {
  /** The texts are in the public domain. */
  'chinese-poetry': { version: '2.0.1', licence: 'MIT' },
} as const;
export type DataPackage = keyof typeof dataPackages;

/** @param file inside the package @throws Error without a network, the first time */
export function packageFile(name: DataPackage, file: string): string {
  const place = join(folder, `${name.replaceAll(/[@/]/g, '-')}-${dataPackages[name].version}`);
  const path = join(place, file);
  if (existsSync(path)) return path;
  mkdirSync(place, { recursive: true });
  execFileSync('tar', ['-xzf', archiveOf(name), '--strip-components=1', '-C', place, `package/${file}`]);
  return path;
}

function archiveOf(name: DataPackage): string {
  const { version } = dataPackages[name];
  const archive = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  if (!existsSync(archive)) {
    console.error(`Fetching ${name}@${version} …`);
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, `${name}@${version}`]);
  }
  return archive;
}
