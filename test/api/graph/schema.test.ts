import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { guardSchema } from '../../../src/api/graph/guarded-schema';
import { buildApiSchema, printSchemaText } from '../../../src/api/schema';
import { assertSchemaIsPublishable, findInternalFields, findUndescribed } from '../../../src/api/guards/schema-audit';

describe('the schema', () => {
  it('is what schema.graphql says', () => {
    expect(readFileSync(join(__dirname, '../../../schema.graphql'), 'utf8')).toBe(printSchemaText());
  });

  it('describes every type, field, argument, input field and enum value', () => {
    expect(findUndescribed(buildApiSchema())).toEqual([]);
  });

  it('points its readers to the glossary', () => {
    expect(buildApiSchema().description).toContain('docs/glossary.md');
    expect(existsSync(join(__dirname, '../../../docs/glossary.md'))).toBe(true);
  });

  it('shows no tenant id, hash of a secret or other internal', () => {
    expect(findInternalFields(buildApiSchema())).toEqual([]);
    expect(printSchemaText()).not.toMatch(/tenantId|secretHash|fencingToken|payloadJson/);
  });

  it('is found wanting when an element has no description', () => {
    const schema = buildSchema(`
      "What can be read." type Query { "Described." one(arg: Int): Two other: Int }
      enum Two { A "Described." B }
      "Described." input In { member: Int }`);
    expect(findUndescribed(schema)).toEqual([
      'Query.one(arg:) has no description',
      'Query.other has no description',
      'Two has no description',
      'Two.A has no description',
      'In.member has no description',
    ]);
  });

  it('is not published when a field shows an internal', () => {
    const schema = buildSchema(
      `"Q." type Query { "T." tenantId: ID "H." secretHash: String "P." payloadJson: String }`,
    );
    expect(() => {
      assertSchemaIsPublishable(schema);
    }).toThrow(/Query.tenantId exposes.*Query.secretHash exposes.*Query.payloadJson exposes/);
  });

  it('does not build if an operation has no permission, or a text or list no max length', () => {
    const fields = {
      open: { type: GraphQLInt },
      guarded: {
        type: GraphQLInt,
        extensions: { permission: 'READ' },
        args: { text: { type: GraphQLString }, list: { type: new GraphQLList(GraphQLInt) } },
      },
    };
    const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields }) });
    expect(() => {
      guardSchema(schema);
    }).toThrow(
      /open has no permission.*Query.guarded\(text:\) is a text without.*Query.guarded\(list:\) is a list without/,
    );
  });
});
