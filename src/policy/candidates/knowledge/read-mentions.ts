import type { CancelReason } from '../../../environment/airline/policy/judge-cancellation';
import type { Disruption } from '../../../environment/airline/policy/flight-status';
import type { Cabin, FlightType, Passenger } from '../../../environment/airline/policy/reservation-view';
import { readConsent, readIntents, type Consent, type Intent } from './intents';
import { readDates } from './read-dates';
import { readPlaces, readPreference, readRoutes, type Preference, type RouteMention } from './read-routes';

/** Entities named in one text of a customer, each list in the order of the text. */
export type Mentions = {
  readonly text: string;
  readonly lower: string;
  readonly intents: readonly Intent[];
  readonly consent: Consent;
  readonly userIds: readonly string[];
  readonly reservationIds: readonly string[];
  readonly flightNumbers: readonly string[];
  readonly dates: readonly string[];
  readonly places: readonly string[];
  readonly routes: readonly RouteMention[];
  readonly cabins: readonly Cabin[];
  readonly bagCounts: readonly number[];
  readonly passengers: readonly Passenger[];
  readonly reason: CancelReason | null;
  readonly claim: Disruption | null;
  readonly flightType: FlightType | null;
  readonly insurance: 'yes' | 'no' | null;
  readonly preference: Preference | null;
  /** Dollars. */
  readonly amounts: readonly number[];
  readonly passengerCount: number | null;
  /** Whether the customer wants a figure before agreeing. */
  readonly asksAmount: boolean;
};

/** Extracts the entities named in a customer's text; those not named are empty or null. */
export function readMentions(text: string): Mentions {
  const lower = text.toLowerCase();
  const flightNumbers = [...text.matchAll(/\b[A-Z]{3}\d{3,4}\b/g)].map(([number]) => number);
  return {
    text,
    lower,
    intents: readIntents(lower),
    consent: readConsent(lower),
    userIds: matches(text, /\b[a-z]+_[a-z]+_\d{3,5}\b/g),
    reservationIds: readReservationIds(text),
    flightNumbers,
    dates: readDates(text).map(({ date }) => date),
    places: readPlaces(text),
    routes: readRoutes(text),
    cabins: matches(lower, /basic[ _]economy|economy|business/g).map(toCabin),
    bagCounts: readBagCounts(lower),
    passengers: readPassengers(text),
    reason: readReason(lower),
    claim: readClaim(lower),
    flightType: readFlightType(lower),
    insurance: readInsurance(lower),
    preference: readPreference(lower),
    amounts: matches(text, /\$\d[\d,]*/g).map((amount) => Number(amount.replace(/[$,]/g, ''))),
    passengerCount: readPassengerCount(lower),
    asksAmount: /exact (?:amount|total)|total price|how much|how many dollars|what .{0,20}cost/.test(lower),
  };
}

const COUNT_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([whole]) => whole))];
}

/** Six capitals and digits; one that looks like a flight number counts unless the word before it is a flight. */
function readReservationIds(text: string): string[] {
  const found = [...text.matchAll(/(\S*)\s*\b((?=[A-Z0-9]*[A-Z])[A-Z0-9]{6})\b/g)];
  const ids = found.filter(([, before = '', id = '']) => {
    return !/^[A-Z]{3}\d{3}$/.test(id) || /reservation|id|number|confirmation|booking/i.test(before);
  });
  return [...new Set(ids.map(([, , id = '']) => id))];
}

function toCabin(word: string): Cabin {
  if (word === 'business' || word === 'economy') return word;
  return 'basic_economy';
}

function readBagCounts(lower: string): number[] {
  const pattern =
    /\b(\d{1,2}|no|an?|one|two|three|four|five|six|seven|eight|nine|ten)(?: (?:more|extra|free|additional|checked|check-in|other))* (?:bags?|baggages?|suitcases?|luggage|pieces)\b/g;
  return [...new Set([...lower.matchAll(pattern)].map(([, count = '']) => countOf(count)))];
}

function countOf(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  return word === 'a' || word === 'an' ? 1 : COUNT_WORDS.indexOf(word);
}

/** A name followed by a date of birth. */
function readPassengers(text: string): Passenger[] {
  const pattern =
    /\b([A-Z][\p{L}'-]*) ([A-Z][\p{L}'-]*)(?:,| \()?\s*(?:who (?:was|is) )?(?:born(?: on)?|dob|date of birth(?: is)?)?:?\s*(\d{4}-\d{2}-\d{2})/gu;
  return Array.from(text.matchAll(pattern), ([, firstName = '', lastName = '', dob = '']) => {
    return { firstName, lastName, dob };
  });
}

function readReason(lower: string): CancelReason | null {
  if (/airline (?:has )?cancel|flight (?:was|has been|is|got) cancel|cancel(?:l)?ed (?:by|my flight)/.test(lower))
    return 'AIRLINE_CANCELLED';
  if (/\bill\b|\bsick|\bhealth|medical|\bhurt\b|injur/.test(lower)) return 'HEALTH';
  if (/weather|storm|snow|hurricane/.test(lower)) return 'WEATHER';
  return /plans? (?:have |has )?change|change of plan|meeting|wrong (?:date|flight)|no longer|family|friend/.test(lower)
    ? 'CHANGE_OF_PLAN'
    : null;
}

function readClaim(lower: string): Disruption | null {
  if (/\bdelay/.test(lower)) return 'DELAYED';
  return /\bwas cancel|been cancel|airline cancel|cancel(?:l)?ed (?:flight|by)|got cancel|is cancel/.test(lower)
    ? 'CANCELLED'
    : null;
}

function readFlightType(lower: string): FlightType | null {
  if (/round[- ]?trip|way back|return flight|\band back\b/.test(lower)) return 'round_trip';
  return /one[- ]way/.test(lower) ? 'one_way' : null;
}

function readInsurance(lower: string): 'yes' | 'no' | null {
  if (!lower.includes('insurance')) return null;
  return /(?:no|not|don't|without|decline)\b[^.;]{0,30}insurance/.test(lower) ? 'no' : 'yes';
}

function readPassengerCount(lower: string): number | null {
  const count = /\b(\d|one|two|three|four|five) (?:seats?|passengers?|people|persons)\b/.exec(lower)?.[1];
  return count === undefined ? null : countOf(count);
}
