import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { InvalidInputError, NotFoundError, UnavailableError } from '../../errors';
import type { FileStore } from '../../files/file-store';
import { readId } from '../../ids';
import type { Logger } from '../../logging';
import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { sendError } from './error-answer';
import { assertAllowed } from '../guards/authorization';
import type { ClientError, ErrorReporter } from '../graph/error-format';
import type { ApiServices } from '../graph/request-context';

type CheckpointFile = { readonly name: string; readonly hash: string; readonly size: number };

/**
 * GET /checkpoints/ID/model.onnx and GET /checkpoints/ID/optimizer.bin, as a stream. The ETag is the hash of the file.
 * The last bytes are sent only after all were checked against it, so that a damaged file ends early and never looks
 * complete.
 */
export function createCheckpointDownloadHandler(
  { database, authenticator, files }: Pick<ApiServices, 'database' | 'authenticator' | 'files'>,
  { errors, logger }: { readonly errors: ErrorReporter; readonly logger: Logger },
): RequestHandler {
  return async (request, response) => {
    let tenantId: string | null = null;
    try {
      const principal = await authenticator.authenticate(request.headers.authorization, request.socket.remoteAddress);
      tenantId = principal.tenantId;
      assertAllowed(principal.role, 'READ', 'GET /checkpoints');
      const { id, file } = readPlace(request.path);
      const checkpointId = readId('checkpoint', id);
      const checkpoint = await database.inTenant(tenantId, (stores) => stores.checkpoints.get(checkpointId));
      await sendFile({ request, response }, { files, tenantId }, fileOf(checkpoint, file));
    } catch (error) {
      if (response.destroyed) {
        logger.info({ tenantId }, 'the client disconnected before its download was complete');
        return;
      }
      const described = errors.describe(error, tenantId);
      // Once bytes are sent, only closing the connection can signal that they are incomplete.
      if (response.headersSent) response.destroy();
      else sendDownloadError(response, described);
    }
  };
}

/** Path of a checkpoint's file. It has no named parts because Express would reject broken escapes before the key is checked. */
export const CHECKPOINT_FILE_PATH = /^\/checkpoints\/[^/]+\/[^/]+\/?$/;

/** @throws InvalidInputError for percent escapes that are not UTF-8 */
function readPlace(address: string): { readonly id: string; readonly file: string } {
  const [, , id = '', file = ''] = address.split('/');
  try {
    return { id: decodeURIComponent(id), file: decodeURIComponent(file) };
  } catch {
    throw new InvalidInputError(`the address has escapes that are no UTF-8: "${address.slice(0, 80)}"`);
  }
}

/** @throws NotFoundError for a file that the checkpoint does not have */
function fileOf(checkpoint: Checkpoint, name: string): CheckpointFile {
  const { modelHash, modelBytes, optimizerHash, optimizerBytes } = checkpoint;
  if (name === 'model.onnx') return { name, hash: modelHash, size: modelBytes };
  if (name === 'optimizer.bin' && optimizerHash !== null && optimizerBytes !== null) {
    return { name, hash: optimizerHash, size: optimizerBytes };
  }
  const has = optimizerHash === null ? 'model.onnx' : 'model.onnx and optimizer.bin';
  throw new NotFoundError(`checkpoint ${checkpoint.id} has no ${name.slice(0, 80)}; it has ${has}`);
}

async function sendFile(
  { request, response }: { readonly request: Request; readonly response: Response },
  { files, tenantId }: { readonly files: FileStore; readonly tenantId: string },
  { name, hash, size }: CheckpointFile,
): Promise<void> {
  const etag = `"${hash}"`;
  const known = request.headers['if-none-match'] ?? '';
  if (known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
    response.status(304).set({ etag }).end();
    return;
  }
  const stored = await files.size(tenantId, hash);
  if (stored === null) throw new NotFoundError(`${name} is no longer in the file store`);
  if (stored !== size) throw new UnavailableError(`${name} is damaged: ${stored} bytes are stored instead of ${size}`);
  response.status(200).set({
    etag,
    'content-type': 'application/octet-stream',
    'content-length': String(size),
    'content-disposition': `attachment; filename="${name}"`,
    // The address names a checkpoint, and a checkpoint never changes.
    'cache-control': 'private, max-age=31536000, immutable',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(Readable.from(files.read(tenantId, hash), { objectMode: false }), response);
}

function sendDownloadError(response: Response, error: ClientError): void {
  for (const name of ['etag', 'content-length', 'content-disposition', 'cache-control']) response.removeHeader(name);
  sendError(response, error);
}
