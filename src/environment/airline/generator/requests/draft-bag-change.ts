import { EXTRA_BAG_PRICE, nonfreeBags } from '../../policy/baggage-allowance';
import type { Reservation } from '../../policy/reservation-view';
import { happens } from '../draws';
import type { Scene } from '../scene';
import { drawChangePayment } from './pay-for-change';
import { settleRequest, type RequestDraft } from './request-draft';
import { priceAddedBags } from './required-outputs';
import { toolAction } from './tool-action';
import { findTrip, referTo } from './trip-reference';

/** One to three additional bags; null when no payment method covers them. */
export function draftAddedBags(scene: Scene, trip: Reservation): RequestDraft | null {
  return draftBags(scene, trip, trip.totalBags + scene.random.integer(1, 3));
}

/** Fewer bags, which the policy forbids; null when the reservation has none. */
export function draftRemovedBags(scene: Scene, trip: Reservation): RequestDraft | null {
  if (trip.totalBags === 0) return null;
  return draftBags(scene, trip, scene.random.integer(0, trip.totalBags - 1));
}

function draftBags(scene: Scene, trip: Reservation, totalBags: number): RequestDraft | null {
  const isRemoval = totalBags < trip.totalBags;
  const price = priceAddedBags(scene, trip, totalBags);
  const method = drawChangePayment(scene, price);
  if (method === null) return null;
  const party = { membership: scene.user.membership, cabin: trip.cabin, passengerCount: trip.passengers.length };
  const paid = nonfreeBags(totalBags, party);
  const reference = referTo(scene, trip);
  const asksAmount = price > 0 && happens(scene.random, 0.4);
  const calculation = toolAction('calculate', { expression: `${price / EXTRA_BAG_PRICE} * ${EXTRA_BAG_PRICE}` });
  return settleRequest(scene, {
    request: {
      kind: 'CHANGE_BAGS',
      trip: reference,
      totalBags,
      paymentId: method.id,
      asksAmount,
    },
    lookUps: findTrip(scene, reference),
    preparations: asksAmount ? [calculation] : [],
    writes: [
      toolAction('update_reservation_baggages', {
        reservation_id: trip.reservationId,
        total_baggages: BigInt(totalBags),
        nonfree_baggages: BigInt(isRemoval ? paid : Math.max(paid, trip.nonfreeBags)),
        payment_id: method.id,
      }),
    ],
    tags: [...(price > 0 ? ['paid-bags' as const] : []), ...(asksAmount ? ['calculation' as const] : [])],
  });
}
