/** The part of JSON schema that describes arguments of tools. */
export type JsonSchema = {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'number';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
};

/** A tool as a model that can call functions is told of it. */
export type ToolSchema = {
  readonly name: string;
  readonly description: string;
  /** An object whose members are the arguments, all of them required. */
  readonly parameters: JsonSchema;
};

/** An object all of whose members are required. */
export function objectSchema(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

export function arraySchema(description: string, items: JsonSchema): JsonSchema {
  return { type: 'array', description, items };
}

export function stringSchema(description: string): JsonSchema {
  return { type: 'string', description };
}

export function enumSchema(description: string, words: readonly string[]): JsonSchema {
  return { type: 'string', description, enum: words };
}
