import type { Server } from 'node:http';
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
import { authenticate } from './authentication';
import type { ErrorReporter } from '../graph/error-format';
import { LIMITS } from '../guards/limits';
import { assertWithinLimits } from '../guards/operation-limits';
import { type ApiServices, createRequestContext, type RequestContext } from '../graph/request-context';

/** How long a client may take to say goodbye when the server closes. */
const GOODBYE_MS = 2_000;

/** Close code for a server that cannot answer now; clients try again. */
const TRY_AGAIN_LATER = 1013;

export type SubscriptionEndpoint = {
  /** Ends every subscription and closes the sockets. */
  close(): Promise<void>;
};

export type SubscriptionEndpointOptions = {
  readonly schema: GraphQLSchema;
  readonly services: ApiServices;
  readonly errors: ErrorReporter;
  /** How often the key of an open socket is looked up again, so that a revoked one does not go on listening. */
  readonly keyCheckMs: number;
};

/** Subscriptions over WebSocket (graphql-transport-ws) at /graphql. Queries and mutations go over HTTP. */
export function createSubscriptionEndpoint(
  server: Server,
  { schema, services, errors, keyCheckMs }: SubscriptionEndpointOptions,
): SubscriptionEndpoint {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: LIMITS.webSocketMessageBytes });
  // What fails to listen is said by whoever listens; without a handler here ws would print a stack of its own.
  sockets.on('error', () => undefined);
  const timers = new Map<WebSocket, NodeJS.Timeout>();
  const endpoint = useServer(
    {
      onConnect: async (connection) => {
        const { socket } = connection.extra;
        const check = () => authenticate(services.directory, authorizationOf(connection));
        try {
          await check();
        } catch (error) {
          closeSocket(socket, errors, error);
          return false;
        }
        // It may have closed meanwhile, and nobody would then clear the timer.
        if (socket.readyState !== socket.OPEN) return false;
        timers.set(
          socket,
          setInterval(() => void closeUnlessValid(socket, errors, check), keyCheckMs),
        );
        return true;
      },
      onClose: ({ extra }) => {
        clearInterval(timers.get(extra.socket));
        timers.delete(extra.socket);
      },
      onSubscribe: async (connection, _id, payload) => {
        try {
          const running = Object.keys(connection.subscriptions).length;
          if (running > LIMITS.webSocketOperations) {
            throw new LimitExceededError(`a WebSocket carries at most ${LIMITS.webSocketOperations} subscriptions`);
          }
          const principal = await authenticate(services.directory, authorizationOf(connection));
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
    close: async () => {
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
  readonly extra: { readonly request: { readonly headers: { readonly authorization?: string | undefined } } };
};

/** From the connection parameters, which browsers can set, else from the header of the upgrade. */
function authorizationOf({ connectionParams, extra }: Connection): unknown {
  return connectionParams?.authorization ?? connectionParams?.Authorization ?? extra.request.headers.authorization;
}

/** @throws TurnwiseError or GraphQLError for what must not run */
function prepareSubscription(
  schema: GraphQLSchema,
  contextValue: RequestContext,
  { query, operationName, variables }: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  const document = parse(query, { maxLexicalTokens: LIMITS.documentTokens });
  const problems = validate(schema, document);
  if (problems.length > 0) return problems;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new InvalidInputError('operationName: names no operation of the document');
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
    throw new InvalidInputError('queries and mutations go over HTTP POST to this address, not over WebSocket');
  }
  const variableValues = variables ?? {};
  assertWithinLimits(schema, document, operation, variableValues);
  return { schema, document, operationName: operationName ?? null, variableValues, contextValue };
}

async function closeUnlessValid(
  socket: WebSocket,
  errors: ErrorReporter,
  check: () => Promise<unknown>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    // Only a key that is no longer good ends the socket; a database that is away for a moment does not.
    if (error instanceof UnauthenticatedError) closeSocket(socket, errors, error);
  }
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
