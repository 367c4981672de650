import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The walls of the house: what each room may import from the others.
 * `vscode` belongs to host/ (and to activation, and to the tests that run inside the editor).
 * Of kinds/ the host sees the descriptions only, the terminal those and the list of implementations: `facesSeen`.
 */
const rooms = {
  protocol: [],
  words: ['protocol'],
  options: ['protocol', 'words'],
  text: [],
  files: ['protocol'],
  exports: ['protocol'],
  engine: ['protocol', 'options', 'words'],
  nn: ['protocol', 'options', 'words', 'text', 'engine'],
  store: ['protocol', 'options', 'words'],
  training: ['protocol', 'options', 'words', 'text', 'engine', 'nn', 'store'],
  predictor: ['protocol', 'options', 'words', 'text', 'engine', 'nn', 'training'],
  kinds: ['protocol', 'options', 'words', 'text', 'engine', 'nn', 'store', 'training', 'predictor', 'files'],
  worker: ['protocol', 'options', 'words', 'text', 'engine', 'nn', 'store', 'training', 'predictor', 'kinds', 'files'],
  cli: [
    'protocol',
    'options',
    'words',
    'text',
    'engine',
    'nn',
    'store',
    'training',
    'predictor',
    'kinds',
    'worker',
    'exports',
    'files',
  ],
  host: ['protocol', 'options', 'words', 'store', 'kinds', 'exports', 'files'],
};

/** What is known of kinds without loading them; it may itself import no more than `lightly`. */
const lightFace = ['src/kinds/{kind,describing,descriptions}.ts', 'src/kinds/*/description.ts'];
const lightly = '^(?!(\\.\\.?/)+(protocol|options|words)/|.*/(kind|describing|description)$)';
const facesSeen = {
  host: '/kinds/(?!(kind|describing|descriptions|[a-zA-Z]+/description)$)',
  cli: '/kinds/(?!(kind|describing|descriptions|implementations|[a-zA-Z]+/description)$)',
};

const walls = Object.entries(rooms).map(([room, allowed]) => {
  const closed = Object.keys(rooms).filter(other => other !== room && !allowed.includes(other));
  return {
    files: [`src/${room}/**/*.ts`],
    rules: {
      // The rule below does not see `import()`.
      'house/importExpression': ['error', { closed, ...(room in facesSeen ? { unseen: facesSeen[room] } : {}) }],
      'no-restricted-imports': [
        'error',
        {
          paths: room === 'host' ? [] : [{ name: 'vscode', message: 'Only host/ talks to the editor.' }],
          patterns: [
            {
              group: closed.map(other => `**/${other}/**`),
              message: `${room}/ may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
            },
            { group: ['**/webview/**'], message: 'The page is reached through protocol/ only.' },
            ...(room in facesSeen
              ? [
                  {
                    regex: facesSeen[room],
                    message: `${room}/ does not load kinds of model: it knows their descriptions.`,
                  },
                ]
              : []),
          ],
        },
      ],
    },
  };
});

const house = {
  rules: {
    /** One naming rule for files: camelCase, with the kind of file after a dot (`panel.spec.ts`). */
    camelCase: {
      create: context => ({
        Program(node) {
          const name = context.filename.split(/[/\\]/).at(-1);
          if (!/^[a-z][a-zA-Z0-9]*(\.(test|spec|d|config))?\.[cm]?[jt]s$/.test(name))
            context.report({ node, message: `File names are camelCase: ${name}` });
        },
      }),
    },
    /** A part that is loaded when it is needed stands behind the same walls: rooms that are `closed`, and what of kinds/ is `unseen`. */
    importExpression: {
      meta: { schema: [{ type: 'object' }] },
      create: context => ({
        ImportExpression({ source }) {
          const [{ closed, unseen }] = context.options;
          const path = String(source.value);
          const wall = closed.find(room => path.startsWith('.') && path.includes(`/${room}/`));
          if (wall !== undefined || (unseen !== undefined && new RegExp(unseen).test(path)))
            context.report({ node: source, message: `This room may not import ${path}.` });
        },
      }),
    },
  },
};

export default tseslint.config(
  { ignores: ['dist', 'out', '.cache', 'node_modules'] },
  js.configs.recommended,
  { plugins: { house }, rules: { 'house/camelCase': 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numeric code indexes arrays inside loops that prove the index; `!` says so at the place.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => this.draw()` is a callback, not a value.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The runner of node:test waits for its tests by itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] },
          ],
        },
      ],
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    // What is said to people is rendered, and so made harmless, in one place.
    files: ['src/**/*.ts'],
    ignores: ['src/host/notify.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "MemberExpression[object.property.name='window'][property.name=/^(show(Information|Warning|Error)Message|withProgress|setStatusBarMessage)$/]",
          message: 'host/notify.ts speaks up; give it a message of the catalogue.',
        },
        {
          selector: "CallExpression[callee.object.property.name='l10n'][callee.property.name='t']",
          message: 'Sentences are keys of words/english.',
        },
      ],
    },
  },
  {
    files: ['webview/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: 'src/(?!(protocol|words)/)', message: 'The page knows protocol/ and words/ only.' }] },
      ],
    },
  },
  ...walls,
  {
    files: lightFace,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: lightly, message: 'A description imports protocol, options and words only.' }] },
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        AbortController: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
