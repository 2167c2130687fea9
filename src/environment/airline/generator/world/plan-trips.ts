import type { Random } from '../../../../domain/random';
import { hasDeparted } from '../../policy/flight-status';
import { happens, pick, pickWeighted } from '../draws';
import type { PlannedFlight } from './plan-flights';
import { TODAY_DAY } from './world-time';
import { groupBy } from '../../../../domain/group-by';

/** A flight on a day of May, from 1. */
export type PlannedSegment = { readonly flight: PlannedFlight; readonly day: number };

/** A trip. */
export type PlannedTrip = {
  readonly origin: string;
  readonly destination: string;
  readonly isRoundTrip: boolean;
  readonly segments: readonly PlannedSegment[];
};

/**
 * `FUTURE`: all flights still to come. `DISRUPTED`: the first flight is cancelled or delayed. `BEGUN`: the first flight
 * has been flown.
 */
export type TripKind = 'FUTURE' | 'DISRUPTED' | 'BEGUN';

/** Draws trips over a timetable. */
export class TripPlanner {
  private readonly flightsByOrigin: ReadonlyMap<string, readonly PlannedFlight[]>;
  private readonly disrupted: readonly PlannedSegment[];
  private readonly flown: readonly PlannedSegment[];

  constructor(
    private readonly flights: readonly PlannedFlight[],
    private readonly days: number,
    private readonly random: Random,
  ) {
    this.flightsByOrigin = groupBy(flights, (flight) => flight.origin);
    const past = flights.flatMap((flight) =>
      flight.days.slice(0, TODAY_DAY).map((state, index) => ({ flight, day: index + 1, status: state.status })),
    );
    this.disrupted = past.filter(
      ({ day, status }) => status === 'delayed' || (status === 'cancelled' && day >= TODAY_DAY - 3),
    );
    // A search does not show which of today's flights have left, so trips that have begun did so before today.
    this.flown = past.filter(({ day, status }) => hasDeparted(status) && day < TODAY_DAY && day >= TODAY_DAY - 8);
  }

  /** A trip of this kind; a future trip when the timetable has none. */
  plan(kind: TripKind): PlannedTrip {
    if (kind === 'DISRUPTED' && this.disrupted.length > 0) return this.withReturn([this.pickDisrupted()]);
    if (kind === 'BEGUN' && this.flown.length > 0) return this.withReturn([pick(this.random, this.flown)]);
    const first = pick(this.random, this.flights);
    const day = this.random.integer(TODAY_DAY + 1, this.days - 2);
    return this.withReturn(this.withConnection({ flight: first, day }));
  }

  /** Cancelled and delayed flights equally often, although a world has more cancelled ones. */
  private pickDisrupted(): PlannedSegment {
    const wanted = pickWeighted(this.random, [
      ['delayed', 1],
      ['cancelled', 1],
    ]);
    const fitting = this.disrupted.filter(({ flight, day }) => flight.days[day - 1]!.status === wanted);
    return pick(this.random, fitting.length > 0 ? fitting : this.disrupted);
  }

  private withConnection(first: PlannedSegment): PlannedSegment[] {
    if (!happens(this.random, 0.35)) return [first];
    const onward = this.onwardFlights(first.flight, null).filter(({ destination }) => {
      return destination !== first.flight.origin;
    });
    return onward.length === 0 ? [first] : [first, { flight: pick(this.random, onward), day: first.day }];
  }

  private withReturn(outbound: readonly PlannedSegment[]): PlannedTrip {
    const first = outbound[0]!;
    const last = outbound.at(-1)!;
    const trip = { origin: first.flight.origin, destination: last.flight.destination };
    const earliest = Math.max(last.day, TODAY_DAY) + 1;
    const day = Math.min(this.days, earliest + this.random.integer(0, 5));
    const back = day > last.day && happens(this.random, 0.55) ? this.wayBack(outbound, day) : null;
    return { ...trip, isRoundTrip: back !== null, segments: back === null ? outbound : [...outbound, ...back] };
  }

  /** The outbound airports in reverse; null when no flights connect. */
  private wayBack(outbound: readonly PlannedSegment[], day: number): PlannedSegment[] | null {
    const back: PlannedSegment[] = [];
    for (const { flight } of outbound.toReversed()) {
      const previous = back.at(-1)?.flight;
      const fitting =
        previous === undefined
          ? this.flightsFrom(flight.destination).filter(({ destination }) => destination === flight.origin)
          : this.onwardFlights(previous, flight.origin);
      if (fitting.length === 0) return null;
      back.push({ flight: pick(this.random, fitting), day });
    }
    return back;
  }

  /** Flights that leave on the same day, at least 45 minutes after the previous arrival. */
  private onwardFlights(first: PlannedFlight, destination: string | null): PlannedFlight[] {
    return this.flightsFrom(first.destination).filter(
      (flight) =>
        (destination === null || flight.destination === destination) &&
        flight.departureMinute >= first.arrivalMinute + 45,
    );
  }

  private flightsFrom(origin: string): readonly PlannedFlight[] {
    return this.flightsByOrigin.get(origin) ?? [];
  }
}
