import type { Reservation, Segment } from '../../policy/reservation-view';

/** One leg of a reservation; `isReturn` distinguishes the legs of a round trip. */
export type ReservedLeg = { readonly isReturn: boolean; readonly segments: readonly Segment[] };

/**
 * The legs of a reservation: outbound, and return for a round trip. The first ends at the first flight to the
 * destination.
 */
export function legsOf({ segments, destination, flightType }: Reservation): ReservedLeg[] {
  const turn = segments.findIndex((segment) => segment.destination === destination) + 1;
  if (flightType === 'one_way' || turn === 0 || turn === segments.length) return [{ isReturn: false, segments }];
  return [
    { isReturn: false, segments: segments.slice(0, turn) },
    { isReturn: true, segments: segments.slice(turn) },
  ];
}
