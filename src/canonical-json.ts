import { sha256 } from './sha256';

/** JSON text with the members of every object sorted by key, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** SHA-256 of a value's canonical JSON: equal for equal values, in whatever order their members were written. */
export function hashJson(value: unknown): string {
  return sha256(canonicalJson(value));
}
