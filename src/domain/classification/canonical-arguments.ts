import { parseArguments } from './parse-arguments';

/** Arguments nested deeper than this are rejected; no benchmark tool goes beyond 4. */
export const MAX_ARGUMENT_DEPTH = 100;

const NUMBER_TEXT = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const EMPTY_TEXTS: ReadonlySet<string> = new Set(['null', '""', '[]', '{}']);

/** Arguments of a call in canonical form, for comparing calls: equal texts mean equal arguments. */
export type CanonicalArguments = {
  readonly text: string;
  /** Canonical text of each argument that is not empty. */
  readonly members: ReadonlyMap<string, string>;
};

/**
 * Converts the arguments of a tool call to canonical form: numbers and numeric strings are equal, text is trimmed,
 * empty members (null, "", [], {}) are dropped, lists of objects are sorted. In arXiv 2604.02869 this "deep equality"
 * removed 23.5 % false positives of golden-action matching.
 *
 * @param argumentsText JSON text of an object, verbatim from the agent
 * @returns null when the text is not the JSON text of an object, or is nested deeper than MAX_ARGUMENT_DEPTH.
 *   Numbers are compared as doubles, so integers that differ beyond 2^53 can be equal
 * @see specs/calibration.md section 2
 */
export function canonicalizeArguments(argumentsText: string): CanonicalArguments | null {
  const parsed = parseArguments(argumentsText);
  if (parsed === null || depthExceeds(parsed, MAX_ARGUMENT_DEPTH)) return null;
  const members = canonicalMembers(parsed);
  return { text: joinMembers(members), members };
}

function canonicalMembers(object: object): Map<string, string> {
  const members = new Map<string, string>();
  for (const [key, value] of Object.entries(object)) {
    const text = canonicalText(value);
    if (!EMPTY_TEXTS.has(text)) members.set(key, text);
  }
  return members;
}

function joinMembers(members: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  for (const key of [...members.keys()].sort()) parts.push(`${JSON.stringify(key)}:${members.get(key)!}`);
  return `{${parts.join(',')}}`;
}

function canonicalText(value: unknown): string {
  if (typeof value === 'string') {
    const trimmed = value.trim();
    return NUMBER_TEXT.test(trimmed) ? numberText(Number(trimmed)) : JSON.stringify(trimmed);
  }
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return listText(value);
  if (typeof value === 'object' && value !== null) return joinMembers(canonicalMembers(value));
  return 'null';
}

function listText(list: readonly unknown[]): string {
  const texts = list.map(canonicalText);
  const areObjects = list.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item));
  if (areObjects) texts.sort();
  return `[${texts.join(',')}]`;
}

/** Unlike JSON text, distinguishes infinities from null; -0 equals 0. */
function numberText(value: number): string {
  return String(value === 0 ? 0 : value);
}

/** Walks level by level, because recursion would overflow the stack on the very input that it must reject. */
function depthExceeds(root: object, limit: number): boolean {
  let level: object[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= limit) return true;
    const next: object[] = [];
    for (const parent of level) {
      for (const child of Object.values(parent)) {
        if (typeof child === 'object' && child !== null) next.push(child as object);
      }
    }
    level = next;
  }
  return false;
}
