/**
 * One exported name means one thing: fails when two files under `src` and `worker` export the same name, and lists them.
 *
 *     node launcher/check-names.mjs [folder of the project]
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..'));

const filesOf = new Map();
for (const file of sourceFiles()) {
  for (const name of exportedNames(file)) filesOf.set(name, [...(filesOf.get(name) ?? []), file]);
}
const repeated = [...filesOf].filter(([, files]) => files.length > 1).sort(([a], [b]) => (a < b ? -1 : 1));
for (const [name, files] of repeated) console.log(`${name} is exported by ${files.join(' and ')}`);
if (repeated.length > 0) console.log('give each of them a distinct name');
process.exitCode = repeated.length === 0 ? 0 : 1;

/** Paths relative to the root, sorted. */
function sourceFiles() {
  return ['src', 'worker']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true }).map((file) => path.join(folder, file)),
    )
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

/** Names of a file's exported declarations, without duplicates: overloads share a name. */
function exportedNames(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const exported = statements.filter((statement) =>
    statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  return new Set(exported.flatMap((statement) => declaredNames(statement)));
}

function declaredNames(statement) {
  if (!ts.isVariableStatement(statement)) return statement.name ? [statement.name.text] : [];
  return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
}

/** The names bound by a declaration: `const { a, b: [c] } = …` binds a and c. */
function boundNames(name) {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}
