/** Every cap of the API, in one place. Each is named in the error that it causes and in the schema's descriptions. */
export const LIMITS = {
  /** Bytes of a GraphQL request body, after decompression. */
  bodyBytes: 16 * 1024 * 1024,
  /** Bytes of a WebSocket message. */
  webSocketMessageBytes: 1024 * 1024,
  /** Operations that run at once on one WebSocket. */
  webSocketOperations: 100,
  /** Words and signs of a query document. */
  documentTokens: 4_000,
  /** Levels of nested fields. */
  depth: 12,
  /** Fields at the root of an operation. */
  rootFields: 30,
  /** Aliases in an operation. */
  aliases: 100,
  /** Values that an answer could have: see operation-limits. */
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
  /** Levels of lists and objects in the variables. */
  variableDepth: 50,
  /** Levels of and, or, not in a filter, and its members over all levels. */
  filterDepth: 5,
  filterMembers: 100,
  /** Characters of a name in a filter, of a cursor. */
  nameLength: 1_000,
  cursorLength: 500,
} as const;

/** What the schema says of the limits that no single field can document. */
export const LIMITS_TEXT =
  `Limits, each named in the error that it causes: a body of ${LIMITS.bodyBytes / 1024 / 1024} MB, ` +
  `${LIMITS.documentTokens} words and signs in a document, ${LIMITS.depth} levels of fields, ` +
  `${LIMITS.variableDepth} levels of variables, ` +
  `${LIMITS.rootFields} root fields, ${LIMITS.aliases} aliases, and an answer of at most ${LIMITS.cost} values ` +
  '(each field counts once for each object it is asked of: a page counts `first` or `last` objects, another list 10 unless known; a field that computes says what it counts).';
