/**
 * Generates the types and texts of the GraphQL operations that the command line sends, from `src/cli/queries/*.graphql`
 * and schema.graphql. This program rejects unknown fields; the compiler rejects wrong types.
 *
 *     node launcher/generate-operations.mjs           writes src/cli/queries/operations.generated.ts
 *     node launcher/generate-operations.mjs --check   exit code 1 when the file is out of date
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildSchema, Kind, parse, print, visit } from 'graphql';
import prettier from 'prettier';

const ROOT = path.resolve(import.meta.dirname, '..');
const { TIER_FIGURES } = createRequire(import.meta.url)('../dist/src/domain/calibration/tiers/tier-figures.js');
const FOLDER = path.join(ROOT, 'src/cli/queries');
const TARGET = path.join(FOLDER, 'operations.generated.ts');
const HEADER = `// Written by launcher/generate-operations.mjs from *.graphql and schema.graphql. Do not edit: npm run schema\n`;

/** Comment that the generator puts before its own types. */
const INTERNAL = '/** Internal type. DO NOT USE DIRECTLY. */\n';

/** JSON types of the schema's scalars. */
const SCALARS = { ID: 'string', DateTimeISO: 'string' };

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));
const documents = files.sort().map((file) => {
  const location = path.join(FOLDER, file);
  return { location, document: parse(readFileSync(location, 'utf8')) };
});
// Every figure of a tier; the list is written once, in the domain.
const figures = TIER_FIGURES.map(({ name }) => name).join(' ');
documents.push({ document: parse(`fragment TierFigures on TierStatistic { ${figures} }`) });

const text = await generate();
if (!process.argv.includes('--check')) {
  writeFileSync(TARGET, text);
} else if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== text) {
  console.error(`${path.relative(ROOT, TARGET)} is out of date: run \`npm run schema\``);
  process.exitCode = 1;
}

async function generate() {
  const schema = parse(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
  const config = {
    scalars: SCALARS,
    strictScalars: true,
    immutableTypes: true,
    skipTypename: true,
    inputMaybeValue: 'T | null | undefined',
    namingConvention: 'keep',
    // Changes in the schema's descriptions must not affect the command line.
    disableDescriptions: true,
  };
  const types = await codegen({
    documents,
    schema,
    schemaAst: buildSchema(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8')),
    config,
    filename: TARGET,
    plugins: [{ typescriptOperations: {} }],
    pluginMap: { typescriptOperations },
  });
  const source = `${HEADER}import type { Operation } from './operation';\n\n${keepInside(types)}\n${operationConstants()}`;
  const options = await prettier.resolveConfig(TARGET);
  return prettier.format(source, { ...options, filepath: TARGET });
}

/** Exports only the operations: `ResultOf` and `VariablesOf` lead to their types. */
function keepInside(types) {
  return types
    .replace(/^export type Incremental.*$/m, '')
    .replace(/^export type (?!\w+Fragment )/gm, 'type ')
    .replaceAll(INTERNAL, '');
}

/**
 * `export const START_JOB: Operation<...> = { text }` for `mutation StartJob`; each text includes the fragments that it
 * spreads.
 */
function operationConstants() {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const fragments = new Map(
    definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((each) => [each.name.value, each]),
  );
  return definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const name = operation.name.value;
      const kind = operation.operation[0].toUpperCase() + operation.operation.slice(1);
      const parts = [operation, ...spreadBy(operation, fragments)].map(print).join('\n');
      const constant = name.replace(/(?<!^)(?=[A-Z])/g, '_').toUpperCase();
      return `export const ${constant}: Operation<${name}${kind}, ${name}${kind}Variables> = { text: ${'`'}${parts}${'`'} };\n`;
    })
    .join('\n');
}

function spreadBy(node, fragments, found = new Set()) {
  visit(node, {
    FragmentSpread: ({ name }) => {
      const fragment = fragments.get(name.value);
      if (found.has(fragment)) return;
      found.add(fragment);
      spreadBy(fragment, fragments, found);
    },
  });
  return [...found];
}
