import { isIP } from 'node:net';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import { type AddressGuard, BlockedAddressError } from './address-guard';
import type { EndpointFailure } from './endpoint-error';

/** A request that came to nothing before there was an answer to look at. The message holds nothing of request or answer. */
export class TransportError extends Error {
  constructor(
    readonly failure: EndpointFailure,
    message: string,
  ) {
    super(message);
    this.name = 'TransportError';
  }
}

/** A `fetch` that reaches checked addresses alone and reads every answer to its end. */
export type GuardedFetch = {
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Cuts the connections. */
  readonly close: () => Promise<void>;
};

/** Headers that an endpoint is sent; what a library adds beyond them says more about this machine than it must. */
const SENT_HEADERS = ['accept', 'authorization', 'content-type', 'user-agent'];

/** Milliseconds until a connection stands. */
const CONNECT_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_CODES = ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'];

/**
 * A `fetch` whose connections go to addresses that the guard permits. Redirects are not followed: an answer of 300 to 399
 * is an error, and its body is not read. A body is read whole, up to the cap, so that a caller's time limit covers it. Whatever
 * goes wrong is a TransportError; an aborted signal too, because the caller knows best who aborted it.
 *
 * @param maxBytes of an answer's body, decompressed
 */
export function createGuardedFetch(guard: AddressGuard, maxBytes: number): GuardedFetch {
  // Time is limited by the signal of each request.
  const agent = new Agent({ connect: guardedConnector(guard), headersTimeout: 0, bodyTimeout: 0 });
  return {
    fetch: (url, init) => fetchOnce({ agent, maxBytes, url: url instanceof Request ? url.url : url }, init),
    close: () => agent.destroy(),
  };
}

/** Resolves the host, and connects to the address that was checked, under the name of the host. */
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
    // A status of 204 or 304 must not come with a body, not even an empty one.
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
  if (CONNECT_TIMEOUT_CODES.includes(code)) return new TransportError('TIMEOUT', 'no connection to it came about');
  const word = /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? ` (${code})` : '';
  return new TransportError('CONNECTION', `it cannot be reached, or cut the connection${word}`);
}
