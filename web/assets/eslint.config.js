// What eslint looks at beside the type check: names that are not used, comparisons that surprise, dead code.
import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2024, globals: globals.browser },
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error', 'no-eval': 'error', 'no-implied-eval': 'error' },
  },
  { files: ['*.js', 'tests/**/*.js'], languageOptions: { globals: globals.node } },
];
