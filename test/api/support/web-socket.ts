import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Data, GraphqlError, TestApi } from './api-server';

/** One `next` or `error` message of a subscription. */
export type Heard = { readonly data: Data | null; readonly errors: readonly GraphqlError[] | undefined };

/** A WebSocket client that does not come back by itself. */
export function openSocket(api: TestApi, secret: string | null): Client {
  return createClient({
    url: `${api.server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(secret !== null && { connectionParams: { authorization: `Bearer ${secret}` } }),
  });
}

/**
 * Subscribes and collects what is heard.
 *
 * @param enough stops listening after so many messages; absent: until the server completes it
 */
export async function listen(
  client: Client,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  enough = Infinity,
): Promise<Heard[]> {
  const heard: Heard[] = [];
  return new Promise((resolve, reject) => {
    const stop = client.subscribe<Data>(
      { query, variables },
      {
        next: (message) => {
          heard.push({ data: message.data ?? null, errors: message.errors as readonly GraphqlError[] | undefined });
          if (heard.length >= enough) stop();
        },
        error: (problem) => {
          if (!Array.isArray(problem)) reject(problem instanceof Error ? problem : new CloseError(problem));
          else {
            heard.push({ data: null, errors: problem as readonly GraphqlError[] });
            resolve(heard);
          }
        },
        complete: () => {
          resolve(heard);
        },
      },
    );
  });
}

/** The server closed the socket. */
export class CloseError extends Error {
  constructor(readonly event: unknown) {
    const { code, reason } = event as { code?: unknown; reason?: unknown };
    super(`closed with ${String(code)}: ${String(reason)}`);
  }
}
