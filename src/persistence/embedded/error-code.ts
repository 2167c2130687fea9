/**
 * Whether a system call failed with this code, such as `ENOENT`.
 *
 * Checks the field instead of `instanceof Error`, because under jest the errors of Node's modules belong to another
 * realm.
 */
export function hasErrorCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
