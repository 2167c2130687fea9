import type { Random } from '../random';
import type { RecordedTask } from '../trajectory';

/** A synthetic task, with what the generator needs to know about it. */
export type SyntheticTask = {
  readonly task: RecordedTask;
  /** From 0 (nearly every attempt succeeds) to 1. */
  readonly difficulty: number;
  readonly userId: string;
};

const CITIES = ['QAA', 'QBD', 'QCE', 'QFG', 'QHJ', 'QKL'];
const CABINS = ['basic_economy', 'economy', 'business'];

/**
 * A synthetic airline task with two golden actions: a booking, which a good attempt matches exactly, and a change of
 * baggage, which attempts match only partly.
 *
 * @param index of the task from 0; becomes its external id
 * @param difficulty 0 to 1
 */
export function createSyntheticTask(index: number, difficulty: number, random: Random): SyntheticTask {
  const userId = `synthetic_user_${index}`;
  const from = random.integer(0, CITIES.length - 1);
  const origin = CITIES[from]!;
  const destination = CITIES[(from + random.integer(1, CITIES.length - 1)) % CITIES.length]!;
  const cabin = CABINS[random.integer(0, CABINS.length - 1)]!;
  const date = `2031-03-${String(random.integer(10, 28))}`;
  const reservationId = `SYN${String(index).padStart(3, '0')}`;
  const bags = random.integer(1, 4);
  return {
    difficulty,
    userId,
    task: {
      externalId: String(index),
      instruction:
        `Synthetic task ${index}. You are ${userId}. Book one ${cabin} seat from ${origin} to ${destination} on ${date}, ` +
        `then raise the baggage of reservation ${reservationId} to ${bags}.`,
      goldenActions: [
        {
          name: 'book_reservation',
          arguments: JSON.stringify({
            user_id: userId,
            origin,
            destination,
            cabin,
            flights: [{ flight_number: `SY${100 + index}`, date }],
          }),
        },
        {
          name: 'update_reservation_baggages',
          arguments: JSON.stringify({
            reservation_id: reservationId,
            total_baggages: bags,
            payment_id: `synthetic_card_${index}`,
          }),
        },
      ],
      expectedOutputs: [],
    },
  };
}
