import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export type ReceivedRequest = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON. */
  readonly body: ChatBody;
};

/** The members of a chat completion's body that tests look at. */
export type ChatBody = {
  readonly model: string;
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly [member: string]: unknown;
};

/** How the server treats one request. */
export type Behaviour = (response: ServerResponse, request: ReceivedRequest) => void;

/** An OpenAI-compatible server on loopback that does what it is told. */
export type ModelServer = {
  /** Base address, `/v1` included. */
  readonly baseUrl: string;
  readonly requests: readonly ReceivedRequest[];
  /** Connections that stand. */
  countConnections(): Promise<number>;
  close(): Promise<void>;
};

/**
 * @param script the behaviour for each request in turn, of which the last one is kept for all that follow; or a choice by
 *   request and its index, from 0
 * @param host a loopback address
 */
export async function startModelServer(
  script: readonly Behaviour[] | ((request: ReceivedRequest, index: number) => Behaviour),
  host = '127.0.0.1',
): Promise<ModelServer> {
  const requests: ReceivedRequest[] = [];
  const choose = (request: ReceivedRequest, index: number): Behaviour =>
    typeof script === 'function' ? script(request, index) : script[Math.min(index, script.length - 1)]!;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body = (text === '' ? {} : JSON.parse(text)) as ChatBody;
      const request = { path: incoming.url ?? '', headers: incoming.headers, body };
      requests.push(request);
      choose(request, requests.length - 1)(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    baseUrl: `http://${host}:${(server.address() as AddressInfo).port}/v1`,
    requests,
    countConnections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => {
          if (error === null) resolve(count);
          else reject(error);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
