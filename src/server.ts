import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import { ErrorReporter } from './api/graph/error-format';
import { Authenticator } from './api/guards/authenticator';
import { WRONG_KEY_LIMITS, WrongKeyDelays, type WrongKeyLimits } from './api/guards/wrong-key-delays';
import { CHECKPOINT_FILE_PATH, createCheckpointDownloadHandler } from './api/http/checkpoint-download-endpoint';
import { createCheckpointUploadHandler } from './api/http/checkpoint-upload-endpoint';
import { createGraphqlEndpoint } from './api/http/graphql-endpoint';
import { createHealthHandler } from './api/http/health';
import { explainHttpError, refuseOtherGraphqlMethods, refuseOtherMethods, sendError } from './api/http/error-answer';
import { createHttpServer, HTTP_TIMEOUTS, type HttpTimeouts, limitLeftovers } from './api/http/http-server';
import { createImportHandler } from './api/http/import-endpoint';
import { setSecurityHeaders, showStartPage } from './api/http/response-headers';
import { buildApiSchema } from './api/schema';
import { createSubscriptionEndpoint } from './api/http/subscription-endpoint';
import { ComputePool } from './compute/compute-pool';
import { createEndpointAccess, type EndpointAccess, NO_ENDPOINT_SETTINGS } from './endpoints/endpoint-access';
import { UnavailableError } from './errors';
import { EventFeed } from './events/event-feed';
import type { FileStore } from './files/file-store';
import type { Logger } from './logging';
import { NotificationListener } from './persistence/notification-listener';
import { EVENT_CHANNEL } from './persistence/stores/jobs/event-store';
import { REVOKED_KEY_CHANNEL } from './persistence/stores/organizations/api-key-store';
import type { TenantDatabase } from './persistence/tenant-database';
import { TenantDirectory } from './persistence/tenant-directory';
import { KEY_USE_WRITE_MS, KeyUses } from './services/organizations/key-uses';
import { SilenceWatch } from './services/training/silence-watch';
import { Environments } from './services/worlds/environments';

export type ServerOptions = {
  readonly database: TenantDatabase;
  /** Application role, for the connection that listens for events. */
  readonly databaseUrl: string;
  /** The file store, shared with the workers. */
  readonly files: FileStore;
  /** Max size of an uploaded ONNX file in bytes; default 256 MiB. */
  readonly maxModelBytes?: number;
  /** Default: endpoints on internal hosts are refused and no API key can be stored. */
  readonly endpoints?: EndpointAccess;
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  readonly logger: Logger;
  /** How long requests may continue after `close` was called, ms; default 10,000. */
  readonly drainMs?: number;
  /** How often the keys of open WebSockets are looked up in case a notification was lost, milliseconds; default 30,000. */
  readonly keyCheckMs?: number;
  /** How often it is written when keys were last used, milliseconds; default KEY_USE_WRITE_MS. */
  readonly keyUseWriteMs?: number;
  /** Default: WRONG_KEY_LIMITS. */
  readonly wrongKeys?: Partial<WrongKeyLimits>;
  /** Default: HTTP_TIMEOUTS. */
  readonly timeouts?: Partial<HttpTimeouts>;
};

export type RunningServer = {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting requests, ends subscriptions and lets running requests finish; resolves when nothing runs any more.
   * May be called twice.
   */
  close(): Promise<void>;
};

/** Max concurrent computations that requests wait for; others wait in order. */
const COMPUTE_THREADS = 2;

/** How often a closing server checks for idle connections, ms. */
const IDLE_SWEEP_MS = 50;

