import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { ConflictError, InvalidInputError, TurnwiseError, UnavailableError } from '../errors';

type DriverError = { readonly code?: unknown; readonly constraint?: unknown; readonly message?: unknown };

function driverErrorOf(error: unknown): DriverError | null {
  if (typeof error !== 'object' || error === null) return null;
  const inner = (error as { driverError?: unknown }).driverError;
  return typeof inner === 'object' && inner !== null ? inner : error;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '53300',
]);

/** Whether the connection, not the statement, failed: the same work can succeed later. */
export function isConnectionFailure(error: unknown): boolean {
  // The connection was cut between two statements of a transaction, or during one.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError)
    return true;
  const driver = driverErrorOf(error);
  if (driver === null) return false;
  const code = typeof driver.code === 'string' ? driver.code : '';
  const message = typeof driver.message === 'string' ? driver.message : '';
  return (
    CONNECTION_CODES.has(code) ||
    code.startsWith('08') ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(message)
  );
}

/** Name of the violated unique constraint (23505), otherwise null. */
export function violatedUniqueConstraint(error: unknown): string | null {
  const driver = driverErrorOf(error);
  return driver?.code === '23505' && typeof driver.constraint === 'string' ? driver.constraint : null;
}

/**
 * Runs a write of values that must be unique.
 *
 * @param taken names the field and its value
 * @throws ConflictError with this message if they are already taken
 */
export async function refuseTaken<Result>(write: () => Promise<Result>, taken: string): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw violatedUniqueConstraint(error) === null ? error : new ConflictError(taken, { cause: error });
  }
}

/**
 * Converts a database error to the error for the caller. Our own errors and unknown ones pass unchanged; unknown ones
 * become INTERNAL at the edge.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof TurnwiseError) return error;
  if (isConnectionFailure(error))
    return new UnavailableError('the database cannot be reached; try again', { cause: error });
  const code = driverErrorOf(error)?.code;
  // Conflicts on values that a caller chose are reported by name where they are written. What remains here are versions
  // that two writers numbered at the same time.
  if (code === '40P01' || code === '40001' || violatedUniqueConstraint(error) !== null)
    return new UnavailableError('another write got in the way of this one; try again', { cause: error });
  const shortage = findShortage(code);
  if (shortage !== null) return new UnavailableError(`${shortage}; try again later`, { cause: error });
  if (code === '22021')
    return new InvalidInputError('a text contains a NUL character, which cannot be stored', { cause: error });
  return error;
}

/** What the database's machine lacks, so that the same work can succeed once that is mended. */
function findShortage(code: unknown): string | null {
  if (typeof code !== 'string') return null;
  if (code === '53100') return 'the disk of the database is full';
  if (code === '53200') return 'the database is out of memory';
  if (code.startsWith('53')) return 'the database is short of resources';
  if (code === '25006') return 'the database accepts no writes now';
  return code.startsWith('58') ? 'the disk of the database fails' : null;
}

/**
 * Error for a configured role, database or privilege that Postgres refuses; any other as `translateDatabaseError`.
 *
 * @param setting variable that names it
 */
export function explainRefusedSetting(error: unknown, setting: string): unknown {
  const driver = driverErrorOf(error);
  const code = typeof driver?.code === 'string' ? driver.code : '';
  // Class 28: no such role or wrong password; 3D000: no such database; 42501: missing privilege; 42704: no such role.
  const isRefused = code.startsWith('28') || ['3D000', '42501', '42704'].includes(code);
  return isRefused
    ? new InvalidInputError(`${setting}: ${String(driver?.message)}`, { cause: error })
    : translateDatabaseError(error);
}
