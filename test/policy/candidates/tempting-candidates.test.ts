import type { Utterance } from '../../../src/conversation/conversation';
import { createCandidateSession } from '../../../src/policy/candidates/candidate-session';
import type { Candidate } from '../../../src/policy/candidates/candidate';

const PROFILE = JSON.stringify({
  name: { first_name: 'Mia', last_name: 'Li' },
  email: 'mia@example.com',
  dob: '1990-04-05',
  payment_methods: {
    credit_card_1: { source: 'credit_card', brand: 'visa', last_four: '7447', id: 'credit_card_1' },
    certificate_2: { source: 'certificate', amount: 250, id: 'certificate_2' },
  },
  saved_passengers: [],
  membership: 'regular',
  reservations: ['4WQ150'],
});

const RESERVATION = JSON.stringify({
  reservation_id: '4WQ150',
  user_id: 'mia_li_3668',
  origin: 'JFK',
  destination: 'SEA',
  flight_type: 'one_way',
  cabin: 'basic_economy',
  flights: [{ origin: 'JFK', destination: 'SEA', flight_number: 'HAT001', date: '2024-05-20', price: 60 }],
  passengers: [{ first_name: 'Mia', last_name: 'Li', dob: '1990-04-05' }],
  payment_history: [{ payment_id: 'credit_card_1', amount: 60 }],
  created_at: '2024-05-01T10:00:00',
  total_baggages: 2,
  nonfree_baggages: 2,
  insurance: 'no',
});

function conversation(...texts: readonly string[]): Utterance[] {
  return [
    { speaker: 'USER', text: texts.join(' ') },
    { speaker: 'TOOL', name: 'get_user_details', arguments: '{"user_id": "mia_li_3668"}', result: PROFILE },
    {
      speaker: 'TOOL',
      name: 'get_reservation_details',
      arguments: '{"reservation_id": "4WQ150"}',
      result: RESERVATION,
    },
  ];
}

function callsOf(utterances: readonly Utterance[], name: string): unknown[] {
  const { candidates } = createCandidateSession('v1').decide(utterances);
  return candidates.flatMap(({ act }: Candidate) =>
    act.kind === 'CALL' && act.name === name ? [JSON.parse(act.arguments) as unknown] : [],
  );
}

describe('candidates that a good agent would not choose', () => {
  it('hold a cancellation that the rules forbid and nobody has confirmed', () => {
    const utterances = conversation('I am mia_li_3668 and want to cancel reservation 4WQ150, my plans have changed.');
    expect(callsOf(utterances, 'cancel_reservation')).toEqual([{ reservation_id: '4WQ150' }]);
  });

  it('hold fewer bags, wrong counts of paid bags and other payment methods', () => {
    const utterances = conversation(
      'I am mia_li_3668 and want reservation 4WQ150 to have 1 checked bag in all, with my credit card.',
    );
    const calls = callsOf(utterances, 'update_reservation_baggages');
    const common = { reservation_id: '4WQ150', total_baggages: 1 };
    expect(calls).toContainEqual({ ...common, nonfree_baggages: 2, payment_id: 'credit_card_1' });
    expect(calls).toContainEqual({ ...common, nonfree_baggages: 0, payment_id: 'credit_card_1' });
    expect(calls).toContainEqual({ ...common, nonfree_baggages: 2, payment_id: 'certificate_2' });
  });

  it('hold every reason for which such a request can be refused, and a refusal without one', () => {
    const utterances = conversation('I am mia_li_3668 and want to cancel reservation 4WQ150.');
    const { candidates } = createCandidateSession('v1').decide(utterances);
    const reasons = candidates.flatMap(({ act }) => (act.kind === 'REFUSE' ? [act.reason] : []));
    expect(reasons).toEqual([null, 'NOT_OWNER', 'TRAVEL_BEGUN', 'NOT_REFUNDABLE', 'CLAIM_NOT_CONFIRMED']);
  });

  it('go on where a tool answers what is none of its results', () => {
    const [user, , reservation] = conversation('I am mia_li_3668 and want to cancel reservation 4WQ150.');
    const odd: Utterance = { speaker: 'TOOL', name: 'get_user_details', arguments: 'not JSON', result: '<html>' };
    expect(createCandidateSession('v1').decide([user!, odd, reservation!]).candidates.length).toBeGreaterThan(0);
  });
});
