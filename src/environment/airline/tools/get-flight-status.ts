import { findIn, itemAt } from '../../values/containers';
import { messageText } from '../../values/value-repr';
import { mapAt } from '../world/entry-fields';
import { Refusal, type Tool } from '../tool';
import { SECOND_WORDING } from '../wording';

/** Say the status of a flight on a date. Second version only. */
export const getFlightStatus: Tool = {
  name: 'get_flight_status',
  parameters: ['flight_number', 'date'],
  kind: 'READ',
  endsEpisode: false,
  run(given, state) {
    const number = itemAt(given, 'flight_number');
    const flight = state.find('flights', number);
    if (flight === undefined) throw new Refusal(SECOND_WORDING.flightNotFound(number));
    const date = itemAt(given, 'date');
    const day = findIn(mapAt(flight, 'dates'), date);
    if (day === undefined) throw new Refusal(SECOND_WORDING.flightNotOnDate(number, date));
    return messageText(itemAt(day, 'status'));
  },
};
