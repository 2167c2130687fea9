import type { Tool } from './tool';
import { bookReservation } from './tools/book-reservation';
import { bookReservationV2 } from './tools/book-reservation-v2';
import { calculateTool } from './tools/calculate';
import { cancelReservationTool } from './tools/cancel-reservation';
import { getFlightStatus } from './tools/get-flight-status';
import { getReservationDetailsTool } from './tools/get-reservation-details';
import { getUserDetailsTool } from './tools/get-user-details';
import { listAllAirports, listAllAirportsV2 } from './tools/list-all-airports';
import { searchDirectFlight } from './tools/search-direct-flight';
import { searchDirectFlightV2, searchOnestopFlightV2 } from './tools/search-flights-v2';
import { searchOnestopFlight } from './tools/search-onestop-flight';
import { sendCertificate } from './tools/send-certificate';
import { sendCertificateV2 } from './tools/send-certificate-v2';
import { think } from './tools/think';
import { transferToHumanAgentsTool } from './tools/transfer-to-human-agents';
import { updateReservationBaggages } from './tools/update-reservation-baggages';
import { updateReservationBaggagesV2 } from './tools/update-reservation-baggages-v2';
import { updateReservationFlights } from './tools/update-reservation-flights';
import { updateReservationFlightsV2 } from './tools/update-reservation-flights-v2';
import { updateReservationPassengers } from './tools/update-reservation-passengers';
import { updateReservationPassengersV2 } from './tools/update-reservation-passengers-v2';
import { FIRST_WORDING, SECOND_WORDING } from './wording';

/** The first version's 14 tools, in order of registration. */
export const FIRST_TOOLS: readonly Tool[] = [
  bookReservation,
  calculateTool(FIRST_WORDING),
  cancelReservationTool(FIRST_WORDING),
  getReservationDetailsTool(FIRST_WORDING),
  getUserDetailsTool(FIRST_WORDING),
  listAllAirports,
  searchDirectFlight,
  searchOnestopFlight,
  sendCertificate,
  think,
  transferToHumanAgentsTool(true),
  updateReservationBaggages,
  updateReservationFlights,
  updateReservationPassengers,
];

/** The second version's tools: no `think`, and the status of a flight. */
export const SECOND_TOOLS: readonly Tool[] = [
  bookReservationV2,
  calculateTool(SECOND_WORDING),
  cancelReservationTool(SECOND_WORDING),
  getFlightStatus,
  getReservationDetailsTool(SECOND_WORDING),
  getUserDetailsTool(SECOND_WORDING),
  listAllAirportsV2,
  searchDirectFlightV2,
  searchOnestopFlightV2,
  sendCertificateV2,
  transferToHumanAgentsTool(false),
  updateReservationBaggagesV2,
  updateReservationFlightsV2,
  updateReservationPassengersV2,
];
