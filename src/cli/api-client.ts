import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { InvalidInputError, NotFoundError, TurnwiseError, UnavailableError } from '../errors';
import type { ImportReport } from '../services/rollouts/import-results';
import type { Operation } from './queries/operation';
import { downloadFile } from './download-file';
import { sendRequest } from './send-request';

/** Base URL of the API and the key sent with each request. */
export type ApiAddress = { readonly url: string; readonly key: string };

export type ImportTarget = {
  readonly experiment: string;
  readonly isStrict: boolean;
  readonly policy: string | null;
  readonly simulator: string | null;
};

export type UploadedCheckpoint = { readonly id: string; readonly modelHash: string; readonly modelBytes: number };

type AnswerError = { readonly message: string; readonly extensions?: { readonly code?: unknown } };
type GraphqlAnswer = { readonly data?: unknown; readonly errors?: readonly AnswerError[] };

/** A subscription's connection broke; a new one can resume where it stopped. */
export class ConnectionLostError extends UnavailableError {}

/** The public API as the command line uses it; notebooks and dashboards use the same API. */
export class ApiClient {
  constructor(private readonly address: ApiAddress) {}

  /**
   * @throws NotFoundError or InvalidInputError with the response's messages; UnavailableError if the server does not
   *   answer
   */
  async query<Result, Variables>({ text }: Operation<Result, Variables>, variables: Variables): Promise<Result> {
    const answer = (await this.post('/graphql', JSON.stringify({ query: text, variables }), {
      'content-type': 'application/json',
    })) as GraphqlAnswer;
    if (answer.errors !== undefined && answer.errors.length > 0) throw errorOf(answer.errors);
    return answer.data as Result;
  }

  /** Streams a result file, plain or gzip, to the import endpoint. */
  async importFile(file: string, target: ImportTarget): Promise<ImportReport> {
    return this.importBytes(createReadStream(file), target);
  }

  async importBytes(bytes: Readable, target: ImportTarget): Promise<ImportReport> {
    const parameters = new URLSearchParams({ experiment: target.experiment });
    if (target.isStrict) parameters.set('strict', 'true');
    if (target.policy !== null) parameters.set('policy', target.policy);
    if (target.simulator !== null) parameters.set('simulator', target.simulator);
    const answer = await this.post(`/import?${parameters.toString()}`, bytes, {
      'content-type': 'application/octet-stream',
    });
    return answer as ImportReport;
  }

  /** Streams an ONNX policy to the API, which validates it. */
  async uploadCheckpoint(
    file: string,
    target: { readonly experiment: string | null; readonly parent: string | null },
  ): Promise<UploadedCheckpoint> {
    const parameters = new URLSearchParams();
    if (target.experiment !== null) parameters.set('experiment', target.experiment);
    if (target.parent !== null) parameters.set('parent', target.parent);
    const answer = await this.post(`/checkpoints?${parameters.toString()}`, createReadStream(file), {
      'content-type': 'application/octet-stream',
    });
    return answer as UploadedCheckpoint;
  }

  /** Downloads a checkpoint file to disk and verifies its hash. @returns its size in bytes */
  downloadCheckpoint(id: string, name: 'model.onnx' | 'optimizer.bin', destination: string): Promise<number> {
    const address = new URL(`${this.address.url}/checkpoints/${encodeURIComponent(id)}/${name}`);
    return downloadFile(address, this.address.key, destination);
  }

  /**
   * Yields a subscription's events until the server completes it.
   *
   * @throws InvalidInputError or NotFoundError if the server refuses it; UnavailableError if the server stops;
   *   ConnectionLostError if the connection fails or breaks
   */
  async *subscribe<Result, Variables extends Record<string, unknown>>(
    { text }: Operation<Result, Variables>,
    variables: Variables,
  ): AsyncGenerator<Result> {
    const client = createClient({
      url: `${this.address.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.address.key}` },
      retryAttempts: 0,
    });
    try {
      for await (const result of client.iterate<Result>({ query: text, variables })) {
        if (result.errors !== undefined && result.errors.length > 0) {
          throw new InvalidInputError(result.errors.map((error) => error.message).join('; '));
        }
        if (result.data !== null && result.data !== undefined) yield result.data;
      }
    } catch (error) {
      throw error instanceof TurnwiseError ? error : describeSubscriptionEnd(error);
    } finally {
      await client.dispose();
    }
  }

  private async post(path: string, body: string | Readable, headers: Record<string, string>): Promise<unknown> {
    const address = new URL(`${this.address.url}${path}`);
    const answer = await sendRequest(address, body, { ...headers, authorization: `Bearer ${this.address.key}` });
    let parsed: unknown;
    try {
      parsed = JSON.parse(answer.text);
    } catch {
      throw new UnavailableError(`${address.origin}${path} answered ${answer.status} with a body that is not JSON`);
    }
    if (answer.status >= 400) throw new InvalidInputError(messageOf(parsed) ?? `${path} answered ${answer.status}`);
    return parsed;
  }
}

function errorOf(errors: readonly AnswerError[]): Error {
  const message = errors.map((error) => error.message).join('; ');
  return errors.every((error) => error.extensions?.code === 'NOT_FOUND')
    ? new NotFoundError(message)
    : new InvalidInputError(message);
}

/** Close code of a server that shuts down in order (RFC 6455, going away). */
const GOING_AWAY = 1001;
/** Close code of a server that refuses the key (graphql-transport-ws). */
const UNAUTHORIZED = 4401;

/** Converts what ended a subscription: the client throws a close event, a list of GraphQL errors or a socket error. */
function describeSubscriptionEnd(error: unknown): Error {
  if (Array.isArray(error)) return errorOf(error as readonly AnswerError[]);
  if (isCloseEvent(error)) {
    const code: number = error.code;
    if (code === UNAUTHORIZED) return new InvalidInputError(error.reason);
    if (code === GOING_AWAY) return new UnavailableError('the server was stopped');
  }
  return new ConnectionLostError('the connection to the server was lost', { cause: error });
}

function isCloseEvent(error: unknown): error is { readonly code: number; readonly reason: string } {
  return typeof error === 'object' && error !== null && 'code' in error && 'reason' in error;
}

function messageOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { error, errors } = answer as { error?: { message?: unknown }; errors?: readonly { message?: unknown }[] };
  const messages = [error?.message, ...(errors ?? []).map((one) => one.message)];
  const texts = messages.filter((message) => typeof message === 'string');
  return texts.length === 0 ? null : texts.join('; ');
}
