import type { Request, RequestHandler } from 'express';
import { InvalidInputError, LimitExceededError } from '../../errors';
import { FILE_LIMITS } from '../../formats/file-limits';
import type { Logger } from '../../logging';
import { importResults } from '../../services/rollouts/import-results';
import { TEXTS } from '../../stored-text';
import type { ErrorReporter } from '../graph/error-format';
import { readQueryParameters, requireParameter } from './query-parameters';
import type { ApiServices } from '../graph/request-context';
import { createUploadHandler } from './upload-handler';

type ImportQuery = {
  readonly experiment: string;
  readonly isStrict: boolean;
  readonly policyName: string | null;
  readonly simulatorName: string | null;
};

/**
 * POST /import?experiment=NAME[&strict=true][&policy=NAME][&simulator=NAME]: a result file as the raw or gzipped body.
 * Its limits are FILE_LIMITS. It is read as fast as its rows are stored. Answers the report of the import, or
 * `{error: {code, message}}`, also when no row could be read.
 */
export function createImportHandler(
  { database, authenticator }: Pick<ApiServices, 'database' | 'authenticator'>,
  { errors, logger }: { readonly errors: ErrorReporter; readonly logger: Logger },
): RequestHandler {
  return createUploadHandler({ authenticator, operation: 'POST /import', errors, logger }, async (upload) => {
    const { request, response, tenantId, signal } = upload;
    assertReadableEncoding(request);
    const { experiment, ...options } = readQuery(request);
    const { id } = await database.inTenant(tenantId, (stores) => stores.experiments.getByName(experiment));
    const bytes = limitBytes(waitAfter(request, upload.readBody()), options.isStrict);
    const report = await importResults(database, tenantId, { ...options, experimentId: id, signal }, bytes);
    // A report of nothing with status 200 would look like success to `curl --fail`.
    if (report.rows === 0 && report.fileError !== null) throw new InvalidInputError(report.fileError);
    response.json(report);
  });
}

/** The body; once it has arrived, the client may stay silent for as long as the rows take to check and store. */
async function* waitAfter(request: Request, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* body;
  request.socket.setTimeout(0);
}

/** @throws LimitExceededError as soon as the body is larger than its limit */
async function* limitBytes(body: AsyncIterable<Uint8Array>, isStrict: boolean): AsyncGenerator<Uint8Array> {
  const limit = isStrict ? FILE_LIMITS.strictUploadBytes : FILE_LIMITS.uploadBytes;
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) {
      const kind = isStrict ? ' of a strict import' : '';
      throw new LimitExceededError(`the body${kind} has more than ${limit} bytes, which is the limit; split the file`);
    }
    yield chunk;
  }
}

/** The importer knows gzip by its first bytes, so the header only must not promise anything else. */
function assertReadableEncoding(request: Request): void {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding.toLowerCase())) {
    throw new InvalidInputError(`Content-Encoding: is "${encoding.slice(0, 80)}"; send gzip or nothing`);
  }
}

/** @throws InvalidInputError for a parameter that is missing, unknown, repeated, or cannot be stored */
function readQuery(request: Request): ImportQuery {
  const query = readQueryParameters(request, ['experiment', 'strict', 'policy', 'simulator']);
  const { experiment, policy: policyName, simulator: simulatorName } = query;
  if (experiment === null) throw new InvalidInputError('experiment: is missing; give the name of an experiment');
  const strict = query.strict ?? 'false';
  if (strict !== 'true' && strict !== 'false') {
    throw new InvalidInputError(`strict: is "${strict.slice(0, 80)}"; it must be true or false`);
  }
  if (policyName !== null) requireParameter('policy', policyName, TEXTS.recordedName);
  if (simulatorName !== null) requireParameter('simulator', simulatorName, TEXTS.recordedName);
  return { experiment, isStrict: strict === 'true', policyName, simulatorName };
}
