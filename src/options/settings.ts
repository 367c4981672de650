/** All settings of the editor in the order in which they are listed, and their entries in package.json. */
import { editorTable } from './editor';
import { optionsIn, type Facts, type Option, type PlacedOption, type Topic } from './option';
import { tables } from './read';
import type { KindId } from '../protocol/kind';
import type { Message } from '../protocol/message';
import { message } from '../words/message';
import { render, type Reader } from '../words/render';

export interface Setting {
  /** The name after "unroll.". */
  name: string;
  option: Option<unknown>;
}

/** The options of a kind of model that have a setting. */
export const settingsOfKind = (kind: KindId): (PlacedOption & Setting)[] =>
  optionsIn(tables[kind])
    .filter(({ option: { facts } }) => facts.setting === 'every' || facts.setting === kind)
    .map(place => ({ ...place, name: `training.${place.path.at(-1)!}` }));

/** Groups of settings, in the order of the steps of a training. */
const categories: readonly { id: string; topics: readonly Topic[] }[] = [
  { id: 'text', topics: ['text'] },
  { id: 'network', topics: ['network'] },
  { id: 'training', topics: ['training', 'optimiser'] },
  { id: 'samples', topics: ['samples'] },
  { id: 'completion', topics: ['completion'] },
  { id: 'translation', topics: ['translation'] },
  { id: 'labels', topics: ['labels'] },
  { id: 'general', topics: ['general'] },
];

const editorSettings: Setting[] = Object.entries(editorTable.entries).map(([name, option]) => ({ name, option }));

const listed: (Setting & { topic: Topic | undefined })[] = [
  ...editorSettings.map(setting => ({ ...setting, topic: setting.option.facts.topic })),
  ...settingsOfKind('language').map(setting => ({ ...setting, topic: topicOf(setting) })),
];

/** The option's topic, by default the name of its section. */
function topicOf({ option, path }: PlacedOption): Topic | undefined {
  const section = path[0];
  return option.facts.topic ?? categories.flatMap(({ topics }) => topics).find(topic => topic === section);
}

export const allSettings: Setting[] = listed;

/** `contributes.configuration` of package.json. */
export const configuration = () =>
  categories.map(({ id, topics }, place) => ({
    title: `%settings.${id}.title%`,
    order: place,
    properties: Object.fromEntries<object>(
      topics
        .flatMap(topic => listed.filter(setting => setting.topic === topic))
        .flatMap(({ name, option }, order) => [
          [`unroll.${name}`, { ...property(name, option), order }] as const,
          ...formerProperty(name, option),
        ]),
    ),
  }));

const property = (name: string, option: Option<unknown>) => ({
  ...typeOf(name, option),
  default: option.facts.byPreset ? null : option.facts.standard,
  scope: option.facts.scope ?? 'resource',
  markdownDescription: `%setting.${name}.description%`,
});

/** The former setting is still read, so that a person's value is kept. It has no default, so that it counts only if it is set. */
const formerProperty = (name: string, { facts }: Option<unknown>) =>
  facts.formerSetting === undefined
    ? []
    : [
        [
          `unroll.${facts.formerSetting}`,
          {
            type: 'string',
            scope: facts.scope ?? 'resource',
            markdownDescription: `%setting.${name}.description%`,
            markdownDeprecationMessage: `%setting.${name}.former%`,
          },
        ] as const,
      ];

/** A setting that a preset chooses may be null. */
const orNone = (type: string, { facts }: Option<unknown>): string | string[] =>
  facts.byPreset ? [type, 'null'] : type;

function typeOf(name: string, option: Option<unknown>): Record<string, unknown> {
  const { range } = option;
  switch (range.kind) {
    case 'whole':
      return { type: orNone('integer', option), minimum: range.from, maximum: range.to };
    case 'real':
      return {
        type: orNone('number', option),
        [range.above ? 'exclusiveMinimum' : 'minimum']: range.from,
        maximum: range.to,
      };
    case 'choice':
      return {
        type: 'string',
        enum: range.values,
        ...(option.sentences ? { enumDescriptions: range.values.map(value => `%setting.${name}.${value}%`) } : {}),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'texts':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true };
    case 'separator':
    case 'text':
      return { type: 'string' };
  }
}

/** The settings that only a trusted folder may set. */
export const restrictedConfigurations = (): string[] =>
  listed
    .filter(({ option: { facts } }) => facts.restricted ?? facts.scope === 'machine-overridable')
    .flatMap(({ name, option: { facts } }) => [
      name,
      ...(facts.formerSetting === undefined ? [] : [facts.formerSetting]),
    ])
    .map(name => `unroll.${name}`);

/** The description of the option and, for presets, what an empty value means. */
const describing = ({ words, byPreset }: Facts<unknown>): Message =>
  byPreset ? message('sentences', { sentences: [{ key: words }, message('option.byPreset')] }) : { key: words };

/** The entries of package.nls.json that describe settings, in the reader's language. */
export const settingStrings = (reader: Reader): Record<string, string> =>
  Object.fromEntries(
    listed.flatMap(({ name, option: { facts, sentences = {} } }) =>
      [
        [`setting.${name}.description`, describing(facts)] as const,
        ...(facts.formerSetting === undefined
          ? []
          : [[`setting.${name}.former`, message('option.former', { name: `unroll.${name}` })] as const]),
        ...Object.entries(sentences).map(([value, key]) => [`setting.${name}.${value}`, { key }] as const),
      ].map(([key, sentence]) => [key, render(sentence, reader)]),
    ),
  );
