import { FIRST_TOOLS, SECOND_TOOLS } from '../../src/environment/airline/tool-lists';
import { AIRLINE_TOOL_KINDS } from '../../src/environment/airline/tool-kinds';

/** The names by which both versions of the airline know their tools (specification of calibration, section 2). */
const READ = [
  'calculate',
  'get_flight_status',
  'get_reservation_details',
  'get_user_details',
  'list_all_airports',
  'search_direct_flight',
  'search_onestop_flight',
];
const WRITE = [
  'book_reservation',
  'cancel_reservation',
  'send_certificate',
  'update_reservation_baggages',
  'update_reservation_flights',
  'update_reservation_passengers',
];
const GENERIC = ['think', 'transfer_to_human_agents'];

describe('the kinds of the airline’s tools', () => {
  it('are those of the specification', () => {
    const ofKind = (wanted: string) =>
      [...AIRLINE_TOOL_KINDS].filter(([, kind]) => kind === wanted).map(([name]) => name);
    expect(ofKind('READ').sort()).toEqual(READ);
    expect(ofKind('WRITE').sort()).toEqual(WRITE);
    expect(ofKind('GENERIC').sort()).toEqual(GENERIC);
  });

  it('are the same in both versions', () => {
    for (const { name, kind } of [...FIRST_TOOLS, ...SECOND_TOOLS]) expect(AIRLINE_TOOL_KINDS.get(name)).toBe(kind);
  });
});
