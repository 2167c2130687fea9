import type { Request, RequestHandler } from 'express';
import { InvalidInputError } from '../../errors';
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
 * POST /import?experiment=NAME[&strict=true][&policy=NAME][&simulator=NAME]: a result file as the raw or gzipped body, of any size.
 * It is read as fast as its rows are stored. Answers the report of the import, or `{error: {code, message}}`.
 */
export function createImportHandler(
  { database, directory }: Pick<ApiServices, 'database' | 'directory'>,
  { errors, logger }: { readonly errors: ErrorReporter; readonly logger: Logger },
): RequestHandler {
  return createUploadHandler({ directory, operation: 'POST /import', errors, logger }, async (upload) => {
    const { request, response, tenantId } = upload;
    assertReadableEncoding(request);
    const { experiment, ...options } = readQuery(request);
    const { id } = await database.inTenant(tenantId, (stores) => stores.experiments.getByName(experiment));
    response.json(await importResults(database, tenantId, { ...options, experimentId: id }, upload.readBody()));
  });
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
