import { CABINS, type Reservation } from '../../policy/reservation-view';
import { pick, pickWeighted } from '../draws';
import type { Question } from '../facts/user-request';
import type { Scene } from '../scene';
import { draftCabinQuestion } from './draft-cabin-change';
import { drawJourney } from './draw-journey';
import { searchAction } from './flight-search';
import { settleRequest, type RequestDraft } from './request-draft';
import { toolAction } from './tool-action';
import { findTrip, referTo } from './trip-reference';
import { shuffle } from '../../../../domain/shuffle';

type Drafted = { readonly question: Question; readonly lookUps: RequestDraft['lookUps'] };

/**
 * A question from the customer; null when the drawn question has no definite answer.
 *
 * @param trips reservations that they may ask about
 */
export function draftQuestion(scene: Scene, trips: readonly Reservation[] = scene.trips): RequestDraft | null {
  const kind = pickWeighted<Question['kind']>(scene.random, [
    ['CHEAPEST_FLIGHT', 0.3],
    ['TOTAL_PAID', 0.25],
    ['FLIGHT_NUMBERS', 0.15],
    ['BALANCE', 0.1],
    ['CABIN_PRICE', 0.2],
  ]);
  if (kind === 'CABIN_PRICE') {
    return trips.length === 0 ? null : draftCabinQuestion(scene, pick(scene.random, trips));
  }
  const drafted = DRAFTERS[kind](scene, trips);
  if (drafted === null) return null;
  const draft = settleRequest(scene, {
    request: { kind: 'LOOK_UP', question: drafted.question },
    lookUps: drafted.lookUps,
    preparations: [],
    writes: [],
    tags: drafted.lookUps.some(({ name }) => name === 'calculate') ? ['calculation'] : [],
  });
  return draft.outputs.length === 0 ? null : draft;
}

type Drafter = (scene: Scene, trips: readonly Reservation[]) => Drafted | null;

const DRAFTERS: Readonly<Record<Exclude<Question['kind'], 'CABIN_PRICE'>, Drafter>> = {
  CHEAPEST_FLIGHT: draftCheapestFlight,
  TOTAL_PAID: draftTotalPaid,
  FLIGHT_NUMBERS: draftFlightNumbers,
  BALANCE: draftBalance,
};

function draftCheapestFlight(scene: Scene): Drafted | null {
  const party = { cabin: pick(scene.random, CABINS), passengerCount: scene.random.integer(1, 4) };
  const leg = drawJourney(scene, party)?.legs[0];
  if (leg === undefined || leg.flights.length > 1) return null;
  const { origin, destination, date } = leg;
  return {
    question: { kind: 'CHEAPEST_FLIGHT', origin, destination, date, ...party },
    lookUps: [searchAction(leg, 'CHEAPEST')],
  };
}

function draftTotalPaid(scene: Scene, trips: readonly Reservation[]): Drafted | null {
  const chosen = shuffle(scene.random, trips).slice(0, scene.random.integer(1, 3));
  if (chosen.length === 0) return null;
  const references = chosen.map((trip) => referTo(scene, trip));
  const amounts = chosen.flatMap(({ payments }) => payments.map(({ amount }) => amount));
  return {
    question: { kind: 'TOTAL_PAID', trips: references },
    lookUps: [...references.flatMap((reference) => findTrip(scene, reference)), ...sumActions(amounts)],
  };
}

function draftFlightNumbers(scene: Scene, trips: readonly Reservation[]): Drafted | null {
  if (trips.length === 0) return null;
  const reference = referTo(scene, pick(scene.random, trips));
  return { question: { kind: 'FLIGHT_NUMBERS', trip: reference }, lookUps: findTrip(scene, reference) };
}

function draftBalance(scene: Scene): Drafted | null {
  const source = pick(scene.random, ['gift_card', 'certificate'] as const);
  const balances = scene.user.methods.flatMap((method) => (method.source === source ? [method.balance] : []));
  return balances.length === 0 ? null : { question: { kind: 'BALANCE', source }, lookUps: sumActions(balances) };
}

/** The calculation of a sum; none for a single amount. */
function sumActions(amounts: readonly number[]): RequestDraft['lookUps'] {
  return amounts.length < 2 ? [] : [toolAction('calculate', { expression: amounts.join(' + ') })];
}
