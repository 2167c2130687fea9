import { entryOf } from './support/entries';
import { bookingArguments, startCalls } from './support/small-world';

/** Behaviour and texts: specification of tau2-bench airline, section 2. */

describe('booking in the second version', () => {
  it('takes the seats, keeps balances floats and always shows a status', () => {
    const { call, state } = startCalls('v2');
    const payments = '[{"payment_id": "gift", "amount": 60}, {"payment_id": "card", "amount": "40"}]';
    const text = call('book_reservation', bookingArguments({ payment_methods: payments, total_baggages: '1.0' }));
    expect(text).toContain(
      '"flights": [{"flight_number": "A1", "origin": "SFO", "destination": "JFK", "date": "2024-05-20", "price": 100}]',
    );
    expect(text).toContain('{"payment_id": "card", "amount": 40}');
    expect(text).toContain('"total_baggages": 1, "nonfree_baggages": 0, "insurance": "no", "status": null}');
    expect(entryOf(state, 'users', 'ann')).toContain('"gift": {"source": "gift_card", "amount": 0.0, "id": "gift"}');
    expect(entryOf(state, 'flights', 'A1')).toContain(
      '"2024-05-20": {"status": "available", "available_seats": {"basic_economy": 0, "economy": 1',
    );
  });

  it('runs out of seats, then of reservations', () => {
    const { call } = startCalls('v2');
    const business = bookingArguments({
      cabin: '"business"',
      payment_methods: '[{"payment_id": "card", "amount": 400}]',
    });
    const economy = [1, 2, 3].map(() => call('book_reservation', bookingArguments())?.slice(0, 26));
    expect(economy[2]).toBe('Error: Not enough seats on');
    expect(call('book_reservation', business)).toContain('HATHAV');
    expect(call('book_reservation', business)).toBe('Error: Too many reservations');
  });

  it.each([
    [{ user_id: '"zoe"' }, 'Error: User zoe not found'],
    [{ flights: '[{"flight_number": "Z9", "date": "2024-05-20"}]' }, 'Error: Flight Z9 not found'],
    [{ flights: '[{"flight_number": "A1", "date": "x"}]' }, 'Error: Flight A1 not found on date x'],
    [{ payment_methods: '[{"payment_id": "cash", "amount": 100}]' }, 'Error: Payment method cash not found'],
    [
      { payment_methods: '[{"payment_id": "gift", "amount": 100}]' },
      'Error: Not enough balance in payment method gift',
    ],
    [
      { payment_methods: '[{"payment_id": "card", "amount": 99}]' },
      'Error: Payment amount does not add up, total price is 100, but paid 99',
    ],
    [
      { payment_methods: '[{"payment_id": "paper", "amount": 50}, {"payment_id": "paper", "amount": 50}]' },
      "Error: 'paper'",
    ],
  ])('answers %j with %s', (replaced, text) => {
    const given = bookingArguments(replaced);
    expect(startCalls('v2').call('book_reservation', given)).toBe(text);
  });

  it.each([
    [{ flights: '[{"flight_number": "A1"}]' }, '1 validation error for FlightInfo\ndate\n  Field required'],
    [{ passengers: '[{"first_name": "A"}]', user_id: '"zoe"' }, '2 validation errors for Passenger\n'],
    [{ payment_methods: '[{"payment_id": "card", "amount": 99.5}]' }, '1 validation error for Payment\namount\n'],
    [{ cabin: '"first"', insurance: '"maybe"' }, '2 validation errors for Reservation\ncabin\n'],
    [{ passengers: '["Ann"]' }, '1 validation error for Reservation\npassengers.0\n'],
  ])('validates %j', (replaced, start) => {
    const { call, state } = startCalls('v2');
    const text = call('book_reservation', bookingArguments(replaced));
    expect(text?.startsWith(`Error: ${start}`)).toBe(true);
    expect(state.changed('reservations').size + state.changed('users').size).toBe(0);
  });
});

