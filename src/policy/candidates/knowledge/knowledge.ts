import type { UserProfile } from '../../../environment/airline/policy/user-view';
import type { Reservation } from '../../../environment/airline/policy/reservation-view';
import type { AirlineVersion } from '../../../environment/airline/world/world';
import type { CallAct, MessageAct } from '../../acts/act';
import type { Consent } from './intents';
import type { Mentions } from './read-mentions';
import type { Offer, SearchKey } from './read-offers';
import type { RequestWindow } from './request-window';

/** A call that was made, with arguments spelled as in candidates. */
export type SeenCall = CallAct & {
  readonly result: string;
  readonly hasFailed: boolean;
  readonly windowRank: number;
  /** Index among the utterances, from 0. */
  readonly step: number;
};

/** A reservation as last shown. */
export type SeenReservation = Reservation & { readonly isCancelled: boolean };

/** A search and its results. */
export type SeenSearch = SearchKey & { readonly isOneStop: boolean; readonly offers: readonly Offer[] };

/** A message of the agent; `act` is null when its words match no template. */
export type SaidAct = { readonly act: MessageAct | null; readonly text: string; readonly windowRank: number };

/** A calculated figure, with the request that it was for. */
export type SeenFigure = { readonly value: number; readonly windowRank: number };

/** The last proposal in the current request, and the customer's reply. */
export type ProposedCall = { readonly call: CallAct; readonly amount: number | null; readonly consent: Consent | null };

/** Everything that the visible part of a conversation has shown so far. */
export type Knowledge = {
  readonly version: AirlineVersion;
  /** Utterances so far. */
  readonly step: number;
  readonly texts: readonly Mentions[];
  readonly window: RequestWindow;
  /** Ids that the customer gave, in order. */
  readonly userIds: readonly string[];
  readonly profiles: ReadonlyMap<string, UserProfile>;
  readonly reservations: ReadonlyMap<string, SeenReservation>;
  /** Reservations as first shown, to identify changes made in the conversation. */
  readonly firstSeen: ReadonlyMap<string, SeenReservation>;
  readonly searches: ReadonlyMap<string, SeenSearch>;
  /** Status by `flight date`. */
  readonly statuses: ReadonlyMap<string, string>;
  readonly calls: readonly SeenCall[];
  /** Every call that came back without an error, by `verbatimCallKey`. */
  readonly done: ReadonlySet<string>;
  /** Results of `calculate`, latest last. */
  readonly figures: readonly SeenFigure[];
  readonly said: readonly SaidAct[];
  readonly proposal: ProposedCall | null;
  readonly lastSpeaker: 'USER' | 'AGENT' | 'TOOL' | null;
};

/** Equal for equal calls. */
export function verbatimCallKey({ name, arguments: text }: Pick<CallAct, 'name' | 'arguments'>): string {
  return `${name} ${text}`;
}

/** Key of a flight on a date. */
export function segmentKeyOf({ flightNumber, date }: { readonly flightNumber: string; readonly date: string }): string {
  return `${flightNumber} ${date}`;
}

/** Key of a search. */
export function searchKeyOf({ origin, destination, date }: SearchKey, isOneStop: boolean): string {
  return `${origin} ${destination} ${date} ${isOneStop ? 'one' : 'direct'}`;
}

/** The customer's profile, of the last id that was given and read; null before that. */
export function customerOf({ userIds, profiles }: Knowledge): UserProfile | null {
  for (const id of userIds.toReversed()) {
    const profile = profiles.get(id);
    if (profile !== undefined) return profile;
  }
  return null;
}
