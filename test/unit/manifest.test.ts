import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commands, contextKeys, modelsView, trainingPanel } from '../../src/host/ids';
import chinese from '../../l10n/bundle.l10n.zh-cn.json';
import { inEnglish } from '../../src/words/render';
import { configuration, restrictedConfigurations, settingStrings } from '../../src/options/settings';

interface Property {
  default?: unknown;
  scope?: string;
  markdownDescription?: string;
  enum?: string[];
  enumDescriptions?: string[];
}
interface MenuItem {
  command?: string;
  submenu?: string;
  when?: string;
}
interface Manifest {
  icon: string;
  activationEvents: string[];
  extensionKind: string[];
  capabilities: {
    untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
    virtualWorkspaces: boolean;
  };
  contributes: {
    commands: { command: string; category: string; title: string; enablement?: string }[];
    menus: Record<string, MenuItem[]>;
    submenus: { id: string }[];
    keybindings?: { key: string; when?: string }[];
    views: Record<string, { id: string }[]>;
    viewsWelcome: { view: string; when?: string }[];
    configuration: { properties: Record<string, Property> }[];
    walkthroughs: { steps: { description: string; media: { svg: string }; completionEvents: string[] }[] }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const properties = Object.assign({}, ...contributes.configuration.map(part => part.properties)) as Record<
  string,
  Property
>;
const commandIds = Object.values<string>(commands);

test('the commands of the code are the commands of the manifest', () => {
  assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...commandIds].sort());
  for (const { command, category, title } of contributes.commands) {
    assert.equal(category, 'Unroll', command);
    assert.match(title, /^%.+%$/, command);
  }
});

test('every %string% is there, and every string is used', () => {
  const used = [...text.matchAll(/"%([^"%]+)%"/g)].map(match => match[1]!);
  assert.deepEqual([...new Set(used)].sort(), Object.keys(strings).sort());
  for (const [key, value] of Object.entries(strings)) assert.notEqual(value.trim(), '', key);
});

test('the settings are those of the table', () => {
  assert.deepEqual(contributes.configuration, configuration(), 'run npm run generate');
  const readers = {
    'package.nls.json': inEnglish('plain'),
    'package.nls.zh-cn.json': { language: 'zh-CN', catalogue: chinese, medium: 'plain' },
  } as const;
  for (const [file, reader] of Object.entries(readers)) {
    const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    assert.deepEqual(
      Object.fromEntries(Object.entries(written).filter(([key]) => key.startsWith('setting.'))),
      settingStrings(reader),
      'run npm run generate',
    );
  }
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, restrictedConfigurations());
});

test('keys are bound within the Models view alone: none can be stolen from a text', () => {
  for (const { key, when = '' } of contributes.keybindings ?? [])
    assert.ok(when.startsWith(`focusedView == '${modelsView}'`), key);
});

test('menus name commands and submenus that are there', () => {
  const submenus = contributes.submenus.map(({ id }) => id);
  for (const [menu, items] of Object.entries(contributes.menus)) {
    if (menu.startsWith('unroll.')) assert.ok(submenus.includes(menu), menu);
    for (const { command, submenu } of items)
      assert.ok(command === undefined ? submenus.includes(submenu ?? '') : commandIds.includes(command), menu);
  }
});

const builtIn = [
  'editorHasSelection',
  'resourceScheme',
  'resourceExtname',
  'editorReadonly',
  'explorerResourceIsFolder',
  'listMultiSelection',
  'false',
  'view',
  'viewItem',
];

test('every key of a when clause is one we set or a built-in', () => {
  const clauses = [
    ...Object.values(contributes.menus).flatMap(items => items.map(({ when }) => when)),
    ...contributes.commands.map(({ enablement }) => enablement),
    ...contributes.viewsWelcome.map(({ when }) => when),
  ].filter(clause => clause !== undefined);
  assert.ok(clauses.length > 0);
  const known = [...builtIn, ...Object.values<string>(contextKeys)];
  for (const clause of clauses)
    for (const part of clause.split(/&&|\|\|/)) {
      const key = /^\s*!?([\w.]+)/.exec(part)?.[1] ?? '';
      assert.ok(known.includes(key), `${key} in "${clause}"`);
    }
});

// The view is empty while the extension starts, too, and with a filter that nothing matches.
test('the Models view says that nothing was trained only once it is known that there is no model', () => {
  const welcomes = contributes.viewsWelcome.filter(({ view }) => view === modelsView);
  assert.deepEqual(
    welcomes.map(({ when }) => when),
    [contextKeys.noModel],
  );
});

test('what activates the extension and where it runs', () => {
  assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${trainingPanel}`));
  assert.ok(!manifest.activationEvents.includes('*'));
  assert.deepEqual(manifest.extensionKind, ['workspace']);
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  assert.equal(manifest.capabilities.virtualWorkspaces, true);
  for (const [key, { scope }] of Object.entries(properties))
    if (scope === 'machine-overridable')
      assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(key), key);
  assert.ok(
    Object.values(contributes.views)
      .flat()
      .some(({ id }) => id === modelsView),
  );
});

test('the pictures are there, and the walkthrough names commands that are there', () => {
  const steps = contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps);
  for (const file of [manifest.icon, ...steps.map(({ media }) => media.svg)]) assert.ok(existsSync(file), file);
  for (const { description, completionEvents } of steps) {
    const links = [...(strings[description.slice(1, -1)] ?? '').matchAll(/\(command:(unroll[\w.]+)\)/g)].map(
      match => match[1]!,
    );
    const events = completionEvents
      .map(event => event.replace('onCommand:', ''))
      .filter(id => id.startsWith('unroll.'));
    for (const id of [...links, ...events]) assert.ok(commandIds.includes(id), id);
  }
});

// The name belongs to another author's package on npm: whoever runs it from there runs their code.
test('cannot be published to npm, and no page says that it could be had there', () => {
  assert.equal((JSON.parse(text) as { private?: boolean }).private, true);
  const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').map(name => `docs/${name}`)];
  for (const page of pages.filter(name => name.endsWith('.md')))
    assert.doesNotMatch(readFileSync(page, 'utf8'), /\b(npx|npm (i|install|exec)( -\S+)*) unroll\b/, page);
});
