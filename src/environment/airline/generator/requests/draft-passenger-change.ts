import type { Passenger, Reservation } from '../../policy/reservation-view';
import { happens, pick } from '../draws';
import type { Scene } from '../scene';
import { inventFirstName, inventLastName, inventPerson } from '../world/invented-people';
import { settleRequest, type RequestDraft } from './request-draft';
import { passengerArgument, toolAction } from './tool-action';
import { findTrip, referTo } from './trip-reference';

/** Replaces a passenger by another person, or corrects a name. */
export function draftPassengerChange(scene: Scene, trip: Reservation): RequestDraft | null {
  const from = pick(scene.random, trip.passengers);
  const to = drawSuccessor(scene, from);
  const isTaken = trip.passengers.some(
    ({ firstName, lastName }) => firstName === to.firstName && lastName === to.lastName,
  );
  if (isTaken) return null;
  const reference = referTo(scene, trip);
  const passengers = trip.passengers.map((passenger) => (passenger === from ? to : passenger));
  return settleRequest(scene, {
    request: { kind: 'CHANGE_PASSENGER', trip: reference, from, to },
    lookUps: findTrip(scene, reference),
    preparations: [],
    writes: [
      toolAction('update_reservation_passengers', {
        reservation_id: trip.reservationId,
        passengers: passengers.map(passengerArgument),
      }),
    ],
    tags: passengers.length > 1 ? ['several-passengers'] : [],
  });
}

/** Adds or removes a passenger, which no tool supports and the policy forbids. */
export function draftPassengerCount(scene: Scene, trip: Reservation): RequestDraft | null {
  const isAdded = trip.passengers.length === 1 || happens(scene.random, 0.5);
  const passenger = isAdded ? inventPerson(scene.random) : pick(scene.random, trip.passengers);
  const reference = referTo(scene, trip);
  return settleRequest(scene, {
    request: { kind: 'CHANGE_PASSENGER_COUNT', trip: reference, passenger, isAdded },
    lookUps: findTrip(scene, reference),
    preparations: [],
    writes: [],
  });
}

/**
 * Insurance for an existing reservation, which no tool sells and the policy forbids; null when it is already insured.
 */
export function draftAddedInsurance(scene: Scene, trip: Reservation): RequestDraft | null {
  if (trip.hasInsurance) return null;
  const reference = referTo(scene, trip);
  return settleRequest(scene, {
    request: { kind: 'ADD_INSURANCE', trip: reference },
    lookUps: findTrip(scene, reference),
    preparations: [],
    writes: [],
  });
}

function drawSuccessor({ random }: Scene, from: Passenger): Passenger {
  const kind = pick(random, ['PERSON', 'FIRST_NAME', 'LAST_NAME'] as const);
  if (kind === 'PERSON') return inventPerson(random);
  return kind === 'FIRST_NAME'
    ? { ...from, firstName: inventFirstName(random) }
    : { ...from, lastName: inventLastName(random) };
}
