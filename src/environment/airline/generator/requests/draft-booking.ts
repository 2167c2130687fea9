import { EXTRA_BAG_PRICE } from '../../policy/baggage-allowance';
import { INSURANCE_PRICE, MAX_METHODS, MAX_PASSENGERS } from '../../policy/judge-booking';
import { spreadPayment } from '../../policy/charge-order';
import { CABINS, type Passenger, type Payment } from '../../policy/reservation-view';
import type { PaymentMethod } from '../../policy/user-view';
import { happens, pick, pickWeighted } from '../draws';
import { currentUser, type Scene } from '../scene';
import { inventPerson } from '../world/invented-people';
import { bookingPrice, paidBags, type BookingRequest } from './booking-price';
import { drawJourney } from './draw-journey';
import { seatPrice } from './flight-day-view';
import { searchAction } from './flight-search';
import { settleRequest, type RequestDraft } from './request-draft';
import { passengerArgument, segmentArgument, toolAction } from './tool-action';
import { shuffle } from '../../../../domain/shuffle';

/** Ways to pay for a booking: `SPLIT` uses at least two methods; `TWO_CERTIFICATES` is one too many. */
export type PaymentPlan = 'SINGLE' | 'SPLIT' | 'TWO_CERTIFICATES';

/** Options of a booking request. A party of `TOO_MANY` has one passenger more than allowed. */
export type BookingWish = { readonly plan: PaymentPlan; readonly party: 'FITTING' | 'TOO_MANY' };

/** A new reservation; null when no flights, seats or payments fit the draw. */
export function draftBooking(
  scene: Scene,
  wish: BookingWish = { plan: 'SINGLE', party: 'FITTING' },
): RequestDraft | null {
  const { random } = scene;
  const passengers = drawPassengers(scene, wish);
  const cabin = pick(random, CABINS);
  const journey = drawJourney(scene, { cabin, passengerCount: passengers.length });
  if (journey === null) return null;
  const content = {
    kind: 'BOOK' as const,
    ...journey,
    cabin,
    passengers,
    totalBags: random.integer(0, 2 * passengers.length),
    hasInsurance: happens(random, 0.35),
    asksAmount: happens(random, 0.4),
  };
  const price = bookingPrice(scene, content);
  const methods = price === null ? null : drawMethods(scene, price, wish.plan);
  if (price === null || methods === null) return null;
  const payments = spreadPayment(price, methods);
  if (payments?.length !== methods.length) return null;
  return settleBooking(scene, { ...content, methodIds: payments.map(({ paymentId }) => paymentId) }, payments);
}

function settleBooking(scene: Scene, request: BookingRequest, payments: readonly Payment[]): RequestDraft {
  return settleRequest(scene, {
    request,
    lookUps: [],
    preparations: [
      ...request.legs.map((leg) => searchAction(leg, leg.preference)),
      ...(request.asksAmount ? [priceAction(scene, request)] : []),
    ],
    writes: [
      toolAction('book_reservation', {
        user_id: scene.user.userId,
        origin: request.origin,
        destination: request.destination,
        flight_type: request.flightType,
        cabin: request.cabin,
        flights: request.legs.flatMap(({ flights }) => flights.map(segmentArgument)),
        passengers: request.passengers.map(passengerArgument),
        payment_methods: payments.map(({ paymentId, amount }) => ({ payment_id: paymentId, amount: BigInt(amount) })),
        total_baggages: BigInt(request.totalBags),
        nonfree_baggages: BigInt(paidBags(scene.user.membership, request)),
        insurance: request.hasInsurance ? 'yes' : 'no',
      }),
    ],
    tags: bookingTags(scene, request),
  });
}

/** The calculation of the total price. */
function priceAction({ state, user }: Scene, request: BookingRequest): RequestDraft['lookUps'][number] {
  const party = { cabin: request.cabin, passengerCount: request.passengers.length };
  const prices = request.legs.flatMap(({ flights }) => flights.map((flight) => seatPrice(state, flight, party) ?? 0));
  const perPassenger = [...prices, ...(request.hasInsurance ? [INSURANCE_PRICE] : [])].join(' + ');
  const bags = `${paidBags(user.membership, request)} * ${EXTRA_BAG_PRICE}`;
  return toolAction('calculate', { expression: `(${perPassenger}) * ${party.passengerCount} + ${bags}` });
}

function bookingTags(scene: Scene, request: BookingRequest): RequestDraft['tags'] {
  return [
    ...(request.asksAmount ? ['calculation' as const] : []),
    ...(request.legs.some(({ preference }) => preference !== 'NAMED') ? ['flight-choice' as const] : []),
    ...(request.legs.some(({ flights }) => flights.length > 1) ? ['connection' as const] : []),
    ...(request.flightType === 'round_trip' ? ['round-trip' as const] : []),
    ...(request.passengers.length > 1 ? ['several-passengers' as const] : []),
    ...(paidBags(scene.user.membership, request) > 0 ? ['paid-bags' as const] : []),
    ...(request.methodIds.length > 1 ? ['split-payment' as const] : []),
  ];
}

/** The customer, people of their profile, and new ones; no two with the same names. */
function drawPassengers({ random, user }: Scene, { party }: BookingWish): Passenger[] {
  const fitting = pickWeighted(random, [
    [1, 0.5],
    [2, 0.3],
    [3, 0.15],
    [4, 0.05],
  ]);
  const count = party === 'TOO_MANY' ? MAX_PASSENGERS + 1 : fitting;
  const { firstName, lastName, dob } = user;
  const self = happens(random, 0.8) ? [{ firstName, lastName, dob }] : [];
  const people = [...self, ...shuffle(random, user.savedPassengers)];
  const strangers = Array.from({ length: count }, () => inventPerson(random));
  const everybody = [...people, ...strangers];
  return everybody
    .filter((one, rank) => everybody.findIndex((other) => isNamesake(one, other)) === rank)
    .slice(0, count);
}

function isNamesake(left: Passenger, right: Passenger): boolean {
  return left.firstName === right.firstName && left.lastName === right.lastName;
}

/** Payment methods for a plan, not yet checked to cover the price; null when the customer has none that could. */
function drawMethods(scene: Scene, price: number, plan: PaymentPlan): PaymentMethod[] | null {
  const { random } = scene;
  const methods = shuffle(random, currentUser(scene).methods);
  const ofKind = (source: PaymentMethod['source']): PaymentMethod[] =>
    methods.filter((method) => method.source === source);
  if (plan === 'SINGLE') {
    const able = methods.filter((method) => method.source === 'credit_card' || method.balance >= price);
    return able.length === 0 ? null : [pick(random, able)];
  }
  const certificates = ofKind('certificate');
  const wanted = plan === 'TWO_CERTIFICATES' ? 2 : random.integer(0, MAX_METHODS.certificate);
  if (plan === 'TWO_CERTIFICATES' && certificates.length < wanted) return null;
  const giftCards = ofKind('gift_card').slice(0, random.integer(0, MAX_METHODS.gift_card));
  const chosen = [...certificates.slice(0, wanted), ...giftCards, ...ofKind('credit_card').slice(0, 1)];
  return chosen.length < 2 ? null : chosen;
}
