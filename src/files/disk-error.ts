import { TurnwiseError, UnavailableError } from '../errors';

/** The most common causes, in words. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk accepts no writes',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk fails',
};

/**
 * Turns a system error about a file of this server into one for the client. System errors contain paths of this machine,
 * which belong only in the log. Returns any other error unchanged.
 *
 * @param what cannot be done, as a sentence: `the upload cannot be kept`
 */
export function explainDiskError(error: unknown, what: string): unknown {
  const code = systemCodeOf(error);
  if (code === null || error instanceof TurnwiseError) return error;
  const cause = CAUSES[code];
  const message = cause === undefined ? `${what} (${code})` : `${what}: ${cause} (${code}); try again later`;
  return new UnavailableError(message, { cause: error });
}

/** Code of a system error, e.g. ENOENT; null for any other error. */
export function systemCodeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
