import type { IncomingMessage, Server } from 'node:http';
import {
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { CloseCode, type SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { InvalidInputError, LimitExceededError, UnauthenticatedError } from '../../errors';
import { KeySockets } from './key-sockets';
import type { Principal } from '../../persistence/tenant-directory';
import type { ErrorReporter } from '../graph/error-format';
import { LIMITS } from '../guards/limits';
import { assertWithinLimits } from '../guards/operation-limits';
import { type ApiServices, createRequestContext, type RequestContext } from '../graph/request-context';

/** Time that a client has to close its socket when the server closes. */
const GOODBYE_MS = 2_000;

/** Time that a client has to close its socket after its key was revoked. */
const REVOKED_GOODBYE_MS = 500;

/** Close code for a server that is temporarily unavailable; clients try again. */
const TRY_AGAIN_LATER = 1013;

export type SubscriptionEndpoint = {
  /** Source of notifications of revoked keys. */
  readonly keySockets: KeySockets;
  /** Ends every subscription and closes the sockets. */
  close(): Promise<void>;
};

export type SubscriptionEndpointOptions = {
  readonly schema: GraphQLSchema;
  readonly services: ApiServices;
  readonly errors: ErrorReporter;
  /** Interval at which the keys of open sockets are checked, in case the notification of a revocation was lost. */
  readonly keyCheckMs: number;
};

/** Subscriptions over WebSocket (graphql-transport-ws) at /graphql. Queries and mutations go over HTTP. */
export function createSubscriptionEndpoint(
  server: Server,
  { schema, services, errors, keyCheckMs }: SubscriptionEndpointOptions,
): SubscriptionEndpoint {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: LIMITS.webSocketMessageBytes });
  // The HTTP server reports errors of listening; without a handler here ws would print a stack trace.
  sockets.on('error', () => undefined);
  const keySockets = new KeySockets({
    directory: services.directory,
    end: (socket) => {
      endSocket(socket, errors);
    },
    onError: (error) => errors.describe(error, null),
    checkMs: keyCheckMs,
  });
  const identify = (connection: Connection): Promise<Principal> =>
    services.authenticator.authenticate(authorizationOf(connection), connection.extra.request.socket.remoteAddress);
  const endpoint = useServer(
    {
      onConnect: async (connection) => {
        const { socket } = connection.extra;
        try {
          const { keyId } = await identify(connection);
          // The socket may have closed in the meantime, and nothing would then remove it from its key.
          if (socket.readyState !== socket.OPEN) return false;
          if (!keySockets.add(keyId, socket)) throw revoked();
          return true;
        } catch (error) {
          closeSocket(socket, errors, error);
          return false;
        }
      },
      onSubscribe: async (connection, _id, payload) => {
        try {
          const running = Object.keys(connection.subscriptions).length;
          if (running > LIMITS.webSocketOperations) {
            throw new LimitExceededError(`a WebSocket carries at most ${LIMITS.webSocketOperations} subscriptions`);
          }
          const principal = await identify(connection);
          return prepareSubscription(schema, createRequestContext(services, principal), payload);
        } catch (error) {
          return [toGraphqlError(error)];
        }
      },
      onError: (_connection, _id, _payload, found) => found.map((error) => errors.format(error, null)),
      onNext: (_connection, _id, _payload, args, result) => {
        const { tenantId } = args.contextValue as RequestContext;
        if (result.errors === undefined) return undefined;
        return { data: result.data ?? null, errors: result.errors.map((error) => errors.format(error, tenantId)) };
      },
      isProd: true,
    },
    sockets,
  );
  return {
    keySockets,
    close: async () => {
      keySockets.close();
      const impatience = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, GOODBYE_MS);
      await endpoint.dispose();
      clearTimeout(impatience);
    },
  };
}

type Connection = {
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
  readonly extra: { readonly request: IncomingMessage };
};

/** Read from the connection parameters, which browsers can set, otherwise from the header of the upgrade request. */
function authorizationOf({ connectionParams, extra }: Connection): unknown {
  return connectionParams?.authorization ?? connectionParams?.Authorization ?? extra.request.headers.authorization;
}

/** @throws TurnwiseError or GraphQLError for an operation that must not run */
function prepareSubscription(
  schema: GraphQLSchema,
  contextValue: RequestContext,
  { query, operationName, variables }: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  const document = parse(query, { maxLexicalTokens: LIMITS.documentTokens });
  const problems = validate(schema, document);
  if (problems.length > 0) return problems;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new InvalidInputError('operationName: the document has no operation of this name');
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
    throw new InvalidInputError('queries and mutations go over HTTP POST to this address, not over WebSocket');
  }
  const variableValues = variables ?? {};
  assertWithinLimits(schema, document, operation, variableValues);
  return { schema, document, operationName: operationName ?? null, variableValues, contextValue };
}

function revoked(): UnauthenticatedError {
  return new UnauthenticatedError('the API key is unknown or revoked');
}

/** Closes the socket of a revoked key, and terminates it if its client does not close it too. */
function endSocket(socket: WebSocket, errors: ErrorReporter): void {
  closeSocket(socket, errors, revoked());
  const impatience = setTimeout(() => {
    socket.terminate();
  }, REVOKED_GOODBYE_MS);
  socket.once('close', () => {
    clearTimeout(impatience);
  });
}

function closeSocket(socket: WebSocket, errors: ErrorReporter, error: unknown): void {
  const { code, message } = errors.describe(error, null);
  const closeCode =
    code === 'UNAUTHENTICATED'
      ? CloseCode.Unauthorized
      : code === 'UNAVAILABLE'
        ? TRY_AGAIN_LATER
        : CloseCode.InternalServerError;
  // A close reason holds at most 123 bytes.
  socket.close(closeCode, `${code}: ${message}`.slice(0, 120));
}

function toGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(cause.message, { originalError: cause });
}
