import type { Random } from '../../../../domain/random';
import type { UserProfile } from '../../policy/user-view';
import { pick } from '../draws';
import type { Question, UserRequest } from './user-request';
import {
  bagWords,
  cabinWords,
  legWords,
  passengerWords,
  paymentWords,
  reasonWords,
  routeWords,
  secondPerson,
  tripWords,
} from './words';

/** Instruction sentences for a customer's request, in the second person. */
export function requestSentences(request: UserRequest, user: UserProfile, random: Random): string[] {
  return ownSentences(request, user, random).map(secondPerson);
}

function ownSentences(request: UserRequest, user: UserProfile, random: Random): string[] {
  switch (request.kind) {
    case 'LOOK_UP':
      return questionSentences(request.question, random);
    case 'CANCEL':
      return [
        `${wantTo(random)} cancel ${tripWords(request.trip)}.`,
        pick(random, ['Your reason:', 'If asked why, you say:', 'The reason is that']) +
          ` ${reasonWords(request.reason)}.`,
      ];
    case 'CHANGE_FLIGHTS':
      return flightSentences(request, user, random);
    case 'CHANGE_CABIN':
      return [
        `${wantTo(random)} fly ${tripWords(request.trip)} in ${cabinWords(request.cabin)}, on the same flights.`,
        ...changePayment(request, user),
      ];
    case 'CHANGE_BAGS':
      return [
        `${want(random)} ${tripWords(request.trip)} to have ${bagWords(request.totalBags)} in all.`,
        ...changePayment(request, user),
      ];
    case 'CHANGE_PASSENGER':
      return [
        `On ${tripWords(request.trip)}, ${wantInside(random)} passenger ${passengerWords(request.from)}, replaced by ${passengerWords(request.to)}.`,
      ];
    case 'CHANGE_PASSENGER_COUNT':
      return [
        request.isAdded
          ? `${wantTo(random)} add a passenger to ${tripWords(request.trip)}: ${passengerWords(request.passenger)}.`
          : `${wantTo(random)} take passenger ${passengerWords(request.passenger)}, off ${tripWords(request.trip)} and keep the others.`,
      ];
    case 'ADD_INSURANCE':
      return [`${wantTo(random)} buy travel insurance for ${tripWords(request.trip)} now.`];
    case 'BOOK':
      return bookingSentences(request, user, random);
    case 'COMPENSATE':
      return complaintSentences(request, random);
  }
}

function wantTo(random: Random): string {
  return pick(random, ['You want to', 'You would like to', 'You wish to', 'You need to']);
}

function want(random: Random): string {
  return pick(random, ['You want', 'You would like']);
}

function wantInside(random: Random): string {
  return pick(random, ['you want', 'you would like', 'you need']);
}

const ASKS_AMOUNT =
  'Before you agree, you want to hear the exact amount in dollars that is charged or refunded in all.';

function changePayment(
  request: { readonly paymentId: string; readonly asksAmount: boolean },
  user: UserProfile,
): string[] {
  const payment = `For any charge or refund you name ${paymentWords([request.paymentId], user)}.`;
  return request.asksAmount ? [payment, ASKS_AMOUNT] : [payment];
}

function flightSentences(
  request: UserRequest & { readonly kind: 'CHANGE_FLIGHTS' },
  user: UserProfile,
  random: Random,
): string[] {
  return [
    `${want(random)} other flights on ${tripWords(request.trip)}.`,
    `Instead of the flights that go that way now, you want ${legWords(request.leg)}, in ${cabinWords(request.cabin)}; everything else stays.`,
    ...changePayment(request, user),
  ];
}

function bookingSentences(
  request: UserRequest & { readonly kind: 'BOOK' },
  user: UserProfile,
  random: Random,
): string[] {
  const { origin, destination, legs, passengers } = request;
  const type = request.flightType === 'round_trip' ? 'round trip' : 'one-way trip';
  const insurance = request.hasInsurance ? 'You want travel insurance.' : 'You do not want travel insurance.';
  const total = 'Before you agree, you want to hear the exact total price in dollars.';
  return [
    `${wantTo(random)} book a ${type} ${routeWords(origin, destination)} in ${cabinWords(request.cabin)}.`,
    `You want ${legs.map(legWords).join(', and for the way back ')}.`,
    `The passengers, in this order: ${passengers.map(passengerWords).join('; ')}.`,
    `You take ${bagWords(request.totalBags)}.`,
    insurance,
    `You pay with ${paymentWords(request.methodIds, user)}${request.methodIds.length > 1 ? ', each as far as it goes' : ''}.`,
    ...(request.asksAmount ? [total] : []),
  ];
}

function complaintSentences(request: UserRequest & { readonly kind: 'COMPENSATE' }, random: Random): string[] {
  const { trip, disruption, demandedAmount } = request;
  const state = disruption === 'CANCELLED' ? 'was cancelled by the airline' : 'is delayed';
  const demand =
    demandedAmount === null
      ? 'You ask what the airline will give you as compensation.'
      : `You demand a certificate of $${demandedAmount}, and take a smaller one if that is all there is.`;
  return [
    pick(random, [
      `You complain that a flight of ${tripWords(trip)} ${state}.`,
      `You are upset, because a flight of ${tripWords(trip)} ${state}.`,
    ]),
    demand,
  ];
}

function questionSentences(question: Question, random: Random): string[] {
  const know = pick(random, ['You want to know', 'You would like to hear', 'You need to know']);
  switch (question.kind) {
    case 'CHEAPEST_FLIGHT': {
      const { origin, destination, date, cabin, passengerCount } = question;
      const seats = passengerCount === 1 ? 'one seat' : `${passengerCount} seats`;
      return [
        `${know} which direct flight ${routeWords(origin, destination)} on ${date} is the cheapest that has ${seats} in ${cabinWords(cabin)}:`,
        'its flight number and the price in dollars for one person.',
      ];
    }
    case 'TOTAL_PAID':
      return [
        `${know} how many dollars you have paid for ${question.trips.map(tripWords).join(' and ')}${question.trips.length > 1 ? ' together' : ''}.`,
      ];
    case 'FLIGHT_NUMBERS':
      return [`${know} the flight numbers of ${tripWords(question.trip)}.`];
    case 'BALANCE': {
      const kind = question.source === 'gift_card' ? 'gift cards' : 'certificates';
      return [`${know} how many dollars you have on ${kind} in all.`];
    }
    case 'CABIN_PRICE':
      return [
        `${know} how many dollars it would cost, or give back, to fly ${tripWords(question.trip)} in ${cabinWords(question.cabin)}.`,
        'You only want the figure; nothing may be changed.',
      ];
  }
}