/**
 * Starts the API: GraphQL at /graphql (POST and WebSocket), uploads at /import, files at /checkpoints, and /health. The
 * caller closes the database.
 *
 * @throws UnavailableError if the port is taken or the database cannot be listened to
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { database, databaseUrl, logger, drainMs = 10_000, keyCheckMs = 30_000, files } = options;
  const { maxModelBytes = 256 * 1024 * 1024 } = options;
  const events = new EventFeed({
    readSince: (tenantId, stream, since, limit) =>
      database.inTenant(tenantId, (stores) => stores.events.readSince(stream, since, limit)),
  });
  const compute = new ComputePool(COMPUTE_THREADS);
  const endpoints = options.endpoints ?? createEndpointAccess(NO_ENDPOINT_SETTINGS);
  // The API only generates worlds; the benchmark folder belongs to the workers.
  const environments = new Environments(null);
  const directory = new TenantDirectory(database);
  const keyUses = new KeyUses({ directory, logger, writeMs: options.keyUseWriteMs ?? KEY_USE_WRITE_MS });
  const silence = new SilenceWatch({ database, logger });
  const delays = new WrongKeyDelays({ ...WRONG_KEY_LIMITS, ...options.wrongKeys });
  const authenticator = new Authenticator(directory, keyUses, delays);
  const services = { database, directory, authenticator, events, compute, endpoints, environments, files };
  const errors = new ErrorReporter(logger);
  const schema = buildApiSchema();
  const timeouts = { ...HTTP_TIMEOUTS, ...options.timeouts };
  const graphql = await createGraphqlEndpoint(schema, services, { errors, logger, bodyMs: timeouts.bodyMs });

  const app = express();
  app.disable('x-powered-by');
  app.use(setSecurityHeaders);
  app.use(limitLeftovers(timeouts.leftoverMs));
  app.get('/health', createHealthHandler(services));
  app.all('/health', refuseOtherMethods('GET', 'HEAD'));
  app.get('/graphql', showStartPage);
  app.post('/graphql', ...graphql.handlers);
  app.all('/graphql', refuseOtherGraphqlMethods);
  app.post('/import', createImportHandler(services, { errors, logger }));
  app.all('/import', refuseOtherMethods('POST'));
  app.post('/checkpoints', createCheckpointUploadHandler(services, { errors, logger, maxModelBytes }));
  app.all('/checkpoints', refuseOtherMethods('POST'));
  app.get(CHECKPOINT_FILE_PATH, createCheckpointDownloadHandler(services, { errors, logger }));
  app.all(CHECKPOINT_FILE_PATH, refuseOtherMethods('GET', 'HEAD'));
  app.use((_request, response) => {
    sendError(response, { code: 'NOT_FOUND', message: 'there is /graphql, /import, /checkpoints and /health' });
  });

  const server = createHttpServer(createListener(app, errors), timeouts);
  const subscriptions = createSubscriptionEndpoint(server, { schema, services, errors, keyCheckMs });
  const listener = new NotificationListener(databaseUrl, {
    [EVENT_CHANNEL]: events,
    [REVOKED_KEY_CHANNEL]: subscriptions.keySockets,
  });
  await listener.start();
  try {
    await listen(server, options);
  } catch (error) {
    await listener.close();
    throw error;
  }
  silence.start();
  const { port } = server.address() as AddressInfo;
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  logger.info({ url }, 'API is listening');
  const stop = async (): Promise<void> => {
    const drained = stopAccepting(server, drainMs);
    await subscriptions.close();
    await drained;
    compute.close();
    await graphql.close();
    await keyUses.close();
    await silence.close();
    await listener.close();
    logger.info('API has stopped');
  };
  let stopped: Promise<void> | null = null;
  return { url, port, close: () => (stopped ??= stop()) };
}

/** Passes each request to the app. By default Express would answer uncaught errors with their stack, or print it. */
function createListener(app: Express, errors: ErrorReporter): RequestListener {
  return (request, response) => {
    app(request as Request, response as Response, (error?: unknown) => {
      answerUnexpected(response as Response, errors, error);
    });
  };
}

function answerUnexpected(response: Response, errors: ErrorReporter, error: unknown): void {
  const described = errors.describe(explainHttpError(error), null);
  if (response.headersSent) response.destroy();
  else sendError(response, described);
}

/** @throws UnavailableError if the port is taken */
function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => {
      reject(new UnavailableError(`cannot listen on ${host}:${port}: ${error.message}`, { cause: error }));
    };
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

/** Resolves when all connections are closed; those still busy after `drainMs` are cut. */
function stopAccepting(server: Server, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, IDLE_SWEEP_MS);
    const impatience = setTimeout(() => {
      server.closeAllConnections();
    }, drainMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(impatience);
      resolve();
    });
  });
}
