import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Request, RequestHandler, Response } from 'express';
import { DATA_POLICY } from './response-headers';

/** How long a client may keep a connection waiting. All in milliseconds. */
export type HttpTimeouts = {
  /** From the first moment of a connection, or of its next request, to the end of the request's head. */
  readonly headMs: number;
  /** From the head to the end of a body that is read whole (`/graphql`). Uploads are streams and have no limit as a whole. */
  readonly bodyMs: number;
  /** How long the rest of a body that was answered early is read and thrown away, so that the client sees the answer. */
  readonly leftoverMs: number;
  /** Between two requests of a connection. */
  readonly keepAliveMs: number;
  /** Without a byte in either direction while a request is under way. */
  readonly silenceMs: number;
  /** How often the heads under way are looked at: `headMs` is exact to this. */
  readonly checkMs: number;
};

export const HTTP_TIMEOUTS: HttpTimeouts = {
  headMs: 20_000,
  bodyMs: 120_000,
  leftoverMs: 30_000,
  keepAliveMs: 5_000,
  silenceMs: 10 * 60_000,
  checkMs: 2_000,
};

/** Bytes of a request's head, address included; more is answered 431. */
const MAX_HEAD_BYTES = 16 * 1024;

/** Headers of a request; Node ignores those beyond, so the bytes are the limit that matters. */
const MAX_HEADERS = 500;

/** How long a handler that has not answered yet may do so after its request turned out to be malformed. */
const LAST_WORD_MS = 1_000;

/**
 * The HTTP server with each of its timeouts set by name: in Node `requestTimeout: 0` alone switches `headersTimeout` off too.
 * What its parser refuses is answered with a status, `{error: {code, message}}` and the end of the connection.
 */
export function createHttpServer(listener: RequestListener, timeouts: HttpTimeouts): Server {
  const running = new WeakMap<Duplex, Response>();
  const server = createServer(
    {
      headersTimeout: timeouts.headMs,
      // It would end long uploads; `limitBodyTime` is for the others.
      requestTimeout: 0,
      keepAliveTimeout: timeouts.keepAliveMs,
      connectionsCheckingInterval: timeouts.checkMs,
      maxHeaderSize: MAX_HEAD_BYTES,
    },
    (request, response) => {
      running.set(request.socket, response as Response);
      listener(request, response);
    },
  );
  server.timeout = timeouts.silenceMs;
  server.maxHeadersCount = MAX_HEADERS;
  const refused = new WeakSet<Duplex>();
  server.on('clientError', (error: Error, socket) => {
    // A parser that failed once fails again for every byte that follows.
    if (refused.has(socket)) return;
    refused.add(socket);
    socket.pause();
    refuse(socket, running.get(socket), error);
  });
  return server;
}

/** Cuts the connection when a whole body does not arrive in time; a body that may be read slowly must not come here. */
export function limitBodyTime(bodyMs: number, answerLate: (response: Response) => void): RequestHandler {
  return (request, response, next) => {
    const timer = setTimeout(() => {
      if (request.complete || response.headersSent) return;
      response.set('connection', 'close');
      answerLate(response);
    }, bodyMs);
    response.once('close', () => {
      clearTimeout(timer);
    });
    next();
  };
}

/** Cuts the connection when a client goes on sending, or falls silent, after its request was answered early. */
export function limitLeftovers(leftoverMs: number): RequestHandler {
  return (request, response, next) => {
    response.once('finish', () => {
      if (!request.complete) cutUnlessComplete(request, leftoverMs);
    });
    next();
  };
}

function cutUnlessComplete(request: Request, afterMs: number): void {
  const { socket } = request;
  const cut = setTimeout(() => {
    if (!request.complete) socket.destroy();
  }, afterMs);
  const keep = (): void => {
    clearTimeout(cut);
  };
  request.once('end', keep);
  socket.once('close', keep);
}

/** @param response of the request whose body broke off; undefined when there was no head yet */
function refuse(socket: Duplex, response: Response | undefined, error: Error): void {
  if (response === undefined || response.writableFinished) {
    const isBodyOfAnswered = response !== undefined && !response.req.complete;
    end(socket, isBodyOfAnswered ? '' : answerTo(error));
    return;
  }
  // Whoever has no key hears that first, so the handler may speak; one that waits for the body never will.
  const waitMs = isEndOfInput(error) ? 0 : LAST_WORD_MS;
  const impatience = setTimeout(() => {
    end(socket, response.headersSent ? '' : answerTo(error));
  }, waitMs);
  const stop = (): void => {
    clearTimeout(impatience);
    end(socket, '');
  };
  response.once('finish', stop);
  socket.once('close', stop);
}

/** True when the client has left, or sends nothing more: work on its request must end at once. */
function isEndOfInput(error: Error): boolean {
  return 'code' in error && (error.code === 'HPE_INVALID_EOF_STATE' || error.code === 'ECONNRESET');
}

function end(socket: Duplex, lastWords: string): void {
  if (socket.destroyed) return;
  if (!socket.writable) socket.destroy();
  else socket.end(lastWords, () => socket.destroy());
}

const REFUSALS: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'LIMIT_EXCEEDED', 'the head of the request did not arrive in time'],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'LIMIT_EXCEEDED',
    `the head of the request has more than ${MAX_HEAD_BYTES} bytes`,
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Content Too Large', 'LIMIT_EXCEEDED', 'the extensions of a chunk are too large'],
};

function answerTo(error: Error): string {
  const reason = 'code' in error ? String(error.code) : '';
  const malformed = [
    '400 Bad Request',
    'INVALID_INPUT',
    `the request is malformed (${reason || error.message})`,
  ] as const;
  const [status, code, message] = REFUSALS[reason] ?? malformed;
  const body = JSON.stringify({ error: { code, message } });
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    `Content-Security-Policy: ${DATA_POLICY}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
