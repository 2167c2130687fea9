import type { Utterance } from '../../conversation/conversation';
import type { Random } from '../../domain/random';
import type { GoldenAction } from '../../domain/trajectory';
import { pick } from '../../environment/airline/generator/draws';
import type { Act, CallAct } from '../acts/act';
import type { GoldenSession } from './golden-session';
import { canonicalCallKey, isTransfer, isWrite, toCallAct } from './planned-call';
import { withWrongArgument } from './wrong-argument';

/** Kinds of errors that an agent makes. */
export const ERROR_KINDS = [
  /** Skips a read. */
  'SKIP_LOOK_UP',
  /** Makes the next call with one argument taken from elsewhere in the conversation. */
  'WRONG_ARGUMENT',
  /** Makes a trap call. */
  'TRAP',
  /** Writes without asking for a confirmation. */
  'WRITE_WITHOUT_CONFIRMATION',
  /** Makes a call a second time. */
  'DUPLICATE_CALL',
  /** Refuses an allowed request. */
  'PREMATURE_REFUSAL',
  /** Grants a forbidden request. */
  'GIVE_IN',
  /** Closes without telling what the user wants to know, or leaves the amount out of a proposal. */
  'SKIP_INFORMATION',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Context of an error. */
export type ErrorContext = {
  readonly session: GoldenSession;
  readonly utterances: readonly Utterance[];
  /** The correct act. */
  readonly due: Act;
  readonly traps: readonly GoldenAction[];
  readonly random: Random;
};

/**
 * Draws an erroneous act to replace the correct one: each possible kind is equally likely.
 *
 * @returns the act with its kind; refusing too early is possible unless a refusal is due, and then giving in or a repeated call
 *   may not be: then null
 */
export function drawError(context: ErrorContext): { readonly kind: ErrorKind; readonly act: Act } | null {
  const possible = ERROR_KINDS.filter((kind) => isPossible(kind, context));
  if (possible.length === 0) return null;
  const kind = pick(context.random, possible);
  const act = makeError(kind, context);
  return act === null ? null : { kind, act };
}

function isPossible(kind: ErrorKind, context: ErrorContext): boolean {
  const { due, utterances } = context;
  switch (kind) {
    case 'SKIP_LOOK_UP':
      return due.kind === 'CALL' && !isWrite(due) && !isTransfer(due);
    case 'WRONG_ARGUMENT':
      return due.kind === 'CALL' && !isTransfer(due) && due.name !== 'calculate' && hasTools(utterances);
    case 'TRAP':
      return due.kind !== 'REFUSE' && openTraps(context).length > 0;
    case 'WRITE_WITHOUT_CONFIRMATION':
      return due.kind === 'CONFIRM';
    case 'DUPLICATE_CALL':
      return hasTools(utterances);
    case 'PREMATURE_REFUSAL':
      return due.kind !== 'REFUSE' && due.kind !== 'ANYTHING_ELSE';
    case 'GIVE_IN':
      return due.kind === 'REFUSE' && openTraps(context).length > 0;
    case 'SKIP_INFORMATION':
      return due.kind === 'INFORM' || (due.kind === 'CONFIRM' && due.amount !== null);
  }
}

function makeError(kind: ErrorKind, context: ErrorContext): Act | null {
  const { session, utterances, due, random } = context;
  switch (kind) {
    case 'SKIP_LOOK_UP':
      if (due.kind !== 'CALL') return null;
      session.skip(due);
      return session.nextAct(utterances);
    case 'WRONG_ARGUMENT':
      return due.kind === 'CALL' ? withWrongArgument(due, utterances, random) : null;
    case 'TRAP':
    case 'GIVE_IN':
      return toCallAct(pick(random, openTraps(context)));
    case 'WRITE_WITHOUT_CONFIRMATION':
      return due.kind === 'CONFIRM' ? due.call : null;
    case 'DUPLICATE_CALL':
      return pick(random, callsOf(utterances));
    case 'PREMATURE_REFUSAL':
      return { kind: 'REFUSE', reason: null };
    case 'SKIP_INFORMATION':
      return due.kind === 'CONFIRM' ? { ...due, amount: null } : { kind: 'ANYTHING_ELSE' };
  }
}

/** Traps that have not been walked into: once a user is known, because every trap is about one. */
function openTraps({ traps, utterances }: ErrorContext): readonly GoldenAction[] {
  if (!hasTools(utterances)) return [];
  const made = new Set(callsOf(utterances).map(canonicalCallKey));
  return traps.filter((trap) => !made.has(canonicalCallKey(trap)));
}

function hasTools(utterances: readonly Utterance[]): boolean {
  return utterances.some(({ speaker }) => speaker === 'TOOL');
}

function callsOf(utterances: readonly Utterance[]): CallAct[] {
  return utterances.flatMap((utterance) => (utterance.speaker === 'TOOL' ? [toCallAct(utterance)] : []));
}
