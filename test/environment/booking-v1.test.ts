import { entryOf } from './support/entries';
import { bookingArguments, startCalls } from './support/small-world';

/** Behaviour and texts: specification of tau-bench airline, sections 3 and 6. */

describe('booking in the first version', () => {
  it('stores a priced reservation in the documented key order and lists it with its user', () => {
    const { call, state } = startCalls('v1');
    expect(call('book_reservation', bookingArguments())).toBe(
      '{"reservation_id": "HATHAT", "user_id": "ann", "origin": "SFO", "destination": "JFK", "flight_type": "one_way", ' +
        '"cabin": "economy", "flights": [{"flight_number": "A1", "date": "2024-05-20", "price": 100, "origin": "SFO", ' +
        '"destination": "JFK"}], "passengers": [{"first_name": "Ann", "last_name": "Lee", "dob": "1990-01-01"}], ' +
        '"payment_history": [{"payment_id": "card", "amount": 100}], "created_at": "2024-05-15T15:00:00", ' +
        '"total_baggages": 0, "nonfree_baggages": 0, "insurance": "no"}',
    );
    expect(entryOf(state, 'users', 'ann')).toContain('"reservations": ["R1", "HATHAT"]');
  });

  it('leaves the seats alone and overwrites the third reservation with the fourth', () => {
    const { call, state } = startCalls('v1');
    const ids = [1, 2, 3, 4].map(() => call('book_reservation', bookingArguments())?.slice(20, 26));
    expect(ids).toEqual(['HATHAT', 'HATHAU', 'HATHAV', 'HATHAV']);
    expect(entryOf(state, 'users', 'ann')).toContain('["R1", "HATHAT", "HATHAU", "HATHAV", "HATHAV"]');
    expect(state.changed('flights').size).toBe(0);
  });

  it('keeps given keys of a segment at their places and the kind of every number', () => {
    const { call } = startCalls('v1');
    const text = call(
      'book_reservation',
      bookingArguments({
        flights: '[{"price": 1, "date": "2024-05-20", "seat": "1A", "flight_number": "A1"}]',
        payment_methods: '[{"payment_id": "card", "amount": 100.0, "note": null}]',
        total_baggages: '2.0',
      }),
    );
    expect(text).toContain(
      '{"price": 100, "date": "2024-05-20", "seat": "1A", "flight_number": "A1", "origin": "SFO", "destination": "JFK"}',
    );
    expect(text).toContain('{"payment_id": "card", "amount": 100.0, "note": null}');
    expect(text).toContain('"total_baggages": 2.0');
  });

  it.each([
    [{ user_id: '"zoe"' }, 'Error: user not found'],
    [{ user_id: 'null' }, 'Error: user not found'],
    [{ user_id: '["ann"]' }, "Error: unhashable type: 'list'"],
    [{ flights: '[{"flight_number": "Z9", "date": "2024-05-20"}]' }, 'Error: flight Z9 not found'],
    [{ flights: '[{"flight_number": null, "date": "2024-05-20"}]' }, 'Error: flight None not found'],
    [{ flights: '[{"flight_number": "A1", "date": "2024-06-01"}]' }, 'Error: flight A1 not found on date 2024-06-01'],
    [
      { flights: '[{"flight_number": "A1", "date": "2024-05-10"}]' },
      'Error: flight A1 not available on date 2024-05-10',
    ],
    [{ flights: '[{"flight_number": "A1"}]' }, "Error: 'date'"],
    [{ flights: '"A1"' }, "Error: string indices must be integers, not 'str'"],
    [{ flights: '5' }, "Error: 'int' object is not iterable"],
    [{ cabin: '"first"' }, "Error: 'first'"],
    [{ cabin: 'null' }, 'Error: None'],
    [{ cabin: '"basic_economy"' }, 'Error: not enough seats on flight A1'],
    [{ passengers: 'null' }, "Error: object of type 'NoneType' has no len()"],
    [{ nonfree_baggages: '"2"' }, "Error: unsupported operand type(s) for +=: 'int' and 'str'"],
    [{ nonfree_baggages: 'null' }, "Error: unsupported operand type(s) for *: 'int' and 'NoneType'"],
    [{ payment_methods: '[{"payment_id": "cash", "amount": 100}]' }, 'Error: payment method cash not found'],
    [{ payment_methods: '[{"payment_id": "card"}]' }, "Error: 'amount'"],
    [
      { payment_methods: '[{"payment_id": "gift", "amount": 100}]' },
      'Error: not enough balance in payment method gift',
    ],
    [
      { payment_methods: '[{"payment_id": "gift", "amount": "60"}]' },
      "Error: '<' not supported between instances of 'int' and 'str'",
    ],
    [
      { payment_methods: '[{"payment_id": "card", "amount": "100"}]' },
      "Error: unsupported operand type(s) for +: 'int' and 'str'",
    ],
    [
      { insurance: '"yes"', nonfree_baggages: '0.5' },
      'Error: payment amount does not add up, total price is 155.0, but paid 100',
    ],
  ])('answers %j with %s and changes nothing', (replaced, text) => {
    const { call, state } = startCalls('v1');
    expect(call('book_reservation', bookingArguments(replaced as unknown as Record<string, string>))).toBe(text);
    expect([...state.changed('users').keys(), ...state.changed('reservations').keys()]).toEqual([]);
  });

  it('debits gift cards, uses certificates up and judges each payment against the untouched balance', () => {
    const { call, state } = startCalls('v1');
    const payments =
      '[{"payment_id": "gift", "amount": 40}, {"payment_id": "paper", "amount": 20}, {"payment_id": "gift", "amount": 40}]';
    expect(call('book_reservation', bookingArguments({ payment_methods: payments }))).toContain('HATHAT');
    expect(entryOf(state, 'users', 'ann')).toContain('"gift": {"source": "gift_card", "amount": -20, "id": "gift"}');
    expect(entryOf(state, 'users', 'ann')).not.toContain('paper');
  });

  it('loses a certificate that is listed twice, without a reservation', () => {
    const { call, state } = startCalls('v1');
    const payments = '[{"payment_id": "paper", "amount": 50}, {"payment_id": "paper", "amount": 50}]';
    expect(call('book_reservation', bookingArguments({ payment_methods: payments }))).toBe("Error: 'paper'");
    expect(entryOf(state, 'users', 'ann')).not.toContain('paper');
    expect(state.changed('reservations').size).toBe(0);
  });
});
