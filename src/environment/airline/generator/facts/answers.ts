import type { UserProfile } from '../../policy/user-view';
import {
  bagWords,
  cabinWords,
  legWords,
  passengerWords,
  paymentWords,
  reasonWords,
  routeWords,
  tripWords,
} from './words';
import { tripsOf, type UserRequest } from './user-request';

/** What an agent may ask a customer about. */
export const ANSWER_TOPICS = [
  'USER_ID',
  'NAME',
  'DATE_OF_BIRTH',
  'RESERVATION',
  'REASON',
  'ROUTE',
  'TRIP_TYPE',
  'DATES',
  'FLIGHTS',
  'CABIN',
  'PASSENGERS',
  'BAGS',
  'INSURANCE',
  'PAYMENT',
] as const;
export type AnswerTopic = (typeof ANSWER_TOPICS)[number];

/** A customer's answer when asked about a topic. */
export type CustomerAnswer = { readonly topic: AnswerTopic; readonly text: string };

/** A customer's answers about themselves. */
export function identityAnswers(user: UserProfile): CustomerAnswer[] {
  return [
    { topic: 'USER_ID', text: `My user id is ${user.userId}.` },
    { topic: 'NAME', text: `${user.firstName} ${user.lastName}.` },
    { topic: 'DATE_OF_BIRTH', text: `I was born on ${user.dob}.` },
  ];
}

/** A customer's answers about a request; topics that do not apply are omitted. */
export function requestAnswers(request: UserRequest, user: UserProfile): CustomerAnswer[] {
  const trips = tripsOf(request).map((trip): CustomerAnswer => ({
    topic: 'RESERVATION',
    text: sentence(tripWords(trip)),
  }));
  return [...trips, ...ownAnswers(request, user)];
}

function ownAnswers(request: UserRequest, user: UserProfile): CustomerAnswer[] {
  switch (request.kind) {
    case 'LOOK_UP':
    case 'ADD_INSURANCE':
      return [];
    case 'CANCEL':
      return [{ topic: 'REASON', text: sentence(reasonWords(request.reason)) }];
    case 'COMPENSATE':
      return [{ topic: 'REASON', text: `My flight was ${request.disruption.toLowerCase()}.` }];
    case 'CHANGE_FLIGHTS':
      return [
        { topic: 'DATES', text: `On ${request.leg.date}.` },
        { topic: 'FLIGHTS', text: sentence(legWords(request.leg)) },
        { topic: 'CABIN', text: sentence(cabinWords(request.cabin)) },
        { topic: 'PAYMENT', text: sentence(paymentWords([request.paymentId], user)) },
      ];
    case 'CHANGE_CABIN':
      return [
        { topic: 'CABIN', text: sentence(cabinWords(request.cabin)) },
        { topic: 'PAYMENT', text: sentence(paymentWords([request.paymentId], user)) },
      ];
    case 'CHANGE_BAGS':
      return [
        { topic: 'BAGS', text: `${bagWords(request.totalBags)} in all.` },
        { topic: 'PAYMENT', text: sentence(paymentWords([request.paymentId], user)) },
      ];
    case 'CHANGE_PASSENGER':
      return [
        { topic: 'PASSENGERS', text: `${passengerWords(request.to)} instead of ${passengerWords(request.from)}.` },
      ];
    case 'CHANGE_PASSENGER_COUNT':
      return [{ topic: 'PASSENGERS', text: sentence(passengerWords(request.passenger)) }];
    case 'BOOK':
      return bookingAnswers(request, user);
  }
}

function bookingAnswers(request: UserRequest & { readonly kind: 'BOOK' }, user: UserProfile): CustomerAnswer[] {
  return [
    { topic: 'ROUTE', text: sentence(routeWords(request.origin, request.destination)) },
    { topic: 'TRIP_TYPE', text: request.flightType === 'round_trip' ? 'A round trip.' : 'One way.' },
    { topic: 'DATES', text: sentence(request.legs.map(({ date }) => date).join(', and back on ')) },
    { topic: 'FLIGHTS', text: request.legs.map((leg) => sentence(legWords(leg))).join(' ') },
    { topic: 'CABIN', text: sentence(cabinWords(request.cabin)) },
    { topic: 'PASSENGERS', text: sentence(request.passengers.map(passengerWords).join('; ')) },
    { topic: 'BAGS', text: sentence(bagWords(request.totalBags)) },
    { topic: 'INSURANCE', text: request.hasInsurance ? 'Yes, with insurance.' : 'No insurance.' },
    { topic: 'PAYMENT', text: sentence(paymentWords(request.methodIds, user)) },
  ];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
