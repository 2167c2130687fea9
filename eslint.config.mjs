import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import tseslint from 'typescript-eslint';

/** What a mutation may begin with: a verb of this list, then its object. */
const MUTATION_VERBS =
  /^(cancel|compare|create|delete|generate|ingest|mark|pause|register|resume|revoke|send|start|submit|update)[A-Z]/;

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.turnwise/', 'coverage/', '**/*.generated.ts'] },
  { files: ['**/*.ts', '**/*.mts', '**/*.js', '**/*.mjs', '**/*.cjs'], ...js.configs.recommended },
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Decorated classes (entities, GraphQL inputs, resolvers) are filled by their framework.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Index access is checked by noUncheckedIndexedAccess; hot numeric loops assert what their bounds guarantee.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: {
        module: 'readonly',
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
  {
    files: ['schema.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: './schema.graphql' } } },
    rules: {
      ...graphql.configs['flat/schema-all'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          ...graphql.configs['flat/schema-all'].rules['@graphql-eslint/naming-convention'][1],
          'FieldDefinition[parent.name.value=Mutation]': { style: 'camelCase', requiredPattern: MUTATION_VERBS },
        },
      ],
      // Replaces input-name, which would also have a single id wrapped in an input.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'ObjectTypeDefinition[name.value=Mutation] > FieldDefinition > InputValueDefinition:not([name.value=/^(id|input)$/])',
          message: 'A mutation takes one argument: `input`, or `id` when the id is all it needs.',
        },
        {
          selector: 'ObjectTypeDefinition[name.value=Mutation] > FieldDefinition[arguments.length>1]',
          message: 'A mutation takes one argument: `input`, or `id` when the id is all it needs.',
        },
      ],
      '@graphql-eslint/input-name': 'off',
      // A list that is short by its nature (the tiers of a scheme) is a plain list, not a connection.
      '@graphql-eslint/relay-edge-types': [
        'error',
        // Turns and workers are in connections, but have no id of their own.
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
      // Fields are in the order in which one reads them, not in that of the alphabet.
      '@graphql-eslint/alphabetize': 'off',
      // Figures and events are values: they have no id of their own.
      '@graphql-eslint/strict-id-in-types': 'off',
      // `Task.taskSet` is the set of a task; no other field may repeat its type, but the rule has no list of exceptions.
      '@graphql-eslint/no-typename-prefix': 'off',
      // Root lists and computations are never null; an error there has nothing beside it to keep.
      '@graphql-eslint/require-nullable-result-in-root': 'off',
      // Deprecation goes by release (see docs/breaking-changes.txt), not by date.
      '@graphql-eslint/require-deprecation-date': 'off',
      // The API has mutations and subscriptions.
      '@graphql-eslint/no-root-type': 'off',
      // A mutation answers with what it made; `Query` in each of these types would be a second door to everything.
      '@graphql-eslint/require-field-of-type-query-in-mutation-result': 'off',
      // Asks for a result of `ok` and `error` members; errors are GraphQL errors here, or `userErrors` in a batch.
      '@graphql-eslint/require-type-pattern-with-oneof': 'off',
    },
  },
);
