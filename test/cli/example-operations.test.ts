import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, validate } from 'graphql';

const ROOT = path.join(__dirname, '..', '..');
/** A text of one line in quotes, or of several in backticks, that begins as an operation does. */
const OPERATION =
  /'((?:query|mutation|subscription)\b[^'\n]*|\{ [^'\n]*\})'|`((?:query|mutation|subscription)\b[^`]*)`/g;

describe('the operations of examples', () => {
  const schema = buildSchema(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
  const operations = readdirSync(path.join(ROOT, 'examples'))
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(path.join(ROOT, 'examples', file), 'utf8').matchAll(OPERATION)].map(
        ([, quoted, template]) => [file, quoted ?? template ?? ''] as const,
      ),
    );

  it('are found', () => {
    expect(operations.length).toBeGreaterThanOrEqual(7);
  });

  it.each(operations)('fit the schema: %s %s', (_, text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('would not, with a field that the schema does not have', () => {
    expect(validate(schema, parse('{ rewardSchemes(first: 1) { nodes { colour } } }'))).toHaveLength(1);
  });
});
