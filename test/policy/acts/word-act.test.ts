import { ANSWER_TOPICS } from '../../../src/environment/airline/generator/facts/answers';
import { DENIAL_REASONS } from '../../../src/environment/airline/policy/verdict';
import { ASK_SETS, type CallAct } from '../../../src/policy/acts/act';
import { wordAct } from '../../../src/policy/acts/word-act';
import { wordCall } from '../../../src/policy/acts/word-call';
import { hearAgent } from '../../../src/simulators/scripted/hear-agent';

const CANCEL: CallAct = { kind: 'CALL', name: 'cancel_reservation', arguments: '{"reservation_id": "4K9ZQX"}' };

const BOOKING: CallAct = {
  kind: 'CALL',
  name: 'book_reservation',
  arguments: JSON.stringify({
    user_id: 'mia_li_3668',
    origin: 'JFK',
    destination: 'SEA',
    flight_type: 'one_way',
    cabin: 'basic_economy',
    flights: [{ flight_number: 'HAT136', date: '2024-05-20' }],
    passengers: [{ first_name: 'Mia', last_name: 'Li', dob: '1990-04-05' }],
    payment_methods: [
      { payment_id: 'certificate_1', amount: 250 },
      { payment_id: 'credit_card_2', amount: 5 },
    ],
    total_baggages: 3,
    nonfree_baggages: 1,
    insurance: 'no',
  }),
};

describe('wordAct', () => {
  it('asks in words by which a user recognises each topic of each set, and nothing else', () => {
    for (const topics of [...ASK_SETS, ...ANSWER_TOPICS.map((topic) => [topic])]) {
      const heard = hearAgent(wordAct({ kind: 'ASK', topics }));
      expect([...heard.topics].sort()).toEqual([...topics].sort());
      expect(heard).toMatchObject({ isConfirmation: false, isClosing: false, isRefusal: false, isTransfer: false });
    }
  });

  it.each([CANCEL, BOOKING])('asks for a confirmation that is heard as nothing else: %p', (call) => {
    for (const amount of [null, 120, -45, 0]) {
      const heard = hearAgent(wordAct({ kind: 'CONFIRM', call, amount }));
      expect(heard).toEqual({
        isTransfer: false,
        isRefusal: false,
        isConfirmation: true,
        topics: [],
        isClosing: false,
        namesAmount: amount !== null,
      });
    }
  });

  it('says an amount as a task expects it: without sign or separator', () => {
    expect(wordAct({ kind: 'CONFIRM', call: CANCEL, amount: -1234 })).toContain('$1234 would be refunded');
    expect(wordAct({ kind: 'CONFIRM', call: CANCEL, amount: 56 })).toContain('$56 would be charged');
    expect(wordAct({ kind: 'INFORM', values: ['HAT001', '1234'] })).toBe('Here is what I found: HAT001, $1234.');
  });

  it.each([null, ...DENIAL_REASONS])('refuses in words that are heard as a refusal or a transfer: %p', (reason) => {
    const heard = hearAgent(wordAct({ kind: 'REFUSE', reason }));
    expect(heard).toMatchObject({ isConfirmation: false, topics: [] });
    expect(heard.isTransfer).toBe(reason === 'TRAVEL_BEGUN');
    expect(heard.isRefusal).toBe(reason !== 'TRAVEL_BEGUN');
  });

  it('closes with a question that is heard as one', () => {
    expect(hearAgent(wordAct({ kind: 'ANYTHING_ELSE' }))).toMatchObject({
      isClosing: true,
      isRefusal: false,
      topics: [],
    });
  });
});

describe('wordCall', () => {
  it('says what a booking would do', () => {
    expect(wordCall(BOOKING)).toBe(
      'book a one-way trip from JFK to SEA in basic economy: HAT136 on 2024-05-20; for these passengers: Mia Li, born on ' +
        '1990-04-05; 3 checked bags in all, 1 of them paid; without travel insurance; paid with certificate_1, then credit_card_2',
    );
  });

  it('shows a call that it does not know, or cannot read, as it is', () => {
    expect(wordCall({ kind: 'CALL', name: 'think', arguments: '{"thought": "x"}' })).toBe(
      'use think with {"thought": "x"}',
    );
    expect(wordCall({ ...CANCEL, arguments: '[broken' })).toBe('use cancel_reservation with [broken');
    expect(wordCall({ ...CANCEL, arguments: '{}' })).toBe('cancel reservation (nothing)');
  });
});
