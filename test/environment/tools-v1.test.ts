import { entryOf } from './support/entries';
import { startCalls } from './support/small-world';

/** Behaviour and texts: specification of tau-bench airline, sections 3 and 6. */

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
