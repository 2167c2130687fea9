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

describe('changes of a reservation in the first version', () => {
  it('doubles the already reversed history when it is cancelled twice', () => {
    const { call } = startCalls('v1');
    call('cancel_reservation', '{"reservation_id": "R1"}');
    const text = call('cancel_reservation', '{"reservation_id": "R1"}')!;
    const amounts = (JSON.parse(text) as { payment_history: { amount: number }[] }).payment_history;
    expect(amounts.map(({ amount }) => amount)).toEqual([90, -90, -90, 90]);
    expect(text.endsWith('"insurance": "no", "status": "cancelled"}')).toBe(true);
  });

  it('charges new flights less the old ones, refunds to a gift card, and never stores the cabin', () => {
    const { call, state } = startCalls('v1');
    const change = (cabin: string): string | null =>
      call(
        'update_reservation_flights',
        `{"reservation_id": "R1", "cabin": "${cabin}", "flights": [{"flight_number": "A1", "date": "2024-05-20"}], "payment_id": "gift"}`,
      );
    // The segment it has already, in its own cabin, keeps the old price: nothing to pay, nothing recorded.
    expect(change('economy')).toContain('"price": 90');
    expect(change('economy')).not.toContain('"gift"');
    expect(change('business')).toBe('Error: gift card balance is not enough');
    call(
      'update_reservation_flights',
      '{"reservation_id": "R1", "cabin": "economy", "flights": [], "payment_id": "gift"}',
    );
    expect(entryOf(state, 'users', 'ann')).toContain('"gift": {"source": "gift_card", "amount": 150, "id": "gift"}');
    expect(entryOf(state, 'reservations', 'R1')).toContain('{"payment_id": "gift", "amount": -90}');
    expect(change('business')).toBe('Error: gift card balance is not enough');
    const upgraded = call(
      'update_reservation_flights',
      '{"reservation_id": "R1", "cabin": "business", "flights": [{"flight_number": "A1", "date": "2024-05-21"}], "payment_id": "card"}',
    );
    expect(upgraded).toContain('"cabin": "economy"');
    expect(upgraded).toContain('"amount": 500}');
  });

  it.each([
    [
      '{"reservation_id": "R9", "cabin": "economy", "flights": [], "payment_id": "card"}',
      'Error: reservation not found',
    ],
    [
      '{"reservation_id": "R1", "cabin": "economy", "flights": [], "payment_id": "voucher"}',
      'Error: payment method not found',
    ],
    [
      '{"reservation_id": "R1", "cabin": "economy", "flights": [], "payment_id": "paper"}',
      'Error: certificate cannot be used to update reservation',
    ],
    // The date is missed only once the number is known: while comparing with a segment of the same number.
    [
      '{"reservation_id": "R1", "cabin": "x", "flights": [{"flight_number": "Z9"}], "payment_id": "card"}',
      'Error: flight Z9 not found',
    ],
    [
      '{"reservation_id": "R1", "cabin": "x", "flights": [{"flight_number": "A1"}], "payment_id": "card"}',
      "Error: 'date'",
    ],
  ])('answers %s with %s', (given, text) => {
    expect(startCalls('v1').call('update_reservation_flights', given)).toBe(text);
  });

  it('charges 50 for each added bag, whatever kind of number counts them, and refunds none', () => {
    const { call } = startCalls('v1');
    const setBags = (count: string): string | null =>
      call(
        'update_reservation_baggages',
        `{"reservation_id": "R1", "total_baggages": 5, "nonfree_baggages": ${count}, "payment_id": "gift"}`,
      );
    expect(setBags('0.5')).toContain('{"payment_id": "gift", "amount": 25.0}');
    expect(setBags('true')).toContain('"nonfree_baggages": true');
    expect(setBags('0')).toContain('"nonfree_baggages": 0');
    expect(setBags('3')).toBe('Error: gift card balance is not enough');
    expect(setBags('null')).toBe("Error: unsupported operand type(s) for -: 'NoneType' and 'int'");
  });

  it('checks the payment method of a baggage change that costs nothing', () => {
    const { call } = startCalls('v1');
    const given = '{"reservation_id": "R1", "total_baggages": 0, "nonfree_baggages": 0, "payment_id": "paper"}';
    expect(call('update_reservation_baggages', given)).toBe('Error: certificate cannot be used to update reservation');
  });

  it('replaces passengers by as many others, unchecked', () => {
    const { call } = startCalls('v1');
    const replace = (passengers: string): string | null =>
      call('update_reservation_passengers', `{"reservation_id": "R1", "passengers": ${passengers}}`);
    expect(replace('[1, 2]')).toBe('Error: number of passengers does not match');
    expect(replace('[{"name": "Zoë"}]')).toContain('"passengers": [{"name": "Zo\\u00eb"}]');
    expect(replace('"x"')).toContain('"passengers": "x"');
  });
});

describe('certificates in the first version', () => {
  it('prints and stores any amount, and returns nothing once three are given', () => {
    const { call, state } = startCalls('v1');
    const send = (amount: string): string | null => call('send_certificate', `{"user_id": "ann", "amount": ${amount}}`);
    expect(send('50.0')).toBe('Certificate certificate_3221322 added to user ann with amount 50.0.');
    expect(send('["x", null]')).toBe("Certificate certificate_3221323 added to user ann with amount ['x', None].");
    expect(send('1e16')).toBe('Certificate certificate_3221324 added to user ann with amount 1e+16.');
    expect(send('1')).toBeNull();
    expect(entryOf(state, 'users', 'ann')).toContain(
      '"certificate_3221322": {"source": "certificate", "amount": 50.0, "id": "certificate_3221322"}',
    );
  });
});

