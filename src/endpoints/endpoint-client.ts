import { setTimeout as sleepFor } from 'node:timers/promises';
import OpenAI, { APIError } from 'openai';
import type { AddressGuard } from './address-guard';
import type { ChatAnswer, ChatRequest } from './chat';
import { toOpenAiParams } from './chat-params';
import { EndpointError, type EndpointFailure } from './endpoint-error';
import { createGuardedFetch, type GuardedFetch, TransportError } from './guarded-fetch';
import { readAnswer } from './read-answer';
import { retryDelayMs } from './retry-delay';
import { safeExcerpt } from './safe-excerpt';

export type EndpointClientOptions = {
  /** Name in error messages. */
  readonly name: string;
  /** Without a trailing slash; requests go to `<baseUrl>/chat/completions`. */
  readonly baseUrl: string;
  /** Null: requests are sent without a key. */
  readonly apiKey: string | null;
  readonly guard: AddressGuard;
  /** Max size of an answer in bytes; default 8 MiB. */
  readonly maxAnswerBytes?: number;
  /** Clock, sleep and randomness for the pauses between requests; default the real ones. */
  readonly pauses?: Pauses;
};

export type Pauses = {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A number in [0, 1). */
  readonly draw: () => number;
  /** Unix time in ms. */
  readonly now: () => number;
};

export type CallOptions = {
  /** Timeout of each request in ms, until the last byte of its answer. */
  readonly timeoutMs: number;
  /** Max retries after the first request. */
  readonly maxRetries: number;
  readonly signal: AbortSignal;
};

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** A shorter key is a placeholder such as `none`, which may occur as a word in an answer. */
const SHORTEST_SECRET = 8;

const PASSING: readonly EndpointFailure[] = ['TIMEOUT', 'CONNECTION', 'BUSY', 'SERVER_ERROR', 'BROKEN_ANSWER'];

const REAL_PAUSES: Pauses = {
  sleep: (ms, signal) => sleepFor(ms, undefined, { signal }),
  draw: Math.random,
  now: Date.now,
};

/** Result of a failed request. */
type Failed = { readonly failure: EndpointFailure; readonly reason: string; readonly retryAfter: string | null };

/**
 * Client for chat completions of one OpenAI-compatible endpoint. Calls are independent; any number can run
 * concurrently. The key is in private members, so that neither logs nor inspection of the client reveal it.
 */
export class EndpointClient {
  readonly name: string;
  readonly #apiKey: string | null;
  readonly #fetch: GuardedFetch;
  readonly #openai: OpenAI;
  readonly #pauses: Pauses;

  constructor(options: EndpointClientOptions) {
    const { name, baseUrl, apiKey, guard } = options;
    this.name = name;
    this.#apiKey = apiKey;
    this.#pauses = options.pauses ?? REAL_PAUSES;
    this.#fetch = createGuardedFetch(guard, options.maxAnswerBytes ?? MAX_ANSWER_BYTES);
    this.#openai = new OpenAI({
      baseURL: baseUrl,
      // The package fills absent options from environment variables of this process, which are not the organization's.
      apiKey: apiKey ?? 'none',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      defaultHeaders: { authorization: apiKey === null ? null : `Bearer ${apiKey}`, 'user-agent': 'turnwise' },
      fetch: this.#fetch.fetch,
      // Its built-in retries follow only OpenAI's headers and cannot be controlled in a test.
      maxRetries: 0,
      logLevel: 'off',
    });
  }

  /**
   * Send one request to the model; transient failures (429, 500 to 599, 408, dropped connections, timeouts, malformed
   * answers) are retried.
   *
   * @throws EndpointError when there is no answer
   * @throws the signal's reason when it aborts
   */
  async complete(request: ChatRequest, { timeoutMs, maxRetries, signal }: CallOptions): Promise<ChatAnswer> {
    for (let failures = 1; ; failures += 1) {
      signal.throwIfAborted();
      const result = await this.#sendOnce(request, timeoutMs, signal);
      if (!('failure' in result)) return result;
      if (!PASSING.includes(result.failure) || failures > maxRetries) throw this.#errorOf(result, failures);
      await this.#pause({ failures, retryAfter: result.retryAfter }, signal);
    }
  }

  /** Closes remaining connections. */
  close(): Promise<void> {
    return this.#fetch.close();
  }

  async #sendOnce(request: ChatRequest, timeoutMs: number, signal: AbortSignal): Promise<ChatAnswer | Failed> {
    // The package never removes its listener from a signal, and the caller's signal is long-lived.
    const ending = new AbortController();
    const forward = (): void => {
      ending.abort(signal.reason);
    };
    signal.addEventListener('abort', forward, { once: true });
    try {
      const response = await this.#openai.chat.completions
        .create(toOpenAiParams(request), { timeout: timeoutMs, signal: ending.signal })
        .asResponse();
      const answer = readAnswer(this.#withoutKey(await response.text()));
      if (answer !== null) return answer;
      return { failure: 'BROKEN_ANSWER', reason: 'its answer is not a chat completion', retryAfter: null };
    } catch (error) {
      signal.throwIfAborted();
      const failed = this.#failedBy(error, timeoutMs);
      if (failed === null) throw error;
      return failed;
    } finally {
      signal.removeEventListener('abort', forward);
    }
  }

  /** Null for an error not caused by the endpoint. */
  #failedBy(error: unknown, timeoutMs: number): Failed | null {
    if (!(error instanceof APIError)) return null;
    if (error.cause instanceof TransportError) {
      const { failure, message } = error.cause;
      const limit = failure === 'TIMEOUT' ? ` (limit ${timeoutMs} ms)` : '';
      return { failure, reason: message + limit, retryAfter: null };
    }
    if (typeof error.status !== 'number') {
      return { failure: 'CONNECTION', reason: 'it cannot be reached', retryAfter: null };
    }
    const headers: unknown = error.headers;
    return {
      failure: failureOfStatus(error.status),
      reason: `it answers with status ${error.status}${this.#reasonIn(error.error)}`,
      retryAfter: headers instanceof Headers ? headers.get('retry-after') : null,
    };
  }

  /** Some servers echo request headers in their answer; answers are stored, but the key must not be. */
  #withoutKey(body: string): string {
    const key = this.#apiKey;
    if (key === null || key.length < SHORTEST_SECRET) return body;
    return [key, JSON.stringify(key).slice(1, -1)].reduce((text, secret) => text.replaceAll(secret, '[hidden]'), body);
  }

  /** @param body the member `error` of the answer's body, if there was one */
  #reasonIn(body: unknown): string {
    const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : body;
    if (typeof message !== 'string') return '';
    const excerpt = safeExcerpt(message, this.#apiKey === null ? [] : [this.#apiKey]);
    return excerpt === '' ? '' : `: ${excerpt}`;
  }

  #errorOf({ failure, reason }: Failed, requests: number): EndpointError {
    const times = requests === 1 ? '' : ` (${requests} requests)`;
    return new EndpointError(failure, `endpoint "${this.name}": ${reason}${times}`);
  }

  async #pause(moment: { readonly failures: number; readonly retryAfter: string | null }, signal: AbortSignal) {
    const { sleep, draw, now } = this.#pauses;
    try {
      await sleep(retryDelayMs({ ...moment, nowMs: now(), draw: draw() }), signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }
}

function failureOfStatus(status: number): EndpointFailure {
  if (status === 429) return 'BUSY';
  if (status === 408) return 'TIMEOUT';
  return status >= 500 ? 'SERVER_ERROR' : 'REFUSED';
}
