import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/** Which layer may import which. The one place where the arrows of docs/architecture.md are enforced. */
const mayImport = {
  graph: [],
  random: [],
  config: [],
  protocol: [],
  events: [],
  metrics: ['random'],
  prose: ['protocol'],
  nn: ['graph', 'config', 'random'],
  check: ['config', 'nn', 'data'],
  data: ['config', 'random'],
  engine: ['graph'],
  gan: ['graph', 'nn', 'config'],
  runs: ['events', 'config', 'protocol'],
  trainer: [
    'random',
    'gan',
    'nn',
    'graph',
    'metrics',
    'data',
    'engine',
    'runs',
    'events',
    'config',
    'protocol',
    'check',
  ],
  monitor: ['events', 'metrics', 'random', 'runs', 'config', 'protocol', 'engine'],
  report: ['config', 'protocol', 'prose', 'events', 'metrics', 'data', 'runs', 'monitor'],
  cli: [
    'graph',
    'random',
    'config',
    'protocol',
    'prose',
    'events',
    'metrics',
    'nn',
    'check',
    'data',
    'engine',
    'gan',
    'runs',
    'trainer',
    'monitor',
    'report',
  ],
  host: ['config', 'nn', 'check', 'runs', 'protocol', 'prose'],
  webview: ['protocol', 'prose'],
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.tsbuild/',
      'node_modules/',
      '**/node_modules/',
      'test/artefacts/',
      'runs/',
      '.bench/',
      '.presets/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        require: 'readonly',
        exports: 'writable',
        module: 'writable',
        globalThis: 'readonly',
        fetch: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess makes numeric loops unreadable without it
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
    },
  },
  { files: ['src/cli/**', 'test/**', 'scripts/**', '**/*.mjs', '**/*.cjs'], rules: { 'no-console': 'off' } },
  {
    files: ['src/**/*.ts', 'webview/**'],
    ignores: ['src/host/**', 'src/extension.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'vscode is imported in src/host and src/extension.ts only' }] },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts', 'webview/**/*.tsx'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': [
        ...Object.keys(mayImport)
          .filter((name) => name !== 'webview')
          .map((name) => ({ type: name, pattern: `src/${name}` })),
        { type: 'webview', pattern: 'webview' },
        { type: 'extension', pattern: 'src/extension.ts', partialMatch: false },
      ],
      'import/resolver': { typescript: { project: 'tsconfig.json' } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [...Object.entries(mayImport), ['extension', ['host']]].map(([from, allow]) => ({
            from: { element: { type: from } },
            allow: [from, ...allow].map((type) => ({ to: { element: { type } } })),
          })),
        },
      ],
    },
  },
);
