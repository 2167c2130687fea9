import { isIP } from 'node:net';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import { type AddressGuard, BlockedAddressError } from './address-guard';
import type { EndpointFailure } from './endpoint-error';

/** A request that failed before there was an answer. The message contains no part of request or answer. */
export class TransportError extends Error {
  constructor(
    readonly failure: EndpointFailure,
    message: string,
  ) {
    super(message);
    this.name = 'TransportError';
  }
}

/** A `fetch` that connects only to checked addresses and reads every answer completely. */
export type GuardedFetch = {
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Closes the connections. */
  readonly close: () => Promise<void>;
};

/**
 * Headers that are sent to an endpoint; other headers added by libraries reveal details of this machine and are
 * removed.
 */
const SENT_HEADERS = ['accept', 'authorization', 'content-type', 'user-agent'];

/** Connection timeout in ms. */
const CONNECT_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_CODES = ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'];

/**
 * Creates a `fetch` that connects only to addresses that the guard permits. Redirects are not followed: an answer of
 * 300 to 399 is an error, and its body is not read. A body is read completely, up to the cap, so that a caller's
 * timeout covers it. Every failure is a TransportError, including an aborted signal, because only the caller knows who
 * aborted it.
 *
 * @param maxBytes max size of an answer's body, decompressed
 */
export function createGuardedFetch(guard: AddressGuard, maxBytes: number): GuardedFetch {
  // The signal of each request limits the time.
  const agent = new Agent({ connect: guardedConnector(guard), headersTimeout: 0, bodyTimeout: 0 });
  return {
    fetch: (url, init) => fetchOnce({ agent, maxBytes, url: url instanceof Request ? url.url : url }, init),
    close: () => agent.destroy(),
  };
}

/** Resolves the host and connects to the checked address, with the host's name for TLS. */
function guardedConnector(guard: AddressGuard): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
  return (options, callback) => {
    guard.addressOf(options.hostname).then(
      (address) => {
        const isNamed = isIP(options.hostname.replace(/^\[(.*)\]$/, '$1')) === 0;
        connect(
          { ...options, hostname: address, ...(isNamed && { servername: options.servername ?? options.hostname }) },
          callback,
        );
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('the host could not be resolved'), null);
      },
    );
  };
}

type Target = { readonly agent: Agent; readonly maxBytes: number; readonly url: string | URL };

async function fetchOnce({ agent, maxBytes, url }: Target, init: RequestInit = {}): Promise<Response> {
  const { signal } = init;
  try {
    const response = await undiciFetch(url, {
      method: init.method ?? 'GET',
      headers: sentHeaders(init.headers),
      body: typeof init.body === 'string' ? init.body : null,
      redirect: 'manual',
      dispatcher: agent,
      signal: signal ?? null,
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new TransportError('REDIRECT', `it answers with a redirect (${response.status}), which is not followed`);
    }
    const body = await readCapped(response.body, maxBytes);
    // A response with status 204 or 304 must not have a body, not even an empty one.
    return new Response(body.length === 0 ? null : body, {
      status: response.status,
      headers: Object.fromEntries(response.headers),
    });
  } catch (error) {
    if (error instanceof TransportError) throw error;
    if (signal?.aborted === true) throw new TransportError('TIMEOUT', 'it did not answer in time');
    throw transportErrorOf(error);
  }
}

function sentHeaders(given: RequestInit['headers']): Record<string, string> {
  const headers = new Headers(given);
  return Object.fromEntries([...headers].filter(([name]) => SENT_HEADERS.includes(name)));
}

type Chunks = AsyncIterable<Uint8Array>;

async function readCapped(body: Chunks | null, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the body, which closes its connection.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new TransportError('OVERSIZED', `its answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function transportErrorOf(error: unknown): TransportError {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof BlockedAddressError) return new TransportError('BLOCKED', cause.message);
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'no code';
  if (CONNECT_TIMEOUT_CODES.includes(code))
    return new TransportError('TIMEOUT', 'no connection to it could be established');
  const word = /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? ` (${code})` : '';
  return new TransportError('CONNECTION', `it cannot be reached, or dropped the connection${word}`);
}
