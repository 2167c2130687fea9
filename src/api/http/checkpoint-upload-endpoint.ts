import type { Request, RequestHandler } from 'express';
import { InvalidInputError, LimitExceededError } from '../../errors';
import { spoolContent } from '../../files/spool-content';
import { readId } from '../../ids';
import type { Logger } from '../../logging';
import { uploadCheckpoint } from '../../services/training/upload-checkpoint';
import { requireText, TEXTS } from '../../stored-text';
import type { ErrorReporter } from '../graph/error-format';
import { readQueryParameters } from './query-parameters';
import type { ApiServices } from '../graph/request-context';
import { TakeTurns } from '../graph/take-turns';
import { createUploadHandler } from './upload-handler';

type UploadOptions = {
  readonly errors: ErrorReporter;
  readonly logger: Logger;
  /** Largest file, bytes. */
  readonly maxModelBytes: number;
};

/**
 * POST /checkpoints[?experiment=NAME][&parent=ID][&trainingRun=ID&step=N]: an ONNX policy as the raw body; of an EXTERNAL
 * training run it is its newest checkpoint then. With the header `Idempotency-Key`, a repetition of the same upload gets the first
 * answer, and another upload with that key is a CONFLICT. It is written to disk as it arrives, then
 * checked in a process of its own, one file at a time. Answers 201 with `{id, modelHash, modelBytes}`, or
 * `{error: {code, message}}`.
 */
export function createCheckpointUploadHandler(
  { database, authenticator, files }: Pick<ApiServices, 'database' | 'authenticator' | 'files'>,
  { errors, logger, maxModelBytes }: UploadOptions,
): RequestHandler {
  const checks = new TakeTurns();
  return createUploadHandler({ authenticator, operation: 'POST /checkpoints', errors, logger }, async (received) => {
    const { request, response, tenantId } = received;
    const names = ['experiment', 'parent', 'trainingRun', 'step'] as const;
    const { experiment, parent, trainingRun, step } = readQueryParameters(request, names);
    const parentId = parent === null ? null : readId('parent', parent);
    const training = readTraining(trainingRun, step);
    assertAcceptable(request.headers, maxModelBytes);
    const idempotencyKey = readIdempotencyKey(request);
    const content = await spoolContent(received.readBody(), maxModelBytes, 'model');
    try {
      const place = { database, files, tenantId };
      const upload = { experiment, parentId, training, content, idempotencyKey };
      const { id, modelHash, modelBytes } = await checks.run(() => {
        received.signal.throwIfAborted();
        return uploadCheckpoint(place, upload);
      });
      response.status(201).json({ id, modelHash, modelBytes });
    } finally {
      await content.remove();
    }
  });
}

/** @throws InvalidInputError for a key that is empty or given twice, LimitExceededError for one that is too long */
function readIdempotencyKey(request: Request): string | null {
  const [key, ...others] = request.headersDistinct['idempotency-key'] ?? [];
  if (key === undefined) return null;
  if (others.length > 0) throw new InvalidInputError('Idempotency-Key: is given more than once');
  requireText('Idempotency-Key', key, TEXTS.idempotencyKey);
  return key;
}

/** @throws InvalidInputError for a run without a step, a step without a run, and an invalid step */
function readTraining(runId: string | null, step: string | null) {
  if (runId === null && step === null) return null;
  if (runId === null) throw new InvalidInputError('trainingRun: is missing; step requires it');
  const id = readId('trainingRun', runId);
  if (step === null || !/^\d{1,9}$/.test(step)) {
    throw new InvalidInputError(`step: is "${step ?? ''}"; with trainingRun it must be a whole number from 0`);
  }
  return { runId: id, step: Number(step) };
}

/** Refuses by its headers an upload that need not be read. */
function assertAcceptable(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  maxModelBytes: number,
): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new InvalidInputError(`Content-Encoding: is "${String(encoding).slice(0, 80)}"; send the file unencoded`);
  }
  const length = Number(headers['content-length'] ?? 0);
  if (length > maxModelBytes) {
    throw new LimitExceededError(`model has ${length} bytes; at most ${maxModelBytes} are allowed`);
  }
}
