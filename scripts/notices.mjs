/** The licences of the packages whose code is bundled, as one text. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string[]} inputs paths of bundled files @returns {string} */
export function notices(inputs) {
  // tfjs' wasm files are copied, not bundled.
  const packages = new Map([['node_modules/@tensorflow/tfjs-backend-wasm', /** @type {string[]} */ ([])]]);
  for (const input of inputs) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (folder !== undefined) packages.set(folder, [...(packages.get(folder) ?? []), input]);
  }
  return [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, files]) => notice(folder, files))
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} folder @param {string[]} files */
function notice(folder, files) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter(entry => /^(licen[cs]e|notice)/i.test(entry))
    .map(entry => readFileSync(join(folder, entry), 'utf8').trim());
  const text = texts.length > 0 ? texts.join('\n\n') : standardText(license, copyrightOf(files, author));
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** For packages that name their licence but do not include it. @param {string} id of SPDX @param {string} copyright */
function standardText(id, copyright) {
  const { licenseText } = JSON.parse(readFileSync(`node_modules/spdx-license-list/licenses/${id}.json`, 'utf8'));
  const blank = /^Copyright \(c\) <.*$/m;
  return blank.test(licenseText)
    ? licenseText.trim().replace(blank, copyright)
    : `${copyright}\n\n${licenseText.trim()}`;
}

/** The copyright line of the package's files, else its author. @param {string[]} files @param {string | { name: string }} [author] */
function copyrightOf(files, author) {
  const lines = files.flatMap(
    file => /Copyright (?:\(c\) )?\d{4}.*/i.exec(readFileSync(file, 'utf8').slice(0, 2000))?.[0].trim() ?? [],
  );
  if (lines.length > 0) return [...new Set(lines)].sort().join('\n');
  const name = typeof author === 'object' ? author.name : author;
  if (name === undefined) throw new Error(`Nobody is named who holds the copyright of ${files[0] ?? 'a package'}.`);
  return `Copyright (c) ${name}`;
}
