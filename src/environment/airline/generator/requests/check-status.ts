import type { GoldenAction } from '../../../../domain/trajectory';
import type { Reservation } from '../../policy/reservation-view';
import type { Scene } from '../scene';
import { searchAction } from './flight-search';
import { toolAction } from './tool-action';

/**
 * Reads that show the status of the flights of a reservation: by the status tool, or in the first version by searches.
 */
export function statusActions({ pool }: Pick<Scene, 'pool'>, { segments }: Reservation): GoldenAction[] {
  return segments.map(({ flightNumber, origin, destination, date }) =>
    pool.toolset.version === 'v2'
      ? toolAction('get_flight_status', { flight_number: flightNumber, date })
      : searchAction({ origin, destination, date }, 'NAMED'),
  );
}
