import {
  hasDeparted,
  presumeStatus,
  type Disruption,
  type FlightStatus,
} from '../../../environment/airline/policy/flight-status';
import { FREE_CANCELLATION_HOURS } from '../../../environment/airline/policy/judge-cancellation';
import { hoursSince, TODAY } from '../../../environment/airline/policy/policy-clock';
import type { Segment } from '../../../environment/airline/policy/reservation-view';
import { customerOf, searchKeyOf, segmentKeyOf, type Knowledge, type SeenReservation } from '../knowledge/knowledge';
import { latest } from '../knowledge/request-window';

/**
 * Facts of a reservation that the airline's rules depend on, as tokens; the policy has to learn what follows from them.
 */
export type TripFacts = {
  /** Each by itself. */
  readonly single: readonly string[];
  /** Combinations that cancellations, changes and compensations depend on. */
  readonly joint: readonly string[];
};

/** Facts of a reservation, from what was shown and said; for a reservation that was not shown, only that fact. */
export function tripFacts(knowledge: Knowledge, tripId: string | null): TripFacts {
  const trip = tripId === null ? undefined : (knowledge.firstSeen.get(tripId) ?? knowledge.reservations.get(tripId));
  if (tripId === null || trip === undefined) return { single: ['trip:unseen'], joint: [] };
  const customer = customerOf(knowledge);
  const owner = customer === null ? 'unknown' : customer.userId === trip.userId ? 'own' : 'foreign';
  const claim = latest(knowledge.window, (mentions) => mentions.claim);
  const reason = latest(knowledge.window, (mentions) => mentions.reason) ?? 'UNSAID';
  const time = timeOf(trip.segments);
  const status = statusOf(knowledge, trip, claim);
  const checked = checkedPart(knowledge, trip);
  const age = hoursSince(trip.createdAt) <= FREE_CANCELLATION_HOURS ? 'recent' : 'old';
  const insured = trip.hasInsurance ? 'insured' : 'uninsured';
  const member = customer?.membership ?? 'unknown';
  const touched = touchedBy(knowledge, trip);
  const cabin = trip.cabin;
  return {
    single: [
      ...[
        `owner:${owner}`,
        `time:${time}`,
        `status:${status}`,
        `checked:${checked}`,
        `age:${age}`,
        `insured:${insured}`,
      ],
      ...[`member:${member}`, `cabin-of-trip:${cabin}`, `touched:${touched}`, `reason:${reason}`, `claim:${claim}`],
    ],
    joint: [
      `begun ${owner} ${status === 'departed'} ${time}`,
      `cancel ${owner} ${status} ${age} ${cabin === 'business'} ${insured} ${reason}`,
      `cancel-check ${reason} ${checked} ${status}`,
      `change ${owner} ${status} ${cabin === 'basic_economy'} ${touched}`,
      `compensate ${owner} ${claim} ${status} ${checked} ${touched}`,
      `eligible ${member === 'regular'} ${insured} ${cabin === 'business'} ${claim}`,
    ],
  };
}

function timeOf(segments: readonly Segment[]): string {
  const dates = segments.map(({ date }) => date).sort();
  const first = dates[0] ?? '';
  if (first < TODAY) return 'past';
  return first === TODAY ? 'today' : 'future';
}

/** The worst known or presumed status of the flights, in the order departed, cancelled, delayed, as planned. */
function statusOf(knowledge: Knowledge, trip: SeenReservation, claim: Disruption | null): string {
  const statuses = trip.segments.map((segment) => seenStatus(knowledge, segment, claim));
  if (statuses.some(hasDeparted)) return 'departed';
  if (statuses.includes('cancelled')) return 'cancelled';
  return statuses.includes('delayed') ? 'delayed' : 'planned';
}

/** Status from the status tool, otherwise as presumed from a search. */
function seenStatus(knowledge: Knowledge, segment: Segment, claim: Disruption | null): FlightStatus {
  const shown = STATUSES.find((status) => status === knowledge.statuses.get(segmentKeyOf(segment)));
  if (shown !== undefined) return shown;
  const search = knowledge.searches.get(searchKeyOf(segment, false));
  const isListed =
    search?.offers.some(({ flights }) => flights[0]?.flightNumber === segment.flightNumber) ?? segment.date > TODAY;
  return presumeStatus({ date: segment.date, isListed, claim: search === undefined ? null : claim });
}

const STATUSES: readonly FlightStatus[] = ['available', 'on time', 'delayed', 'cancelled', 'flying', 'landed'];

/** Number of flights whose status was read, or whose date was searched. */
function checkedPart(knowledge: Knowledge, { segments }: SeenReservation): 'all' | 'some' | 'none' {
  const checked = segments.filter((segment) => {
    return knowledge.statuses.has(segmentKeyOf(segment)) || knowledge.searches.has(searchKeyOf(segment, false));
  });
  if (checked.length === segments.length) return 'all';
  return checked.length > 0 ? 'some' : 'none';
}

/** What the conversation has done with the reservation. */
function touchedBy(
  { reservations, calls }: Knowledge,
  { reservationId }: SeenReservation,
): 'cancelled' | 'changed' | 'no' {
  if (reservations.get(reservationId)?.isCancelled === true) return 'cancelled';
  const isChanged = calls.some(
    ({ name, arguments: text, hasFailed }) => !hasFailed && name.startsWith('update_') && text.includes(reservationId),
  );
  return isChanged ? 'changed' : 'no';
}
