import { InvalidInputError, LimitExceededError } from '../../errors';
import { spoolBytes } from '../../files/spool';
import { FILE_LIMITS } from '../../formats/file-limits';
import { readResults } from '../../formats/read-results';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { findRolloutProblem } from './find-rollout-problem';
import { ingestRollouts, type RowVerdict } from './ingest-rollouts';
import type { IngestRow } from './ingest-row';
import { sha256 } from '../../sha256';

export type ImportOptions = {
  readonly experimentId: string;
  /** Reject the whole file if one row is invalid, instead of skipping that row. */
  readonly isStrict: boolean;
  /** Policy name for rollouts whose file names none; null: `unnamed`. */
  readonly policyName: string | null;
  readonly simulatorName: string | null;
  /** Ends the import when its client is gone; rows already stored are kept. */
  readonly signal?: AbortSignal;
};

/** Why a row was rejected. */
export type ImportProblem = { readonly row: number; readonly field: string; readonly message: string };

/** Result of an import. `rows` = accepted + duplicates + rejected. */
export type ImportReport = {
  readonly rows: number;
  readonly accepted: number;
  /** Rows that the experiment already had. */
  readonly duplicates: number;
  readonly rejected: number;
  /** The first MAX_REPORTED_PROBLEMS problems; `rejected` counts all of them. */
  readonly problems: readonly ImportProblem[];
  readonly problemsTruncated: boolean;
  /** Why reading stopped before the end of the file; null if it did not. Rows read before that are stored. */
  readonly fileError: string | null;
};

export const MAX_REPORTED_PROBLEMS = 100;

/** Max rows or bytes of a batch. Each batch is one unit of work, which bounds memory and locks. */
const BATCH_ROWS = 200;
const BATCH_BYTES = 8 * 1024 * 1024;

const UNNAMED = 'unnamed';

/**
 * Reads a tau-bench or tau2-bench result file, plain or gzip, and stores its rollouts batch by batch. Accepted rows
 * stay stored if a later part of the file is broken, and importing the file again adds only the missing rows.
 *
 * @throws NotFoundError if the organization has no such experiment
 * @throws InvalidInputError in strict mode if a row or the file is invalid; nothing is stored then
 * @throws LimitExceededError if the file exceeds one of FILE_LIMITS; the message says how many of its rows were stored
 * @throws the reason of `signal` if it ends the import
 */
export async function importResults(
  database: TenantDatabase,
  tenantId: string,
  options: ImportOptions,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ImportReport> {
  await database.inTenant(tenantId, (stores) => stores.experiments.get(options.experimentId));
  if (!options.isStrict) return importStream(database, tenantId, options, bytes);
  const spool = await spoolBytes(bytes);
  try {
    await refuseBadRows(spool.read(), options);
    return await importStream(database, tenantId, options, spool.read());
  } finally {
    await spool.remove();
  }
}

async function importStream(
  database: TenantDatabase,
  tenantId: string,
  options: ImportOptions,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ImportReport> {
  const rows = readRows(bytes, options);
  try {
    return await storeRows(rows, (batch) => ingestRollouts(database, tenantId, options.experimentId, batch));
  } finally {
    // If rows cannot be stored, the rest is not read; this closes the file.
    await rows.return(undefined);
  }
}

async function storeRows(
  rows: AsyncGenerator<ReadRow>,
  store: (batch: readonly IngestRow[]) => Promise<readonly RowVerdict[]>,
): Promise<ImportReport> {
  const tally = new Tally();
  let batch: IngestRow[] = [];
  let batchBytes = 0;
  const flush = async () => {
    tally.add(await store(batch));
    batch = [];
    batchBytes = 0;
  };
  for (;;) {
    let next: IteratorResult<ReadRow>;
    try {
      next = await rows.next();
    } catch (error) {
      const isOfFile = error instanceof InvalidInputError || error instanceof LimitExceededError;
      if (!isOfFile) throw error;
      await flush();
      if (error instanceof LimitExceededError) throw tally.exceed(error.message);
      return tally.report(error.message);
    }
    if (next.done === true) break;
    if (tally.rejectedCount > FILE_LIMITS.badRows) {
      await flush();
      throw tally.exceed(`the file has more than ${FILE_LIMITS.badRows} bad rows, which is the limit`);
    }
    if ('problem' in next.value) tally.reject(next.value.problem);
    else {
      batch.push(next.value.ingestRow);
      batchBytes += next.value.size;
      if (batch.length >= BATCH_ROWS || batchBytes >= BATCH_BYTES) await flush();
    }
  }
  await flush();
  return tally.report(null);
}

async function refuseBadRows(bytes: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<void> {
  for await (const row of readRows(bytes, options)) {
    const problem = 'problem' in row ? row.problem : withRow(findRolloutProblem(row.ingestRow), row.ingestRow.row);
    if (problem !== null) {
      throw new InvalidInputError(
        `strict: row ${problem.row}, ${problem.field || 'whole row'}: ${problem.message}; nothing was stored`,
      );
    }
  }
}

type ReadRow = { readonly problem: ImportProblem } | { readonly ingestRow: IngestRow; readonly size: number };

async function* readRows(bytes: AsyncIterable<Uint8Array>, options: ImportOptions): AsyncGenerator<ReadRow> {
  const { signal } = options;
  for await (const result of readResults(bytes, signal === undefined ? {} : { signal })) {
    if ('problem' in result) {
      yield { problem: { row: result.row, field: result.problem.field, message: result.problem.message } };
      continue;
    }
    const ingestRow = {
      row: result.row,
      clientId: result.clientId,
      policyName: options.policyName ?? result.policyName ?? UNNAMED,
      simulatorName: options.simulatorName ?? result.simulatorName ?? UNNAMED,
      simulatorVersion: 'unknown',
      rollout: result.rollout,
      contentHash: sha256(result.raw),
      isTaskDescribed: result.isTaskDescribed,
      isIdentifiedByContent: true,
    };
    yield { ingestRow, size: result.raw.length };
  }
}

function withRow(problem: { field: string; message: string } | null, row: number): ImportProblem | null {
  return problem === null ? null : { row, ...problem };
}

class Tally {
  private accepted = 0;
  private duplicates = 0;
  private rejected = 0;
  private readonly problems: ImportProblem[] = [];

  get rejectedCount(): number {
    return this.rejected;
  }

  add(verdicts: readonly RowVerdict[]): void {
    for (const verdict of verdicts) {
      if (verdict.status === 'ACCEPTED') this.accepted++;
      else if (verdict.status === 'DUPLICATE') this.duplicates++;
      else this.reject({ row: verdict.row, field: verdict.field ?? '', message: verdict.message ?? '' });
    }
  }

  reject(problem: ImportProblem): void {
    this.rejected++;
    if (this.problems.length < MAX_REPORTED_PROBLEMS) this.problems.push(problem);
  }

  /** The error for a limit that was found in the middle of a file. */
  exceed(limit: string): LimitExceededError {
    const [first] = this.problems;
    const why = first === undefined ? '' : `; the first bad row is ${first.row}: ${first.message}`;
    const stored = `${this.accepted} rows were stored before, ${this.duplicates} were there already`;
    return new LimitExceededError(`${limit}; ${stored}${why}`);
  }

  report(fileError: string | null): ImportReport {
    return {
      rows: this.accepted + this.duplicates + this.rejected,
      accepted: this.accepted,
      duplicates: this.duplicates,
      rejected: this.rejected,
      problems: this.problems,
      problemsTruncated: this.rejected > this.problems.length,
      fileError,
    };
  }
}
