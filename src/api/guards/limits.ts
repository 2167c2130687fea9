/** All limits of the API. Each is named in the error that it causes and in the descriptions of the schema. */
export const LIMITS = {
  /** Bytes of the body of a GraphQL request, after decompression. */
  bodyBytes: 16 * 1024 * 1024,
  /** Bytes of a WebSocket message. */
  webSocketMessageBytes: 1024 * 1024,
  /** Concurrent operations on one WebSocket. */
  webSocketOperations: 100,
  /** Tokens of a query document. */
  documentTokens: 4_000,
  /** Depth of nested fields. */
  depth: 12,
  /** Root fields of an operation. */
  rootFields: 30,
  /** Aliases in an operation. */
  aliases: 100,
  /** Values that an answer could contain: see operation-limits. */
  cost: 250_000,
  /** Rows of a page. */
  pageSize: 100,
  defaultPageSize: 50,
  /** Rollouts of one `ingestRollouts`. */
  batchRows: 500,
  /** Golden actions, and expected outputs, of a task. */
  taskEntries: 1_000,
  /** Ancestors of a checkpoint in one answer. */
  lineage: 100,
  /** Workers of the installation in one answer. */
  workers: 200,
  /** Depth of lists and objects in the variables. */
  variableDepth: 50,
  /** Depth of and, or, not in a filter, and its members over all levels. */
  filterDepth: 5,
  filterMembers: 100,
  /** Characters of a name in a filter, and of a cursor. */
  nameLength: 1_000,
  cursorLength: 500,
} as const;

/** Describes, for the schema, the limits that no single field can document. */
export const LIMITS_TEXT =
  `Limits, each named in the error that it causes: request body ${LIMITS.bodyBytes / 1024 / 1024} MB, ` +
  `document ${LIMITS.documentTokens} tokens, field depth ${LIMITS.depth}, ` +
  `variable depth ${LIMITS.variableDepth}, ` +
  `${LIMITS.rootFields} root fields, ${LIMITS.aliases} aliases, and cost ${LIMITS.cost}: the number of values that the answer could contain. ` +
  'Each field counts once per object it is selected on; a page counts `first` or `last` objects, other lists 10 unless stated. Fields that compute state their own cost.';
