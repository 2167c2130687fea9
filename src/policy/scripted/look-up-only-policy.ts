import type { Utterance } from '../../conversation/conversation';
import type { PlayablePolicy } from '../../conversation/policy';
import type { Act, CallAct } from '../acts/act';
import { wordAct } from '../acts/word-act';
import { ConversationView } from './conversation-view';
import { seenValues } from './seen-values';
import { toAgentTurn } from './to-agent-turn';

/** Number of reservations that it reads for a request that names none. */
const MAX_RESERVATIONS = 3;

/**
 * A read-only baseline: asks for the user id, reads the profile and reservations (those that the user named, otherwise
 * the first few of the profile), and refuses. It has no task knowledge and draws nothing.
 */
export function createLookUpOnlyPolicy(): PlayablePolicy {
  return { start: () => ({ act: (utterances) => Promise.resolve(toAgentTurn(nextAct(utterances))) }) };
}

function nextAct(utterances: readonly Utterance[]): Act {
  const view = new ConversationView(utterances);
  const userId = USER_ID.exec(view.userText)?.[0];
  const question: Act = { kind: 'ASK', topics: ['USER_ID'] };
  if (userId === undefined) return view.hasSaid(wordAct(question)) ? { kind: 'REFUSE', reason: null } : question;
  const known = [...(seenValues(utterances).get('reservation_id') ?? [])].map(String);
  const named = known.filter((id) => view.userText.includes(id));
  const looked = [
    lookUp('get_user_details', { user_id: userId }),
    ...(named.length > 0 ? named : known.slice(0, MAX_RESERVATIONS)).map((id) =>
      lookUp('get_reservation_details', { reservation_id: id }),
    ),
  ];
  return looked.find((call) => view.countCalls(call) === 0) ?? { kind: 'REFUSE', reason: null };
}

const USER_ID = /\b[a-z]+_[a-z]+_\d+\b/;

function lookUp(name: string, given: Readonly<Record<string, string>>): CallAct {
  return { kind: 'CALL', name, arguments: JSON.stringify(given) };
}
