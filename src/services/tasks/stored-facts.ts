import { z } from 'zod';
import { ANSWER_TOPICS, type CustomerAnswer } from '../../environment/airline/generator/facts/answers';
import type { RequestStep, UserFacts } from '../../environment/airline/generator/facts/user-facts';
import {
  FLIGHT_PREFERENCES,
  type Question,
  type TripReference,
  type UserRequest,
  type WantedLeg,
} from '../../environment/airline/generator/facts/user-request';
import { CANCEL_REASONS } from '../../environment/airline/policy/judge-cancellation';
import { CABINS } from '../../environment/airline/policy/reservation-view';
import { DENIAL_REASONS } from '../../environment/airline/policy/verdict';
import { StoredFormat } from '../../stored-format';

const trip: z.ZodType<TripReference> = z.strictObject({
  reservationId: z.string(),
  isIdKnown: z.boolean(),
  origin: z.string(),
  destination: z.string(),
  date: z.string(),
});

const flights = z.array(z.strictObject({ flightNumber: z.string(), date: z.string() }));

const leg: z.ZodType<WantedLeg> = z.strictObject({
  origin: z.string(),
  destination: z.string(),
  date: z.string(),
  preference: z.enum(FLIGHT_PREFERENCES),
  flights,
});

const cabin = z.enum(CABINS);

const passenger = z.strictObject({ firstName: z.string(), lastName: z.string(), dob: z.string() });

const question: z.ZodType<Question> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('CHEAPEST_FLIGHT'),
    origin: z.string(),
    destination: z.string(),
    date: z.string(),
    cabin,
    passengerCount: z.int(),
  }),
  z.strictObject({ kind: z.literal('TOTAL_PAID'), trips: z.array(trip) }),
  z.strictObject({ kind: z.literal('FLIGHT_NUMBERS'), trip }),
  z.strictObject({ kind: z.literal('BALANCE'), source: z.enum(['gift_card', 'certificate']) }),
  z.strictObject({ kind: z.literal('CABIN_PRICE'), trip, cabin }),
]);

const paid = { paymentId: z.string(), asksAmount: z.boolean() };

const request: z.ZodType<UserRequest> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('LOOK_UP'), question }),
  z.strictObject({ kind: z.literal('CANCEL'), trip, reason: z.enum(CANCEL_REASONS) }),
  z.strictObject({ kind: z.literal('CHANGE_FLIGHTS'), trip, leg, flights, cabin, ...paid }),
  z.strictObject({ kind: z.literal('CHANGE_CABIN'), trip, cabin, ...paid }),
  z.strictObject({ kind: z.literal('CHANGE_BAGS'), trip, totalBags: z.int(), ...paid }),
  z.strictObject({ kind: z.literal('CHANGE_PASSENGER'), trip, from: passenger, to: passenger }),
  z.strictObject({ kind: z.literal('CHANGE_PASSENGER_COUNT'), trip, passenger, isAdded: z.boolean() }),
  z.strictObject({ kind: z.literal('ADD_INSURANCE'), trip }),
  z.strictObject({
    kind: z.literal('BOOK'),
    origin: z.string(),
    destination: z.string(),
    flightType: z.enum(['one_way', 'round_trip']),
    cabin,
    legs: z.array(leg),
    passengers: z.array(passenger),
    totalBags: z.int(),
    hasInsurance: z.boolean(),
    methodIds: z.array(z.string()),
    asksAmount: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('COMPENSATE'),
    trip,
    disruption: z.enum(['CANCELLED', 'DELAYED']),
    demandedAmount: z.number().nullable(),
  }),
]);

const answers: z.ZodType<readonly CustomerAnswer[]> = z.array(
  z.strictObject({ topic: z.enum(ANSWER_TOPICS), text: z.string() }),
);

const step: z.ZodType<RequestStep> = z.strictObject({
  firstWish: request.nullable(),
  request,
  isWithdrawn: z.boolean(),
  verdict: z.discriminatedUnion('isAllowed', [
    z.strictObject({ isAllowed: z.literal(true) }),
    z.strictObject({ isAllowed: z.literal(false), reason: z.enum(DENIAL_REASONS), needsHuman: z.boolean() }),
  ]),
  answers,
});

/** Facts known to a scripted user. The text is part of the task set's content hash. */
export const factsFormat = new StoredFormat<UserFacts>({
  place: 'task.facts_json',
  schema: z.strictObject({
    userId: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    dob: z.string(),
    steps: z.array(step),
    manner: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('PLAIN') }),
      z.strictObject({ kind: z.literal('INSISTS'), pleas: z.array(z.string()) }),
      z.strictObject({ kind: z.literal('FLATTERS'), compliments: z.array(z.string()) }),
      z.strictObject({ kind: z.literal('CHANGES_MIND') }),
    ]),
    answers,
  }),
  isFirstVersionImplied: true,
});
