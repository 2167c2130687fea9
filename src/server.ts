import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { ErrorReporter } from './api/error-format';
import { createGraphqlEndpoint } from './api/graphql-endpoint';
import { createHealthHandler } from './api/health';
import { buildApiSchema } from './api/schema';
import { START_PAGE } from './api/start-page';
import { UnavailableError } from './errors';
import type { Logger } from './logging';
import type { TenantDatabase } from './persistence/tenant-database';
import { TenantDirectory } from './persistence/tenant-directory';

export type ServerOptions = {
  readonly database: TenantDatabase;
  /** Application role; for the connection that listens to events. */
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  readonly logger: Logger;
  /** How long requests may go on after `close` was called, milliseconds; default 10,000. */
  readonly drainMs?: number;
};

export type RunningServer = {
  /** Base address, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops accepting, ends subscriptions, lets requests end; resolves when nothing runs any more. */
  close(): Promise<void>;
};

/** Starts the API: GraphQL at /graphql, uploads at /import, /health. The database stays the caller's to close. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { database, logger, drainMs = 10_000 } = options;
  const services = { database, directory: new TenantDirectory(database) };
  const errors = new ErrorReporter(logger);
  const schema = buildApiSchema();
  const graphql = await createGraphqlEndpoint(schema, services, { errors, logger });

  const app = express();
  app.disable('x-powered-by');
  app.get('/health', createHealthHandler(services));
  app.get('/graphql', (_request, response) => {
    response.type('html').send(START_PAGE);
  });
  app.post('/graphql', ...graphql.handlers);

  const server = createServer(app);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  logger.info({ url }, 'API is listening');
  return {
    url,
    port,
    close: async () => {
      const drained = stopAccepting(server, drainMs);
      await drained;
      await graphql.close();
    },
  };
}

/** @throws UnavailableError when the port is taken */
function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new UnavailableError(`cannot listen on ${host}:${port}: ${error.message}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

/** Resolves when every connection is gone; those that are still busy after `drainMs` are cut. */
function stopAccepting(server: Server, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
    }, drainMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
