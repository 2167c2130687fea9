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
  /** What errors call it. */
  readonly name: string;
  /** Without a slash at the end; requests go to `<baseUrl>/chat/completions`. */
  readonly baseUrl: string;
  /** Null: requests carry none. */
  readonly apiKey: string | null;
  readonly guard: AddressGuard;
  /** Largest answer in bytes; default 8 MiB. */
  readonly maxAnswerBytes?: number;
  /** Time and chance, for the pauses between requests; default real ones. */
  readonly pauses?: Pauses;
};

export type Pauses = {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A number in [0, 1). */
  readonly draw: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

export type CallOptions = {
  /** Of each request, until the last byte of its answer; milliseconds. */
  readonly timeoutMs: number;
  /** Requests after the first one. */
  readonly maxRetries: number;
  readonly signal: AbortSignal;
};

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** A shorter key is a placeholder such as `none`, which can be a word of an answer. */
const SHORTEST_SECRET = 8;

const PASSING: readonly EndpointFailure[] = ['TIMEOUT', 'CONNECTION', 'BUSY', 'SERVER_ERROR', 'BROKEN_ANSWER'];

const REAL_PAUSES: Pauses = {
  sleep: (ms, signal) => sleepFor(ms, undefined, { signal }),
  draw: Math.random,
  now: Date.now,
};

/** What one request came to when it came to no answer. */
type Failed = { readonly failure: EndpointFailure; readonly reason: string; readonly retryAfter: string | null };

/**
 * Chat completions of one OpenAI-compatible endpoint. Calls are independent; any number can run at once. The key lies in
 * private members, so that neither a log nor an inspection of the client shows it.
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
      // Whatever is absent here, the package takes from variables of this process, which are not the organization's.
      apiKey: apiKey ?? 'none',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      defaultHeaders: { authorization: apiKey === null ? null : `Bearer ${apiKey}`, 'user-agent': 'turnwise' },
      fetch: this.#fetch.fetch,
      // Its own retries follow headers of OpenAI alone and cannot be timed in a test.
      maxRetries: 0,
      logLevel: 'off',
    });
  }

  /**
   * Ask the model once; failures that may pass (429, 500 to 599, 408, cut connections, time limits, answers that are none)
   * are tried again.
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

  /** Cuts what is left of connections. */
  close(): Promise<void> {
    return this.#fetch.close();
  }

  async #sendOnce(request: ChatRequest, timeoutMs: number, signal: AbortSignal): Promise<ChatAnswer | Failed> {
    // The package never takes its listener off the signal that it is given, and the caller's lives long.
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
      return { failure: 'BROKEN_ANSWER', reason: 'its answer is no chat completion', retryAfter: null };
    } catch (error) {
      signal.throwIfAborted();
      const failed = this.#failedBy(error, timeoutMs);
      if (failed === null) throw error;
      return failed;
    } finally {
      signal.removeEventListener('abort', forward);
    }
  }

  /** Null for an error that is not the endpoint's. */
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

  /** Some servers answer with the headers that they were sent: what an answer holds is stored, the key is not. */
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
