import type { GoldenAction } from '../../../../domain/trajectory';
import type { Reservation } from '../../policy/reservation-view';
import type { Scene } from '../scene';
import { searchAction } from './flight-search';
import { toolAction } from './tool-action';

/** Look-ups that show how the flights of a reservation stand: by their status, or in the first version by searches for them. */
export function statusActions({ pool }: Pick<Scene, 'pool'>, { segments }: Reservation): GoldenAction[] {
  return segments.map(({ flightNumber, origin, destination, date }) =>
    pool.toolset.version === 'v2'
      ? toolAction('get_flight_status', { flight_number: flightNumber, date })
      : searchAction({ origin, destination, date }, 'NAMED'),
  );
}
