import { readFileSync } from 'node:fs';
import type { JsonSchema, ToolSchema } from '../../../src/environment/airline/tool-schemas/tool-schema';
import { toolSchemas } from '../../../src/environment/airline/tool-schemas/tool-schemas';
import { Toolset } from '../../../src/environment/airline/toolset';
import { AIRLINE_VERSIONS } from '../../../src/environment/airline/world/world';
import { describeWithBenchmarkData } from '../../support/benchmark-data';

/** Everything of a schema but its words, and the members in order. */
function shapeOf(schema: JsonSchema): unknown {
  const { type, enum: words, items, properties, required } = schema;
  return {
    type,
    ...(words && { words: [...words].toSorted() }),
    ...(items && { items: shapeOf(items) }),
    ...(properties && { properties: Object.entries(properties).map(([name, member]) => [name, shapeOf(member)]) }),
    ...(required && { required }),
  };
}

function undescribed(schema: JsonSchema, path: string): string[] {
  const own = schema.description === undefined && schema.type !== 'object' ? [path] : [];
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    undescribed(member, `${path}.${name}`),
  );
  return [...own, ...members, ...(schema.items ? undescribed(schema.items, `${path}[]`) : [])];
}

describe.each(AIRLINE_VERSIONS)('the tools that a model is told of, %s', (version) => {
  it('are those of the toolset, in its order and with its arguments', () => {
    const schemas = toolSchemas(version).map(({ name, parameters }) => [name, parameters.required]);
    const tools = new Toolset(version).tools.map(({ name, parameters }) => [name, [...parameters]]);
    expect(schemas).toEqual(tools);
  });

  it('describe themselves and each argument', () => {
    for (const { name, description, parameters } of toolSchemas(version)) {
      expect(description.length).toBeGreaterThan(10);
      expect(undescribed(parameters, name)).toEqual([]);
    }
  });
});

describeWithBenchmarkData('the tools of tau-bench', (folder) => {
  const theirs = (
    JSON.parse(readFileSync(`${folder}/tau-bench/tools.json`, 'utf8')) as readonly { function: ToolSchema }[]
  ).map((tool) => tool.function);

  it('have the names, arguments, types, choices and required members that ours have', () => {
    const shapes = (tools: readonly ToolSchema[]) => tools.map(({ name, parameters }) => [name, shapeOf(parameters)]);
    expect(theirs).toHaveLength(14);
    expect(shapes(toolSchemas('v1'))).toEqual(shapes(theirs));
  });

  it('are described in other words', () => {
    const words = (schema: JsonSchema): string[] => [
      schema.description ?? '',
      ...Object.values(schema.properties ?? {}).flatMap(words),
      ...(schema.items ? words(schema.items) : []),
    ];
    const textsOf = (tools: readonly ToolSchema[]) =>
      tools.flatMap((tool) => [tool.description, ...words(tool.parameters)]).filter((text) => text !== '');
    const ours = textsOf(toolSchemas('v1'));
    expect(ours.filter((text) => textsOf(theirs).includes(text))).toEqual([]);
    expect(ours.length).toBeGreaterThan(40);
  });
});
