import { CABINS, type Reservation } from '../../policy/reservation-view';
import { happens, pick } from '../draws';
import type { UserRequest } from '../facts/user-request';
import type { Scene } from '../scene';
import { changePrice } from './change-price';
import { searchAction } from './flight-search';
import { differenceAction, drawChangePayment } from './pay-for-change';
import { settleRequest, type RequestDraft } from './request-draft';
import { updateFlightsAction } from './draft-flight-change';
import { seatPrice } from './flight-day-view';
import { findTrip, referTo } from './trip-reference';

type CabinRequest = UserRequest & { readonly kind: 'CHANGE_CABIN' };

/** Move a reservation to another cabin; null when the flights have no seats there or no payment method covers it. */
export function draftCabinChange(scene: Scene, trip: Reservation): RequestDraft | null {
  const { random } = scene;
  const cabin = pick(
    random,
    CABINS.filter((other) => other !== trip.cabin),
  );
  const price = changePrice(scene.state, trip, { flights: trip.segments, cabin });
  if (price === null || price === 0) return null;
  const method = drawChangePayment(scene, price);
  if (method === null) return null;
  const request: CabinRequest = {
    kind: 'CHANGE_CABIN',
    trip: referTo(scene, trip),
    cabin,
    paymentId: method.id,
    asksAmount: happens(random, 0.5),
  };
  return settleCabinChange(scene, trip, request);
}

/** Ask what another cabin would cost, without changing it. */
export function draftCabinQuestion(scene: Scene, trip: Reservation): RequestDraft | null {
  const draft = draftCabinChange(scene, trip);
  if (draft?.step.request.kind !== 'CHANGE_CABIN' || !draft.step.verdict.isAllowed) return null;
  const { trip: reference, cabin } = draft.step.request;
  const question = settleRequest(scene, {
    request: { kind: 'LOOK_UP', question: { kind: 'CABIN_PRICE', trip: reference, cabin } },
    lookUps: [...findTrip(scene, reference), ...priceLookUps(scene, trip, { cabin, asksAmount: true })],
    preparations: [],
    writes: [],
    tags: ['calculation'],
  });
  return { ...question, traps: draft.writes };
}

function settleCabinChange(scene: Scene, trip: Reservation, request: CabinRequest): RequestDraft {
  return settleRequest(scene, {
    request,
    lookUps: findTrip(scene, request.trip),
    preparations: priceLookUps(scene, trip, request),
    writes: [updateFlightsAction(trip, { cabin: request.cabin, flights: trip.segments, paymentId: request.paymentId })],
    tags: request.asksAmount ? ['calculation'] : [],
  });
}

function priceLookUps(
  scene: Scene,
  trip: Reservation,
  { cabin, asksAmount }: Pick<CabinRequest, 'cabin' | 'asksAmount'>,
): RequestDraft['lookUps'] {
  const passengerCount = trip.passengers.length;
  const searches = trip.segments.map((segment) => searchAction(segment, 'NAMED'));
  const newPrices = trip.segments.map((segment) => seatPrice(scene.state, segment, { cabin, passengerCount }) ?? 0);
  const oldPrices = trip.segments.map(({ price }) => price);
  return asksAmount ? [...searches, differenceAction(newPrices, oldPrices, passengerCount)] : searches;
}
