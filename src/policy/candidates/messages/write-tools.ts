/** Tools that change something, whose calls are proposed before they are made. */
export const WRITE_TOOLS: ReadonlySet<string> = new Set([
  'book_reservation',
  'cancel_reservation',
  'send_certificate',
  'update_reservation_baggages',
  'update_reservation_flights',
  'update_reservation_passengers',
]);
