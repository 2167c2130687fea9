import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type RequestHandler, type Response } from 'express';
import { GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import { InvalidInputError, LimitExceededError } from '../../errors';
import type { Logger } from '../../logging';
import type { ErrorReporter } from '../graph/error-format';
import { explainHttpError, setErrorStatus } from './error-answer';
import { limitBodyTime } from './http-server';
import { LIMITS } from '../guards/limits';
import { assertWithinLimits } from '../guards/operation-limits';
import { type ApiServices, createRequestContext, type RequestContext } from '../graph/request-context';

type Locals = { context: RequestContext };

/** Queries and mutations over HTTP POST. */
export type GraphqlEndpoint = {
  /** To be mounted at the path, in order. */
  readonly handlers: readonly (RequestHandler | ErrorRequestHandler)[];
  close(): Promise<void>;
};

export type GraphqlEndpointOptions = {
  readonly errors: ErrorReporter;
  readonly logger: Logger;
  /** How long a body may take to arrive. */
  readonly bodyMs: number;
};

export async function createGraphqlEndpoint(
  schema: GraphQLSchema,
  services: ApiServices,
  { errors, logger, bodyMs }: GraphqlEndpointOptions,
): Promise<GraphqlEndpoint> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: LIMITS.documentTokens },
    logger,
    formatError: (_formatted, error) => errors.format(error, null),
    plugins: [
      limitOperations(schema, errors),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  const authenticateRequest: RequestHandler = async (request, response, next) => {
    try {
      const principal = await services.authenticator.authenticate(
        request.headers.authorization,
        request.socket.remoteAddress,
      );
      (response.locals as Locals).context = createRequestContext(services, principal);
      next();
    } catch (error) {
      sendGraphqlError(response, errors, error);
    }
  };
  const execute: RequestHandler = expressMiddleware(apollo, {
    context: ({ res }) => Promise.resolve((res.locals as Locals).context),
  });
  return {
    handlers: [
      authenticateRequest,
      limitBodyTime(bodyMs, (response) => {
        const text = `the body did not arrive within ${bodyMs} ms; send it faster or in smaller pieces`;
        sendGraphqlError(response, errors, new LimitExceededError(text), 408);
      }),
      express.json({ limit: LIMITS.bodyBytes }),
      answerBodyError(errors),
      execute,
    ],
    close: () => apollo.stop(),
  };
}

/** Answers with one error in the shape of a GraphQL answer. */
function sendGraphqlError(response: Response, errors: ErrorReporter, error: unknown, status?: number): void {
  const { message, ...extensions } = errors.describe(error, null);
  setErrorStatus(response, extensions.code);
  if (status !== undefined) response.status(status);
  response.json({ errors: [{ message, extensions }] });
}

function answerBodyError(errors: ErrorReporter): ErrorRequestHandler {
  return (problem: unknown, _request, response, next) => {
    if (response.headersSent) next(problem);
    else sendGraphqlError(response, errors, toBodyError(problem));
  };
}

function toBodyError(problem: unknown): unknown {
  const { type } = problem as { type?: unknown };
  if (type === 'entity.too.large') {
    return new LimitExceededError(
      `the body is larger than ${LIMITS.bodyBytes} bytes (16 MB); send fewer rows at a time`,
    );
  }
  return explainHttpError(problem);
}

function limitOperations(schema: GraphQLSchema, errors: ErrorReporter): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation, document, request }) => {
          // Without an operation Apollo answers itself: no operation, or none of that name.
          if (operation === undefined) return Promise.resolve();
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
            const text = 'subscriptions go over WebSocket (graphql-transport-ws) to this address, not over HTTP POST';
            throw refused(new InvalidInputError(text));
          }
          try {
            assertWithinLimits(schema, document, operation, request.variables ?? {});
          } catch (error) {
            throw refused(error);
          }
          return Promise.resolve();
        },
        // Here the organization is known; what is described here is not logged again when it is formatted.
        didEncounterErrors: ({ errors: found, contextValue }) => {
          for (const error of found) errors.describe(error, contextValue.tenantId);
          return Promise.resolve();
        },
      }),
  };
}

function refused(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 400 } } });
}
