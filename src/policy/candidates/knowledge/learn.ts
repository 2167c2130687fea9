import type { Utterance } from '../../../conversation/conversation';
import { InvalidInputError } from '../../../errors';
import { itemAt } from '../../../environment/values/containers';
import { jsonText } from '../../../environment/values/json/json-text';
import { parseJson } from '../../../environment/values/json/parse-json';
import { RaisedException } from '../../../environment/values/raised-exception';
import { isMap, type Value, type ValueMap } from '../../../environment/values/value';
import { readReservation } from '../../../environment/airline/policy/reservation-view';
import { readUser } from '../../../environment/airline/policy/user-view';
import type { AirlineVersion } from '../../../environment/airline/world/world';
import { hasFailed } from '../../../domain/classification/has-failed';
import type { MessageAct } from '../../acts/act';
import {
  verbatimCallKey,
  searchKeyOf,
  type Knowledge,
  type SeenCall,
  type SeenFigure,
  type SeenReservation,
} from './knowledge';
import { readMentions } from './read-mentions';
import { readOffers } from './read-offers';
import { EMPTY_WINDOW, extendWindow } from './request-window';

/** Knowledge at the start of a conversation. */
export function emptyKnowledge(version: AirlineVersion): Knowledge {
  return {
    version,
    step: 0,
    texts: [],
    window: EMPTY_WINDOW,
    userIds: [],
    profiles: new Map(),
    reservations: new Map(),
    firstSeen: new Map(),
    searches: new Map(),
    statuses: new Map(),
    calls: [],
    done: new Set(),
    figures: [],
    said: [],
    proposal: null,
    lastSpeaker: null,
  };
}

/**
 * Knowledge after one more utterance.
 *
 * @param act the act that the agent's words express; null when they match none, or the utterance is not a message of
 *   the agent
 */
export function learn(knowledge: Knowledge, utterance: Utterance, act: MessageAct | null): Knowledge {
  const next = { ...knowledge, step: knowledge.step + 1, lastSpeaker: utterance.speaker };
  switch (utterance.speaker) {
    case 'USER':
      return hear(next, utterance.text);
    case 'AGENT':
      return say(next, utterance.text, act);
    case 'TOOL':
      return seeResult(next, utterance);
  }
}

function hear(knowledge: Knowledge, text: string): Knowledge {
  const mentions = readMentions(text);
  const window = extendWindow(knowledge.window, mentions, isClosed(knowledge));
  const { proposal } = knowledge;
  const isNew = window.rank !== knowledge.window.rank;
  return {
    ...knowledge,
    texts: [...knowledge.texts, mentions],
    window,
    userIds: [...new Set([...knowledge.userIds, ...mentions.userIds])],
    proposal: proposal === null || isNew ? null : { ...proposal, consent: proposal.consent ?? mentions.consent },
  };
}

/** Whether the agent's last words ended a request. Words that match no template are judged by what they ask. */
function isClosed({ said, window }: Knowledge): boolean {
  const last = said.at(-1);
  if (last?.windowRank !== window.rank) return false;
  if (last.act === null) return /anything else|further (?:help|assist)/i.test(last.text);
  return last.act.kind === 'REFUSE' || last.act.kind === 'ANYTHING_ELSE' || last.act.kind === 'INFORM';
}

function say(knowledge: Knowledge, text: string, act: MessageAct | null): Knowledge {
  const said = [...knowledge.said, { act, text, windowRank: knowledge.window.rank }];
  if (act?.kind === 'CONFIRM') {
    return { ...knowledge, said, proposal: { call: act.call, amount: act.amount, consent: null } };
  }
  return { ...knowledge, said };
}

function seeResult(knowledge: Knowledge, utterance: Utterance & { readonly speaker: 'TOOL' }): Knowledge {
  const { name, result } = utterance;
  const given = parsed(utterance.arguments);
  const call: SeenCall = {
    kind: 'CALL',
    name,
    arguments: given === null ? utterance.arguments : jsonText(given),
    result,
    hasFailed: hasFailed({ result, isError: null }),
    windowRank: knowledge.window.rank,
    step: knowledge.step - 1,
  };
  const next = { ...knowledge, calls: [...knowledge.calls, call] };
  if (call.hasFailed || given === null || !isMap(given)) return next;
  const seen = { ...next, done: new Set([...next.done, verbatimCallKey(call)]) };
  return orUnchanged(seen, () => readResult(seen, { name, given, result }));
}

type Outcome = { readonly name: string; readonly given: ValueMap; readonly result: string };

function readResult(knowledge: Knowledge, { name, given, result }: Outcome): Knowledge {
  switch (name) {
    case 'get_user_details': {
      const userId = textOf(given, 'user_id');
      return { ...knowledge, profiles: withMember(knowledge.profiles, userId, readUser(userId, parseJson(result))) };
    }
    case 'calculate':
      return { ...knowledge, figures: [...knowledge.figures, figureOf(knowledge, result)] };
    case 'get_flight_status': {
      const key = `${textOf(given, 'flight_number')} ${textOf(given, 'date')}`;
      return { ...knowledge, statuses: withMember(knowledge.statuses, key, result) };
    }
    case 'search_direct_flight':
    case 'search_onestop_flight':
      return seeSearch(knowledge, { name, given, result });
    case 'get_reservation_details':
    case 'book_reservation':
    case 'cancel_reservation':
    case 'update_reservation_flights':
    case 'update_reservation_baggages':
    case 'update_reservation_passengers':
      return seeReservation(knowledge, parseJson(result));
    default:
      return knowledge;
  }
}

/** @throws InvalidInputError when the result is not a number */
function figureOf({ window }: Knowledge, result: string): SeenFigure {
  const value = Number(result);
  if (result.trim() === '' || !Number.isFinite(value)) throw new InvalidInputError(`${result} is not a number`);
  return { value, windowRank: window.rank };
}

function seeSearch(knowledge: Knowledge, { name, given, result }: Outcome): Knowledge {
  const key = {
    origin: textOf(given, 'origin'),
    destination: textOf(given, 'destination'),
    date: textOf(given, 'date'),
  };
  const isOneStop = name === 'search_onestop_flight';
  const search = { ...key, isOneStop, offers: readOffers(key, parseJson(result)) };
  return { ...knowledge, searches: withMember(knowledge.searches, searchKeyOf(key, isOneStop), search) };
}

function seeReservation(knowledge: Knowledge, entry: Value): Knowledge {
  const isCancelled = isMap(entry) && entry.get('status') === 'cancelled';
  const reservation: SeenReservation = { ...readReservation(entry), isCancelled };
  const { reservationId } = reservation;
  const isKnown = knowledge.firstSeen.has(reservationId);
  return {
    ...knowledge,
    reservations: withMember(knowledge.reservations, reservationId, reservation),
    firstSeen: isKnown ? knowledge.firstSeen : withMember(knowledge.firstSeen, reservationId, reservation),
  };
}

/** A result that does not have its tool's shape is ignored, because a policy must continue in an unknown world. */
function orUnchanged(knowledge: Knowledge, read: () => Knowledge): Knowledge {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof RaisedException) return knowledge;
    throw error;
  }
}

/** Null for arguments that are not JSON: the call is kept verbatim. */
function parsed(text: string): Value | null {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

function textOf(given: ValueMap, key: string): string {
  const member = itemAt(given, key);
  if (typeof member === 'string') return member;
  throw new InvalidInputError(`${key} is not a text`);
}

function withMember<T>(map: ReadonlyMap<string, T>, key: string, member: T): ReadonlyMap<string, T> {
  return new Map([...map, [key, member]]);
}
