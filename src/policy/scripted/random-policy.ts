import type { Utterance } from '../../conversation/conversation';
import type { PlayablePolicy } from '../../conversation/policy';
import { createRandom, type Random } from '../../domain/random';
import { happens, pick } from '../../environment/airline/generator/draws';
import { ASK_SETS, type Act, type CallAct } from '../acts/act';
import { seenValues } from './seen-values';
import { toAgentTurn } from './to-agent-turn';

/** Probability that a turn closes or refuses the request: about 1 in 10, so that conversations have some length. */
const CLOSING_SHARE = 0.1;

/**
 * A baseline that draws each act at random: sometimes a closing or a refusal, otherwise a kind, uniformly, and then one
 * of its acts, uniformly. Every argument was seen in the conversation. It has no task knowledge; the probability of
 * each turn is exact.
 */
export function createRandomPolicy(): PlayablePolicy {
  return {
    start: ({ seed }) => {
      const random = createRandom(seed, RANDOM_STREAM);
      return {
        act: (utterances) => {
          const { act, logProbability } = drawAct(utterances, random);
          return Promise.resolve({ ...toAgentTurn(act), logProbability });
        },
      };
    },
  };
}

/** Random stream of the conversation's seed for acts. */
const RANDOM_STREAM = 2;

function drawAct(
  utterances: readonly Utterance[],
  random: Random,
): { readonly act: Act; readonly logProbability: number } {
  const isClosing = happens(random, CLOSING_SHARE);
  const kinds = isClosing ? [CLOSINGS] : actsByKind(utterances).filter((acts) => acts.length > 0);
  const acts = pick(random, kinds);
  const share = (isClosing ? CLOSING_SHARE : 1 - CLOSING_SHARE) / (kinds.length * acts.length);
  return { act: pick(random, acts), logProbability: Math.log(share) };
}

const CLOSINGS: readonly Act[] = [{ kind: 'REFUSE', reason: null }, { kind: 'ANYTHING_ELSE' }];

/** Amounts of certificates that it sends, dollars. */
const AMOUNTS = [50, 100];

/** No act belongs to two kinds. */
function actsByKind(utterances: readonly Utterance[]): (readonly Act[])[] {
  const said = utterances.flatMap((utterance) => (utterance.speaker === 'USER' ? [utterance.text] : [])).join('\n');
  const seen = seenValues(utterances);
  const textsOf = (name: string): string[] => [...(seen.get(name) ?? [])].map(String);
  const userIds = [...new Set(said.match(USER_ID) ?? [])];
  const reservationIds = textsOf('reservation_id');
  const cancellations = reservationIds.map((id) => toCall('cancel_reservation', { reservation_id: id }));
  const certificates = userIds.flatMap((id) =>
    AMOUNTS.map((amount) => toCall('send_certificate', { user_id: id, amount })),
  );
  const writes = [...cancellations, ...certificates];
  return [
    ASK_SETS.map((topics): Act => ({ kind: 'ASK', topics })),
    userIds.map((id) => toCall('get_user_details', { user_id: id })),
    reservationIds.map((id) => toCall('get_reservation_details', { reservation_id: id })),
    searches(textsOf('origin'), textsOf('destination'), textsOf('date')),
    writes.map((call): Act => ({ kind: 'CONFIRM', call, amount: null })),
    writes,
    textsOf('price').map((value): Act => ({ kind: 'INFORM', values: [value] })),
  ];
}

const USER_ID = /\b[a-z]+_[a-z]+_\d+\b/g;

function searches(origins: readonly string[], destinations: readonly string[], dates: readonly string[]): CallAct[] {
  return origins.flatMap((origin) =>
    destinations
      .filter((destination) => destination !== origin)
      .flatMap((destination) => dates.map((date) => toCall('search_direct_flight', { origin, destination, date }))),
  );
}

function toCall(name: string, given: Readonly<Record<string, string | number>>): CallAct {
  return { kind: 'CALL', name, arguments: JSON.stringify(given) };
}
