import type { CustomerAnswer } from '../../environment/airline/generator/facts/answers';
import type { RequestStep } from '../../environment/airline/generator/facts/user-facts';
import { tripsOf, type Question, type UserRequest } from '../../environment/airline/generator/facts/user-request';
import {
  bagWords,
  cabinWords,
  legWords,
  passengerWords,
  reasonWords,
  routeWords,
  tripWords,
} from '../../environment/airline/generator/facts/words';

/** The request as the customer brings it up: its kind and reservation. Details follow when asked. */
export function wishWords(request: UserRequest): string {
  switch (request.kind) {
    case 'LOOK_UP':
      return questionWords(request.question);
    case 'CANCEL':
      return `I want to cancel ${tripWords(request.trip)}.`;
    case 'CHANGE_FLIGHTS':
      return `I want other flights on ${tripWords(request.trip)}.`;
    case 'CHANGE_CABIN':
      return `I want another cabin on ${tripWords(request.trip)}, on the same flights.`;
    case 'CHANGE_BAGS':
      return `I want to change the number of checked bags on ${tripWords(request.trip)}.`;
    case 'CHANGE_PASSENGER':
      return `I want to replace a passenger on ${tripWords(request.trip)}.`;
    case 'CHANGE_PASSENGER_COUNT':
      return request.isAdded
        ? `I want to add a passenger to ${tripWords(request.trip)}.`
        : `I want to take a passenger off ${tripWords(request.trip)} and keep the others.`;
    case 'ADD_INSURANCE':
      return `I want to buy travel insurance for ${tripWords(request.trip)} now.`;
    case 'BOOK':
      return `I want to book a new trip ${routeWords(request.origin, request.destination)}.`;
    case 'COMPENSATE': {
      const state = request.disruption === 'CANCELLED' ? 'was cancelled by the airline' : 'is delayed';
      const { demandedAmount } = request;
      const demand =
        demandedAmount === null
          ? 'What will you give me as compensation?'
          : `I demand a certificate of $${demandedAmount} as compensation.`;
      return `A flight of ${tripWords(request.trip)} ${state}, and I am upset. ${demand}`;
    }
  }
}

/** The customer's answers about a request of a step: the task's own answers for the final request. */
export function wishAnswers(step: RequestStep, wish: UserRequest): readonly CustomerAnswer[] {
  if (wish === step.request) return step.answers;
  const trips = tripsOf(wish).map((trip): CustomerAnswer => ({ topic: 'RESERVATION', text: `${tripWords(trip)}.` }));
  return [...trips, ...changeAnswers(wish)];
}

/** The request with all details, for a customer who has been misunderstood. */
export function fullWishWords(step: RequestStep, wish: UserRequest): string {
  const details = wishAnswers(step, wish).filter(({ topic }) => topic !== 'RESERVATION');
  return [wishWords(wish), ...details.map(({ topic, text }) => `${DETAIL_WORDS[topic] ?? ''}${text}`)].join(' ');
}

const DETAIL_WORDS: Readonly<Partial<Record<CustomerAnswer['topic'], string>>> = {
  CABIN: 'Cabin: ',
  REASON: 'My reason: ',
  PASSENGERS: 'Passengers: ',
  PAYMENT: 'Payment: ',
};

/** Answers about a request that is later dropped. Its payment method is named by the id shown in the profile. */
function changeAnswers(wish: UserRequest): CustomerAnswer[] {
  switch (wish.kind) {
    case 'CANCEL':
      return [{ topic: 'REASON', text: `${reasonWords(wish.reason)}.` }];
    case 'CHANGE_FLIGHTS':
      return [
        { topic: 'DATES', text: `On ${wish.leg.date}.` },
        { topic: 'FLIGHTS', text: `${legWords(wish.leg)}.` },
        { topic: 'CABIN', text: `${cabinWords(wish.cabin)}.` },
        { topic: 'PAYMENT', text: `${wish.paymentId}.` },
      ];
    case 'CHANGE_CABIN':
      return [
        { topic: 'CABIN', text: `${cabinWords(wish.cabin)}.` },
        { topic: 'PAYMENT', text: `${wish.paymentId}.` },
      ];
    case 'CHANGE_BAGS':
      return [
        { topic: 'BAGS', text: `${bagWords(wish.totalBags)} in all.` },
        { topic: 'PAYMENT', text: `${wish.paymentId}.` },
      ];
    case 'CHANGE_PASSENGER':
      return [{ topic: 'PASSENGERS', text: `${passengerWords(wish.to)} instead of ${passengerWords(wish.from)}.` }];
    default:
      return [];
  }
}

function questionWords(question: Question): string {
  switch (question.kind) {
    case 'CHEAPEST_FLIGHT': {
      const { origin, destination, date, cabin, passengerCount } = question;
      const seats = passengerCount === 1 ? 'one seat' : `${passengerCount} seats`;
      return (
        `Which direct flight ${routeWords(origin, destination)} on ${date} is the cheapest that has ${seats} in ` +
        `${cabinWords(cabin)}? I would like its flight number and the price in dollars for one person.`
      );
    }
    case 'TOTAL_PAID': {
      const together = question.trips.length > 1 ? ' together' : '';
      return `How many dollars have I paid for ${question.trips.map(tripWords).join(' and ')}${together}?`;
    }
    case 'FLIGHT_NUMBERS':
      return `What are the flight numbers of ${tripWords(question.trip)}?`;
    case 'BALANCE':
      return `How many dollars do I have on ${question.source === 'gift_card' ? 'gift cards' : 'certificates'} in all?`;
    case 'CABIN_PRICE':
      return (
        `How many dollars would it cost, or give back, to fly ${tripWords(question.trip)} in ${cabinWords(question.cabin)}? ` +
        'I only want the figure; nothing may be changed.'
      );
  }
}
