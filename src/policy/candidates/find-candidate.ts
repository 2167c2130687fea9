import { canonicalizeArguments } from '../../domain/classification/canonical-arguments';
import type { Act, CallAct } from '../acts/act';
import { actKey, type Candidate } from './candidate';

/** Its only argument is free text, and its effect does not depend on it. */
const TRANSFER = 'transfer_to_human_agents';

/**
 * Finds the candidate equal to a given act: calls are equal when their canonical arguments are, messages when their
 * content is. A transfer matches with any summary, preferably an equal one.
 *
 * @returns its index among the candidates, from 0; null when there is none
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

/** Key of an act, independent of the JSON formatting of its calls. */
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