describe('searches in the first version', () => {
  it('shows the flight without its dates, then the entry of the date', () => {
    const { call } = startCalls('v1');
    const found = JSON.parse(
      call('search_direct_flight', '{"origin": "SFO", "destination": "JFK", "date": "2024-05-20"}')!,
    ) as object[];
    expect(found.map((flight) => Object.keys(flight))).toEqual(
      [1, 2].map(() => [
        'flight_number',
        'origin',
        'destination',
        'scheduled_departure_time_est',
        'scheduled_arrival_time_est',
        'status',
        'available_seats',
        'prices',
      ]),
    );
  });

  it('finds nothing on days without seats, for unknown codes and for null', () => {
    const { call } = startCalls('v1');
    const search = (given: string): string | null => call('search_direct_flight', given);
    expect(search('{"origin": "SFO", "destination": "JFK", "date": "2024-05-10"}')).toBe('[]');
    expect(search('{"origin": null, "destination": "JFK", "date": "2024-05-20"}')).toBe('[]');
    expect(search('{"origin": "SFO", "destination": "JFK", "date": []}')).toBe("Error: unhashable type: 'list'");
  });

  it('joins an overnight flight to the next day but shows the seats and prices of the first', () => {
    const { call } = startCalls('v1');
    const pairs = JSON.parse(
      call('search_onestop_flight', '{"origin": "SFO", "destination": "BOS", "date": "2024-05-20"}')!,
    ) as { flight_number: string; date: string; prices: { economy: number } }[][];
    expect(pairs.map((pair) => pair.map(({ flight_number, date }) => `${flight_number} ${date}`))).toEqual([
      ['A1 2024-05-20', 'B1 2024-05-20'],
      ['A2 2024-05-20', 'B1 2024-05-21'],
      ['A2 2024-05-20', 'B2 2024-05-21'],
    ]);
    expect(pairs[2]![1]!.prices.economy).toBe(100);
  });

  it('reads the day as an int only where a pair with an overnight flight exists', () => {
    const { call } = startCalls('v1');
    const search = (destination: string, date: string): string | null =>
      call('search_onestop_flight', `{"origin": "SFO", "destination": "${destination}", "date": ${date}}`);
    expect(search('BOS', '"May xx"')).toBe("Error: invalid literal for int() with base 10: 'xx'");
    expect(search('LAX', '"May xx"')).toBe('[]');
    expect(search('BOS', '7')).toBe("Error: 'int' object is not subscriptable");
  });
});

describe('the other tools of the first version', () => {
  it('shows users and reservations, and misnames an unknown reservation as published', () => {
    const { call } = startCalls('v1');
    expect(call('get_user_details', '{"user_id": "bob"}')).toContain(
      '"membership": "regular", "reservations": ["R2"]}',
    );
    expect(call('get_reservation_details', '{"reservation_id": "R1"}')).toContain('"price": 90');
    expect(call('get_reservation_details', '{"reservation_id": "R9"}')).toBe('Error: user not found');
  });

  it('thinks in silence, transfers, lists airports and knows no other action', () => {
    const { call } = startCalls('v1');
    expect(call('think', '{"thought": null}')).toBe('');
    expect(call('transfer_to_human_agents', '{"summary": 1}')).toBe('Transfer successful');
    expect(call('list_all_airports', '{}')).toMatch(/^\{"SFO": "San Francisco", .*, "LGA": "LaGuardia"\}$/);
    expect(call('calculate ', '{}')).toBe('Unknown action calculate ');
  });

  it('calculates texts of the allowed characters alone', () => {
    const { call } = startCalls('v1');
    expect(call('calculate', '{"expression": "5/8"}')).toBe('0.62');
    expect(call('calculate', '{"expression": "1e5"}')).toBe('Error: invalid characters in expression');
    expect(call('calculate', '{"expression": "2+"}')).toBe('Error: invalid syntax (<string>, line 1)');
    expect(call('calculate', '{"expression": 5}')).toBe("Error: 'int' object is not iterable");
    expect(call('calculate', '{"expression": [5]}')).toBe(
      "Error: 'in <string>' requires string as left operand, not int",
    );
    expect(call('calculate', '{"expression": ["12"]}')).toBe(
      'Error: eval() arg 1 must be a string, bytes or code object',
    );
  });
});

describe('argument names', () => {
  it.each([
    ['{}', "missing 2 required positional arguments: 'user_id' and 'amount'"],
    ['{"amount": 1}', "missing 1 required positional argument: 'user_id'"],
    ['{"z": 1, "y": 2}', "got an unexpected keyword argument 'z'"],
  ])('reports of %s: %s', (given, text) => {
    expect(startCalls('v1').call('send_certificate', given)).toBe(`Error: SendCertificate.invoke() ${text}`);
    expect(startCalls('v2').call('send_certificate', given)).toBe(`Error: AirlineTools.send_certificate() ${text}`);
  });

  it('lists three missing ones with a comma before the last, in signature order', () => {
    expect(startCalls('v1').call('search_direct_flight', '{}')).toBe(
      "Error: SearchDirectFlight.invoke() missing 3 required positional arguments: 'origin', 'destination', and 'date'",
    );
  });

  it('reports the name that the reference passes itself', () => {
    expect(startCalls('v1').call('think', '{"data": 1}')).toBe(
      "Error: tau_bench.envs.airline.tools.think.Think.invoke() got multiple values for keyword argument 'data'",
    );
  });
});
