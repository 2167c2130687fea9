import { createServer, type IncomingMessage, type Server } from 'node:http';
import { buildSchema, execute, parse } from 'graphql';
import { Pool } from 'pg';
import { printSchemaText } from '../../src/api/schema';
import { apiOperations } from './operations';
import type { Seeded } from './seeded';

/**
 * The minimal server for these responses: node:http, a pool of plain `pg` connections as superuser, and `graphql-js`
 * with its default resolvers over the rows, with each document parsed once. No key, no row-level security, no limits,
 * no logging.
 */
export function createBareServer(superuserUrl: string, seeded: Seeded): Server {
  const pool = new Pool({ connectionString: superuserUrl, max: 10 });
  const schema = buildSchema(printSchemaText());
  const operations = new Map(
    apiOperations(seeded).map((operation) => [operation.query, { ...operation, document: parse(operation.query) }]),
  );
  const answer = async (request: IncomingMessage): Promise<string> => {
    const { query, variables } = JSON.parse(await readBody(request)) as {
      query: string;
      variables: Record<string, unknown>;
    };
    const operation = operations.get(query);
    if (operation === undefined) throw new Error(`unknown document ${query}`);
    const client = await pool.connect();
    try {
      const rootValue = { [operation.field]: await operation.answerBare(client, variables) };
      const { document } = operation;
      return JSON.stringify(await execute({ schema, document, rootValue, variableValues: variables }));
    } finally {
      client.release();
    }
  };
  return createServer((request, response) => {
    answer(request).then(
      (text) => response.setHeader('content-type', 'application/json').end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
