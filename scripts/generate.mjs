/** `npm run generate`: writes the settings from the tables of options into package.json and package.nls*.json. */
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { forNode } from './bundle.mjs';

const outfile = resolve('out/settings.mjs');
await build({ ...forNode, format: 'esm', entryPoints: ['src/options/settings.ts'], outfile });
const { configuration, restrictedConfigurations, settingStrings } = await import(pathToFileURL(outfile).href);

/** @param {string} file @param {(content: any) => unknown} change */
async function rewrite(file, change) {
  const content = change(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, await format(JSON.stringify(content), { ...(await resolveConfig(file)), filepath: file }));
}

await rewrite('package.json', manifest => {
  manifest.contributes.configuration = configuration();
  manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = restrictedConfigurations();
  return manifest;
});

const languages = [
  { file: 'package.nls.json', reader: { language: 'en', catalogue: {}, medium: 'plain' } },
  {
    file: 'package.nls.zh-cn.json',
    reader: {
      language: 'zh-CN',
      catalogue: JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')),
      medium: 'plain',
    },
  },
];
/** The strings of settings are replaced at the place of the first of them. */
for (const { file, reader } of languages)
  await rewrite(file, strings => {
    const entries = Object.entries(strings);
    const isSetting = (/** @type {[string, unknown]} */ [key]) => key.startsWith('setting.');
    const at = entries.findIndex(isSetting);
    const rest = entries.filter(entry => !isSetting(entry));
    return Object.fromEntries([...rest.slice(0, at), ...Object.entries(settingStrings(reader)), ...rest.slice(at)]);
  });
