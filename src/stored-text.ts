import { InvalidInputError, LimitExceededError } from './errors';

/** Rule for external text before it is stored. */
export type TextRule = {
  readonly max: number;
  /**
   * `bytes` of UTF-8 where `max` characters could exceed the limit of an index; otherwise `characters` (Unicode code
   * points).
   */
  readonly unit: 'bytes' | 'characters';
  /** False for names and keys, which must have a visible character. */
  readonly mayBeBlank: boolean;
  /** True for secrets, which messages never repeat. */
  readonly isSecret?: boolean;
};

export type TextProblem = {
  readonly kind: 'NUL' | 'SURROGATE' | 'LENGTH' | 'BLANK';
  /** Without the name of the field, e.g. `has a NUL character at position 3; Postgres cannot store it`. */
  readonly message: string;
};

/** Max size in bytes of an index entry in Postgres: a B-tree page holds at least three entries. */
export const MAX_INDEX_ENTRY_BYTES = 2704;

/** Text rules used by more than one part of the code. */
export const TEXTS = {
  /** A name chosen by the client. */
  name: { max: 200, unit: 'characters', mayBeBlank: false },
  /** Shorter, because checkpoints and policies are named after it. */
  trainingName: { max: 150, unit: 'characters', mayBeBlank: false },
  /** A name or id from a record, stored in an index. */
  recordedName: { max: 1000, unit: 'bytes', mayBeBlank: false },
  /** A short text from a record, not stored in an index. */
  recordedWord: { max: 1000, unit: 'characters', mayBeBlank: false },
  /** Name of a tool verbatim from an agent, which may be any text; stored in an index. */
  toolName: { max: 500, unit: 'characters', mayBeBlank: true },
  /** A message, arguments or a result, which can be empty. */
  content: { max: 10_000_000, unit: 'characters', mayBeBlank: true },
  idempotencyKey: { max: 200, unit: 'characters', mayBeBlank: false },
  metricName: { max: 200, unit: 'characters', mayBeBlank: false },
  /** A message from a person who plays the user. */
  userMessage: { max: 10_000, unit: 'characters', mayBeBlank: false },
  /** A description or comment. */
  note: { max: 10_000, unit: 'characters', mayBeBlank: true },
} as const satisfies Readonly<Record<string, TextRule>>;

const NUL = '\0';
const LONE_SURROGATE = /\p{Surrogate}/u;
/**
 * Spaces, control characters and default-ignorable code points such as zero-width characters; and the braille blank.
 */
const ALL_INVISIBLE = /^[\p{White_Space}\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Max characters of a value shown in a message. */
const EXCERPT = 40;

/** Finds what prevents a text from being stored, or null. */
export function findTextProblem(text: string, rule: TextRule): TextProblem | null {
  const nul = text.indexOf(NUL);
  if (nul >= 0) {
    return { kind: 'NUL', message: `has a NUL character at position ${nul}; Postgres cannot store it` };
  }
  if (!text.isWellFormed()) {
    const at = LONE_SURROGATE.exec(text)!.index;
    return { kind: 'SURROGATE', message: `has half of a surrogate pair at position ${at}; it is not valid Unicode` };
  }
  const length = lengthOf(text, rule);
  if (length > rule.max) {
    const shown = rule.isSecret === true ? '' : `: "${excerptOf(text)}"`;
    return { kind: 'LENGTH', message: `has ${length} ${unitText(rule)}; at most ${rule.max} are allowed${shown}` };
  }
  if (!rule.mayBeBlank && ALL_INVISIBLE.test(text)) {
    return { kind: 'BLANK', message: 'is blank; it must have a visible character' };
  }
  return null;
}

/**
 * @param field how the client names the value
 * @throws LimitExceededError for a text that is too long; InvalidInputError for one that cannot be stored or is blank
 */
export function requireText(field: string, text: string, rule: TextRule): void {
  const problem = findTextProblem(text, rule);
  if (problem === null) return;
  const message = `${field} ${problem.message}`;
  throw problem.kind === 'LENGTH' ? new LimitExceededError(message) : new InvalidInputError(message);
}

/** The start of a text, for a message. */
export function excerptOf(text: string): string {
  return text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT).toWellFormed()}...`;
}

/** Describes a rule to clients, e.g. `At most 200 characters; not blank.` */
export function describeRule(rule: TextRule): string {
  return `At most ${rule.max} ${unitText(rule)}${rule.mayBeBlank ? '' : '; not blank'}.`;
}

/**
 * Makes the text of a model or tool storable in Postgres: NUL and half surrogate pairs become the replacement
 * character. Texts from clients are rejected instead: see `requireText`.
 *
 * @param text null stays null
 */
export function toStorableText<Text extends string | null>(text: Text): Text extends string ? string : string | null;
export function toStorableText(text: string | null): string | null {
  return text === null ? null : text.replaceAll(NUL, '\uFFFD').toWellFormed();
}

function unitText({ unit }: TextRule): string {
  return unit === 'bytes' ? 'bytes of UTF-8' : 'characters';
}

function lengthOf(text: string, { max, unit }: TextRule): number {
  if (unit === 'bytes') return Buffer.byteLength(text);
  if (text.length <= max) return text.length;
  let count = 0;
  for (let i = 0; i < text.length; count++) i += text.codePointAt(i)! > 0xffff ? 2 : 1;
  return count;
}
