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
  /** Characters of a name in a filter, a cursor, a key. */
  nameLength: 1_000,
  cursorLength: 500,
  idempotencyKeyLength: 200,
} as const;
