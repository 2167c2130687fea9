import { canonicalizeArguments } from '../../domain/classification/canonical-arguments';
import type { Act, CallAct } from '../acts/act';
import { actKey, type Candidate } from './candidate';

/** Its one argument is free text, and what it does does not depend on it. */
const TRANSFER = 'transfer_to_human_agents';

/**
 * The candidate that is a given act: calls are equal when their canonical arguments are, messages when they say the same. A
 * transfer counts whatever its summary, an equal one first.
 *
 * @returns its rank among the candidates, from 0; null when there is none
 */
export function findCandidate(candidates: readonly Candidate[], act: Act): number | null {
  const direct = candidates.findIndex(({ key }) => key === actKey(act));
  if (direct >= 0) return direct;
  const wanted = canonicalKey(act);
  const equal = candidates.findIndex(
    (candidate) => candidate.act.kind === act.kind && canonicalKey(candidate.act) === wanted,
  );
  if (equal >= 0) return equal;
  if (act.kind !== 'CALL' || act.name !== TRANSFER) return null;
  const transfer = candidates.findIndex(
    (candidate) => candidate.act.kind === 'CALL' && candidate.act.name === TRANSFER,
  );
  return transfer >= 0 ? transfer : null;
}

/** Equal for equal acts, however the JSON of their calls is written. */
function canonicalKey(act: Act): string {
  switch (act.kind) {
    case 'CALL':
      return canonicalCall(act);
    case 'CONFIRM':
      return `CONFIRM ${act.amount} ${canonicalCall(act.call)}`;
    default:
      return actKey(act);
  }
}

function canonicalCall({ name, arguments: text }: CallAct): string {
  return `${name} ${canonicalizeArguments(text)?.text ?? text}`;
}
