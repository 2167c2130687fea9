/**
 * Compares schema.graphql with the schema of the last release. A breaking change passes when the name was deprecated in
 * that release, or when `docs/breaking-changes.txt` lists it; a line there that no longer holds fails as well. At a release,
 * RELEASED moves to the new schema and the list is emptied.
 *
 *     node launcher/breaking-changes.mjs            lists what is missing or stale; exit code 1 when there is any
 *     node launcher/breaking-changes.mjs --accept   rewrites the list from the two schemas
 *
 * `--released`, `--current` and `--accepted` name other files.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const ROOT = path.resolve(import.meta.dirname, '..');
const RELEASED = path.join(ROOT, 'test/fixtures/v0.1.0/schema.graphql');
const CURRENT = path.join(ROOT, 'schema.graphql');
const ACCEPTED = path.join(ROOT, 'docs/breaking-changes.txt');

const HEADER = `# Breaking changes in schema.graphql since the last release, one per line.
# A public name stays deprecated, with a reason, for one release before it is removed; changes that skip this are listed here.
# Written by: node launcher/breaking-changes.mjs --accept
`;

const { values: options } = parseArgs({
  options: {
    accept: { type: 'boolean', default: false },
    released: { type: 'string', default: RELEASED },
    current: { type: 'string', default: CURRENT },
    accepted: { type: 'string', default: ACCEPTED },
  },
});

const found = await findBreakingChanges(readSchema(options.released), readSchema(options.current));
if (options.accept) {
  writeFileSync(options.accepted, `${HEADER}${found.map((change) => `${change}\n`).join('')}`);
  console.log(`${options.accepted}: ${found.length} breaking changes`);
} else {
  process.exitCode = report(found, readAccepted(options.accepted));
}

/** Sorted breaking changes to names that were not deprecated before. */
async function findBreakingChanges(released, current) {
  const changes = await diff(released, current, [
    DiffRule.suppressRemovalOfDeprecatedField,
    allowRemovalOfDeprecatedArguments,
  ]);
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  return [...new Set(breaking.map(({ message }) => message.replace(/\s+/g, ' ')))].sort();
}

/** The library's rule covers fields, enum values and input fields, but not arguments. */
function allowRemovalOfDeprecatedArguments({ changes, oldSchema }) {
  return changes.filter((change) => {
    if (change.type !== 'FIELD_ARGUMENT_REMOVED') return true;
    const { typeName, fieldName, removedFieldArgumentName } = change.meta;
    const field = oldSchema.getType(typeName).getFields()[fieldName];
    return !field.args.find(({ name }) => name === removedFieldArgumentName)?.deprecationReason;
  });
}

function report(changes, accepted) {
  const unlisted = changes.filter((change) => !accepted.includes(change));
  const stale = accepted.filter((line) => !changes.includes(line));
  for (const change of unlisted) console.error(`breaking, but neither deprecated before nor listed: ${change}`);
  for (const line of stale) console.error(`listed, but no longer a breaking change: ${line}`);
  if (unlisted.length + stale.length > 0) {
    console.error('to accept the changes: node launcher/breaking-changes.mjs --accept');
    return 1;
  }
  console.log(`${changes.length} breaking changes since the last release, all listed`);
  return 0;
}

function readAccepted(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function readSchema(file) {
  return buildSchema(readFileSync(file, 'utf8'));
}
