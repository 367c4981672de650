/** Settings of the editor that are not options of a model. */
import * as v from 'valibot';
import { engineChoices } from '../protocol/model';
import { choice, real, standardOf, text, texts, whole, yesNo, type Option } from './option';
import { temperature } from './shared';
import { searchTable } from './translation';

const triggerPolicies = ['automatic', 'manual', 'off'] as const;
export type TriggerPolicy = (typeof triggerPolicies)[number];

export const engineOption = choice(
  engineChoices,
  {
    standard: 'auto',
    flag: '--engine <name>',
    formerFlag: '--backend <name>',
    formerSetting: 'backend',
    formerValues: { native: 'tfjs-node' },
    scope: 'machine-overridable',
    restricted: true,
    topic: 'general',
    words: 'option.engine',
  },
  engine => `option.engine.${engine}`,
);

/** By the name of the setting behind "unroll.". */
export const editorTable = v.strictObject({
  engine: engineOption,
  'tfjsNode.folder': text({ standard: '', scope: 'machine', topic: 'general', words: 'option.tfjsNode.folder' }),
  exclude: texts({
    standard: [
      '.env',
      '.env.*',
      '.npmrc',
      '.netrc',
      '.git-credentials',
      '.aws/credentials',
      '.kube/config',
      '*.pem',
      '*.key',
      '*.p12',
      '*.pfx',
      '*.ppk',
      '*.jks',
      '*.kdbx',
      '*.tfstate',
      'id_rsa*',
      'id_dsa*',
      'id_ecdsa*',
      'id_ed25519*',
      '**/.ssh/**',
      '**/.git/**',
    ],
    restricted: true,
    topic: 'general',
    words: 'option.exclude',
  }),
  'completion.trigger': choice(
    triggerPolicies,
    { standard: 'automatic', topic: 'completion', words: 'option.completion.trigger' },
    policy => `option.completion.trigger.${policy}`,
  ),
  'completion.boldness': choice(
    ['talkative', 'balanced', 'shy'],
    { standard: 'balanced', topic: 'completion', words: 'option.completion.boldness' },
    boldness => `option.completion.boldness.${boldness}`,
  ),
  'completion.languages': texts({
    standard: ['plaintext', 'markdown'],
    topic: 'completion',
    words: 'option.completion.languages',
  }),
  'completion.maxLines': whole(1, 50, { standard: 1, topic: 'completion', words: 'option.completion.maxLines' }),
  'completion.maxCharacters': whole(1, 2000, {
    standard: 80,
    topic: 'completion',
    words: 'option.completion.maxCharacters',
  }),
  'completion.learn': yesNo({ standard: true, topic: 'completion', words: 'option.completion.learn' }),
  'completion.learnCharacters': whole(1000, 1_000_000, {
    standard: 40_000,
    topic: 'completion',
    words: 'option.completion.learnCharacters',
  }),
  'completion.temperature': temperature({ topic: 'completion' }),
  'completion.idleMinutes': real(0.1, 1440, {
    standard: 10,
    scope: 'window',
    topic: 'completion',
    words: 'option.completion.idleMinutes',
  }),
  'translation.beamSize': searchTable.entries.beamSize,
  'labels.unsureBelow': real(0, 1, {
    standard: 0.6,
    flag: '--unsure-below <probability>',
    topic: 'labels',
    words: 'option.unsureBelow',
  }),
});

type Entries = (typeof editorTable)['entries'];
export type EditorSetting = keyof Entries;
export type EditorSettings = { [K in EditorSetting]: v.InferOutput<Entries[K]> };

export const editorOptions: { readonly [K in EditorSetting]: Option<EditorSettings[K]> } = editorTable.entries;

export const defaultEditorSettings: EditorSettings = v.parse(editorTable, standardOf(editorTable));
