import { toolAction } from '../../../environment/airline/generator/requests/tool-action';
import { legsOf } from '../../../environment/airline/generator/requests/legs';
import { callAct, candidateOf, type Candidate } from '../candidate';
import type { Focus } from '../focus';
import type { Segment } from '../../../environment/airline/policy/reservation-view';
import { verbatimCallKey, searchKeyOf, type SeenReservation } from '../knowledge/knowledge';
import { mentioned } from '../knowledge/request-window';
import type { SearchKey } from '../knowledge/read-offers';
import { distinctChoices, type PartChoice } from '../variations';

const MAX_UNSEEN = 8;
const MAX_TRIPS = 3;
const MAX_SEARCHES = 14;

/** Profiles and reservations that could be read; those already seen are offered again. */
export function profileLookUps(focus: Focus): Candidate[] {
  const { knowledge, customer, trips, unseenIds } = focus;
  const users = knowledge.userIds.map((id) => toolAction('get_user_details', { user_id: id }));
  const listed = customer?.reservationIds.filter((id) => !knowledge.reservations.has(id)) ?? [];
  const owned = new Set(customer?.reservationIds);
  const ids = [
    ...unseenIds.map((value) => ({ value, trait: owned.has(value) ? 'look-up:named' : 'look-up:named-foreign' })),
    ...listed.map((value, rank) => ({ value, trait: rank === 0 ? 'look-up:next' : 'look-up:later' })),
    ...trips.slice(0, 1).map(({ value }) => ({ value: value.reservationId, trait: 'look-up:again' })),
  ];
  const details = distinctChoices(ids, (id) => id).slice(0, MAX_UNSEEN);
  return [
    ...users.map((action) => candidateOf(callAct(action), { traits: ['look-up:user'] })),
    ...details.map(({ value, trait }, rank) =>
      candidateOf(callAct(toolAction('get_reservation_details', { reservation_id: value })), {
        traits: [trait],
        rank,
        tripId: value,
      }),
    ),
  ];
}

/** Searches for mentioned legs and for the flights of reservations in focus, each direct and with one stop. */
export function searchLookUps(focus: Focus): Candidate[] {
  const routes = distinctChoices([...wantedRoutes(focus), ...bookedRoutes(focus), ...movedRoutes(focus)], keyText);
  const searches = routes.slice(0, MAX_SEARCHES).flatMap(({ value, trait }, rank) => {
    const given = { origin: value.origin, destination: value.destination, date: value.date };
    const stops = trait.startsWith('search:wanted') ? [false, true] : [false];
    return stops.map((isOneStop) => {
      const action = toolAction(isOneStop ? 'search_onestop_flight' : 'search_direct_flight', given);
      const isDone = focus.knowledge.searches.has(searchKeyOf(value, isOneStop));
      const traits = [trait, `${trait}:${isOneStop ? 'one-stop' : 'direct'}`, isDone ? 'search:done' : 'search:new'];
      return { candidate: candidateOf(callAct(action), { traits, rank: rank + (isDone ? 4 : 0) }), isDone };
    });
  });
  const fresh = searches.filter(({ isDone }) => !isDone).map(({ candidate }) => candidate);
  const done = searches.filter(({ isDone }) => isDone).map(({ candidate }) => candidate);
  return [...fresh, ...done.slice(0, 1)];
}

function keyText(key: SearchKey): string {
  return `${key.origin} ${key.destination} ${key.date}`;
}

function wantedRoutes({ wanted, knowledge }: Focus): PartChoice<SearchKey>[] {
  const said = wanted.map((way) => {
    const kind = way.flightNumbers.length > 1 || way.isOneStop ? 'stop' : 'plain';
    return { value: way, trait: way.isTripName ? 'search:wanted-trip' : `search:wanted-${kind}` };
  });
  const [date] = mentioned(knowledge.window, ({ dates }) => dates);
  const places = mentioned(knowledge.window, (mentions) => mentions.places);
  const [origin, destination] = places;
  if (said.length > 0 || date === undefined || origin === undefined || destination === undefined) return said;
  return [{ value: { origin, destination, date }, trait: 'search:wanted-loose' }];
}

/** The flights of a reservation, and its flights before a change in the conversation. */
function segmentsOf({ knowledge }: Focus, trip: SeenReservation): readonly Segment[] {
  const before = knowledge.firstSeen.get(trip.reservationId)?.segments ?? [];
  const isKept = (segment: Segment): boolean =>
    trip.segments.some(({ flightNumber, date }) => flightNumber === segment.flightNumber && date === segment.date);
  return [...before.filter((segment) => !isKept(segment)), ...trip.segments];
}

/** Routes and dates of the flights of reservations in focus. */
function bookedRoutes(focus: Focus): PartChoice<SearchKey>[] {
  return focus.trips.slice(0, MAX_TRIPS).flatMap(({ value, trait }, tripRank) =>
    segmentsOf(focus, value).map((segment, rank) => ({
      value: segment,
      trait: `search:booked-${tripRank === 0 ? trait.replace('trip:', '') : 'other'}-${rank === 0 ? 'first' : 'later'}`,
    })),
  );
}

/** Legs of the first reservation in focus on other dates that were named. */
function movedRoutes({ trips, knowledge }: Focus): PartChoice<SearchKey>[] {
  const [trip] = trips;
  if (trip === undefined) return [];
  const named = mentioned(knowledge.window, (mentions) => mentions.dates);
  return legsOf(trip.value).flatMap(({ segments }) => {
    const [first, last] = [segments[0], segments.at(-1)];
    if (first === undefined || last === undefined) return [];
    // A connection on its own date may turn out to be flown without a stop.
    const dates = segments.length > 1 ? [...named, first.date] : named;
    return dates.map((date) => ({
      value: { origin: first.origin, destination: last.destination, date },
      trait: 'search:moved',
    }));
  });
}

/** Status reads for flights of reservations in focus; a tool of the second version. */
export function statusLookUps(focus: Focus): Candidate[] {
  const { knowledge, trips } = focus;
  if (knowledge.version !== 'v2') return [];
  return trips.slice(0, MAX_TRIPS).flatMap(({ value, trait }, tripRank) =>
    segmentsOf(focus, value).flatMap(({ flightNumber, date }) => {
      const action = toolAction('get_flight_status', { flight_number: flightNumber, date });
      if (knowledge.done.has(verbatimCallKey(action))) return [];
      return candidateOf(callAct(action), { traits: [trait], tripId: value.reservationId, rank: tripRank });
    }),
  );
}

/** Transfers to a colleague: for each reservation in focus, or for the customer alone. */
export function transferCalls({ customer, trips, unseenIds }: Focus): Candidate[] {
  if (customer === null) return [];
  const ids = [...trips.slice(0, 2).map(({ value }) => value.reservationId), ...unseenIds.slice(0, 1)];
  const about = ids.map((id, rank) => {
    const summary = `Customer ${customer.userId} asks for a change of reservation ${id}, of which a flight has left.`;
    return candidateOf(callAct(toolAction('transfer_to_human_agents', { summary })), {
      tripId: id,
      rank,
      traits: ['transfer:trip'],
    });
  });
  const summary = `Customer ${customer.userId} asks for something that the agent cannot do.`;
  return [
    ...about,
    candidateOf(callAct(toolAction('transfer_to_human_agents', { summary })), { traits: ['transfer:other'] }),
  ];
}