describe('changes of a reservation in the second version', () => {
  it('stores the cabin and keeps segments of the same flight, date and cabin', () => {
    const { call } = startCalls('v2');
    const text = call(
      'update_reservation_flights',
      '{"reservation_id": "R1", "cabin": "business", "flights": [{"flight_number": "A1", "date": "2024-05-20"}], "payment_id": "card"}',
    );
    expect(text).toContain('"cabin": "business"');
    expect(text).toContain('{"payment_id": "card", "amount": 310}');
    expect(
      call(
        'update_reservation_flights',
        '{"reservation_id": "R1", "cabin": "first", "flights": [{"flight_number": "A1", "date": "2024-05-20"}], "payment_id": "card"}',
      ),
    ).toBe("Error: 'first'");
  });

  it('sets a cancelled status without touching seats', () => {
    const { call, state } = startCalls('v2');
    expect(call('cancel_reservation', '{"reservation_id": "R1"}')).toContain(
      '"insurance": "no", "status": "cancelled"}',
    );
    expect(state.changed('flights').size).toBe(0);
    expect(call('cancel_reservation', '{"reservation_id": "R9"}')).toBe('Error: Reservation R9 not found');
  });

  it('debits a gift card before it refuses to record half a bag', () => {
    const { call, state } = startCalls('v2');
    const given = '{"reservation_id": "R1", "total_baggages": 1, "nonfree_baggages": 0.25, "payment_id": "gift"}';
    expect(call('update_reservation_baggages', given)).toMatch(/^Error: 1 validation error for Payment\n/);
    expect(entryOf(state, 'users', 'ann')).toContain('"amount": 47.5');
    expect(entryOf(state, 'reservations', 'R1')).toContain('"nonfree_baggages": 0,');
  });

  it('validates passengers before it looks for the reservation', () => {
    const { call } = startCalls('v2');
    expect(call('update_reservation_passengers', '{"reservation_id": "R9", "passengers": [{}]}')).toMatch(
      /^Error: 3 validation errors for Passenger\n/,
    );
    expect(call('update_reservation_passengers', '{"reservation_id": "R1", "passengers": []}')).toBe(
      'Error: Number of passengers does not match',
    );
  });
});

describe('the other tools of the second version', () => {
  it('shows a null date in direct searches, and each date with its own prices in searches with a stop', () => {
    const { call } = startCalls('v2');
    expect(call('search_direct_flight', '{"origin": "JFK", "destination": "BOS", "date": "2024-05-21"}')).toContain(
      '"status": "available", "scheduled_departure_time_est": "18:00:00", "scheduled_arrival_time_est": "19:00:00", "date": null, "available_seats"',
    );
    const pairs = JSON.parse(
      call('search_onestop_flight', '{"origin": "SFO", "destination": "BOS", "date": "2024-05-20"}')!,
    ) as { flight_number: string; date: string; prices: { economy: number } }[][];
    expect(
      pairs.map((pair) => pair.map(({ flight_number, date, prices }) => [flight_number, date, prices.economy])),
    ).toEqual([
      [
        ['A1', '2024-05-20', 100],
        ['B1', '2024-05-20', 100],
      ],
      [
        ['A2', '2024-05-20', 100],
        ['B1', '2024-05-21', 130],
      ],
      [
        ['A2', '2024-05-20', 100],
        ['B2', '2024-05-21', 130],
      ],
    ]);
  });

  it('gives certificates with float amounts until there are too many', () => {
    const { call, state } = startCalls('v2');
    const send = (): string | null => call('send_certificate', '{"user_id": "ann", "amount": 50}');
    expect(send()).toBe('Certificate certificate_3221322 added to user ann with amount 50.');
    expect(entryOf(state, 'users', 'ann')).toContain(
      '{"source": "certificate", "id": "certificate_3221322", "amount": 50.0}',
    );
    send();
    send();
    expect(send()).toBe('Error: Too many certificates');
  });

  it('tells the status of a flight, lists airports as objects and has no think', () => {
    const { call } = startCalls('v2');
    expect(call('get_flight_status', '{"flight_number": "A1", "date": "2024-05-10"}')).toBe('landed');
    expect(call('get_flight_status', '{"flight_number": "A1", "date": "2024-05-09"}')).toBe(
      'Error: Flight A1 not found on date 2024-05-09',
    );
    expect(call('list_all_airports', '{}')).toMatch(/^\[\{"iata": "SFO", "city": "San Francisco"\}, /);
    expect(call('think', '{"thought": ""}')).toBe("Error: Tool 'think' not found.");
    expect(call('calculate', '{"expression": "x"}')).toBe('Error: Invalid characters in expression');
  });
});
