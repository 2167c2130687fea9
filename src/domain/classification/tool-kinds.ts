/** What a tool does to the world: looks at it, changes it, or neither. */
export type ToolKind = 'READ' | 'WRITE' | 'GENERIC';

/** Tool name to kind; a tool that is not named is GENERIC. */
export type ToolKinds = ReadonlyMap<string, ToolKind>;

/**
 * Tools of the airline domain of tau-bench (v1) and tau2-bench, which share the names: only v1 has `think`, only tau2 has
 * get_flight_status.
 *
 * @see specs/calibration.md section 2; `think` and transfer_to_human_agents are GENERIC by our choice
 */
export const AIRLINE_TOOL_KINDS: ToolKinds = new Map<string, ToolKind>([
  ['get_user_details', 'READ'],
  ['get_reservation_details', 'READ'],
  ['search_direct_flight', 'READ'],
  ['search_onestop_flight', 'READ'],
  ['list_all_airports', 'READ'],
  ['calculate', 'READ'],
  ['get_flight_status', 'READ'],
  ['book_reservation', 'WRITE'],
  ['cancel_reservation', 'WRITE'],
  ['update_reservation_flights', 'WRITE'],
  ['update_reservation_baggages', 'WRITE'],
  ['update_reservation_passengers', 'WRITE'],
  ['send_certificate', 'WRITE'],
  ['think', 'GENERIC'],
  ['transfer_to_human_agents', 'GENERIC'],
]);
