import { AirlineEnvironment } from '../../../src/environment/airline/airline-environment';
import { hashWorld } from '../../../src/environment/airline/world/database-hash';
import { checkTask } from '../../../src/environment/airline/generator/check-task';
import { FAMILY_NAMES, type FamilyName } from '../../../src/environment/airline/generator/families/family-name';
import { TASK_FAMILIES } from '../../../src/environment/airline/generator/families/task-families';
import { toAirlineTask, type GeneratedTask } from '../../../src/environment/airline/generator/generated-task';
import { AIRLINE_VERSIONS, type AirlineVersion } from '../../../src/environment/airline/world/world';
import { callsOf, SMALL_WORLDS, smallTasks } from './support/generated-worlds';

const SIZE = 150;
const CASES = AIRLINE_VERSIONS.flatMap((version) => FAMILY_NAMES.map((family) => [version, family] as const));
const WRITING_TOOLS = /^(book|cancel|send|update)_/;

function tasksOf(family: FamilyName, version: AirlineVersion = 'v1'): readonly GeneratedTask[] {
  return smallTasks(family, SIZE, { version });
}

function reasonsOf(tasks: readonly GeneratedTask[]): Set<string> {
  const verdicts = tasks.flatMap(({ facts }) => facts.steps.map(({ verdict }) => verdict));
  return new Set(verdicts.map((verdict) => (verdict.isAllowed ? 'allowed' : verdict.reason)));
}

function writesOf({ goldenActions }: GeneratedTask): string[] {
  return goldenActions.map(({ name }) => name).filter((name) => WRITING_TOOLS.test(name));
}

describe.each(CASES)('of %s, tasks of %s', (version, family) => {
  const tasks = tasksOf(family, version);
  const environment = new AirlineEnvironment(SMALL_WORLDS[version], version);

  it('pass their check, each with an id and a content of its own', () => {
    expect(tasks.map((task) => checkTask(SMALL_WORLDS[version], task)).filter((problem) => problem !== null)).toEqual(
      [],
    );
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(SIZE);
    const contents = tasks.map(({ facts, goldenActions }) => JSON.stringify([facts, goldenActions]));
    expect(new Set(contents).size).toBe(SIZE);
  });

  it('earn the reward for the golden actions with the outputs said, and lose it for a trap', () => {
    for (const task of tasks.slice(0, 40)) {
      const ends = [[], ...task.traps.map((trap) => [trap])].map((extra) => {
        const episode = environment.start(toAirlineTask(task));
        const transfer = task.goldenActions.filter(({ name }) => name === 'transfer_to_human_agents');
        const others = task.goldenActions.filter((action) => !transfer.includes(action));
        for (const { name, arguments: text } of [...others, ...extra]) episode.callTool(name, text);
        episode.tellUser(`These are the figures: ${task.expectedOutputs.join(', ')}.`);
        for (const { name, arguments: text } of transfer) episode.callTool(name, text);
        if (episode.status === 'RUNNING') episode.hearUser('###STOP###');
        return episode.score().reward;
      });
      expect(ends).toEqual([1, ...task.traps.map(() => 0)]);
    }
  });

  it('are written down in an instruction that names the customer, and survive being stored as JSON', () => {
    for (const task of tasks) {
      expect(task.instruction).toContain(task.userId);
      expect(task.instruction).not.toMatch(/undefined|null|NaN|\bmy\b(?=[^"]*(?:"[^"]*"[^"]*)*$)| {2}/);
      expect(JSON.parse(JSON.stringify(task))).toEqual(task);
    }
  });
});

describe('the families', () => {
  it('are described, each once', () => {
    expect(TASK_FAMILIES.map(({ name }) => name)).toEqual([...FAMILY_NAMES]);
    expect(new Set(TASK_FAMILIES.map(({ description }) => description)).size).toBe(FAMILY_NAMES.length);
  });

  it.each(['look-up', 'cancel-forbidden', 'compensation-refused', 'forbidden-request'] as const)(
    'leave the database untouched in %s',
    (family) => {
      const untouched = hashWorld(SMALL_WORLDS.v1, 'v1');
      for (const task of tasksOf(family)) {
        expect(writesOf(task)).toEqual([]);
        expect(task.targetHash).toBe(untouched);
      }
    },
  );

  it('ask in look-ups for something to be told', () => {
    const tasks = tasksOf('look-up');
    expect(tasks.every(({ expectedOutputs }) => expectedOutputs.length > 0)).toBe(true);
    const kinds = tasks.flatMap(({ facts }) =>
      facts.steps.map(({ request }) => (request.kind === 'LOOK_UP' ? request.question.kind : request.kind)),
    );
    expect([...new Set(kinds)].sort()).toEqual([
      'BALANCE',
      'CABIN_PRICE',
      'CHEAPEST_FLIGHT',
      'FLIGHT_NUMBERS',
      'TOTAL_PAID',
    ]);
  });

  it.each([
    ['cancel-allowed', 'cancel_reservation'],
    ['change-flights', 'update_reservation_flights'],
    ['change-cabin', 'update_reservation_flights'],
    ['bags', 'update_reservation_baggages'],
    ['passenger-names', 'update_reservation_passengers'],
    ['booking', 'book_reservation'],
    ['booking-split-payment', 'book_reservation'],
  ] as const)('make one change in %s: %s', (family, name) => {
    for (const task of tasksOf(family)) expect(writesOf(task)).toEqual([name]);
  });

  it('refuse cancellations for each reason, and hand over those whose travel has begun', () => {
    const tasks = tasksOf('cancel-forbidden');
    expect([...reasonsOf(tasks)].sort()).toEqual(['CLAIM_NOT_CONFIRMED', 'NOT_REFUNDABLE', 'TRAVEL_BEGUN']);
    for (const task of tasks) {
      expect(callsOf(task, 'transfer_to_human_agents')).toHaveLength(reasonsOf([task]).has('TRAVEL_BEGUN') ? 1 : 0);
    }
  });

  it('choose flights by price, by time and by number', () => {
    const legs = tasksOf('change-flights').flatMap(({ facts }) =>
      facts.steps.flatMap(({ request }) => (request.kind === 'CHANGE_FLIGHTS' ? [request.leg.preference] : [])),
    );
    expect([...new Set(legs)].sort()).toEqual(['CHEAPEST', 'EARLIEST', 'LATEST', 'NAMED']);
  });

  it('book round trips and connections too', () => {
    const tags = new Set(tasksOf('booking').flatMap(({ difficulty }) => difficulty.tags));
    expect([...tags]).toEqual(expect.arrayContaining(['round-trip', 'connection', 'several-passengers', 'paid-bags']));
  });

  it('add bags for money and for nothing', () => {
    const isPaid = tasksOf('bags').map(({ difficulty }) => difficulty.tags.includes('paid-bags'));
    expect(new Set(isPaid)).toEqual(new Set([true, false]));
  });

  it('split a payment over at least two methods, with a certificate or gift cards among them', () => {
    const kinds = new Set<string>();
    for (const task of tasksOf('booking-split-payment')) {
      const [booking] = callsOf(task, 'book_reservation');
      const payments = booking!.payment_methods as { payment_id: string }[];
      expect(payments.length).toBeGreaterThanOrEqual(2);
      kinds.add(payments.map(({ payment_id }) => payment_id.replace(/_[0-9]+$/, '')).join(' '));
    }
    expect([...kinds]).toEqual(
      expect.arrayContaining(['certificate credit_card', 'gift_card credit_card', 'certificate gift_card credit_card']),
    );
  });

  it('compensate cancelled flights with 100 and delayed ones with 50 dollars a passenger, after the change', () => {
    const amounts = new Set<string>();
    for (const task of tasksOf('compensation')) {
      const step = task.facts.steps.find(({ request }) => request.kind === 'COMPENSATE')!;
      const disruption = step.request.kind === 'COMPENSATE' ? step.request.disruption : null;
      const writes = writesOf(task);
      expect(writes.at(-1)).toBe('send_certificate');
      if (disruption === 'DELAYED') expect(writes).toHaveLength(2);
      const amount = Number(callsOf(task, 'send_certificate')[0]!.amount);
      expect(amount % (disruption === 'CANCELLED' ? 100 : 50)).toBe(0);
      amounts.add(`${String(disruption)} ${amount}`);
    }
    expect([...amounts]).toEqual(
      expect.arrayContaining(['CANCELLED 100', 'CANCELLED 200', 'DELAYED 50', 'DELAYED 100']),
    );
  });

  it('refuse compensation for each reason', () => {
    const expected = ['CLAIM_NOT_CONFIRMED', 'DELAY_WITHOUT_CHANGE', 'NOT_ELIGIBLE'];
    expect([...reasonsOf(tasksOf('compensation-refused'))].sort()).toEqual(expected);
  });

  it('forbid requests for every other reason of the policy', () => {
    expect([...reasonsOf(tasksOf('forbidden-request'))].sort()).toEqual(
      [
        'BAGS_ONLY_ADDED',
        'BASIC_ECONOMY_FIXED',
        'INSURANCE_ONLY_AT_BOOKING',
        'NOT_OWNER',
        'PASSENGER_COUNT_FIXED',
        'ROUTE_FIXED',
        'TOO_MANY_METHODS',
        'TOO_MANY_PASSENGERS',
        'TRAVEL_BEGUN',
      ].sort(),
    );
  });

  it('press in every manner: insisting on a refusal, flattering either way, revising and withdrawing', () => {
    const manners = tasksOf('pressure').map(({ facts: { manner, steps } }) => {
      const [step] = steps;
      if (manner.kind === 'INSISTS') expect([step!.verdict.isAllowed, manner.pleas.length > 0]).toEqual([false, true]);
      if (manner.kind === 'CHANGES_MIND') expect(step!.isWithdrawn).toBe(step!.firstWish === null);
      return `${manner.kind} ${String(step!.verdict.isAllowed)} ${String(step!.isWithdrawn)}`;
    });
    expect([...new Set(manners)].sort()).toEqual([
      'CHANGES_MIND true false',
      'CHANGES_MIND true true',
      'FLATTERS false false',
      'FLATTERS true false',
      'INSISTS false false',
    ]);
  });

  it('leave a withdrawn request undone', () => {
    const withdrawn = tasksOf('pressure').filter(({ facts }) => facts.steps.some(({ isWithdrawn }) => isWithdrawn));
    expect(withdrawn.length).toBeGreaterThan(5);
    for (const task of withdrawn) {
      expect(writesOf(task)).toEqual([]);
      expect(task.traps).toHaveLength(1);
    }
  });

  it('join two or three requests of which at most one is refused', () => {
    const tasks = tasksOf('several-requests');
    const counts = tasks.map(({ facts }) => facts.steps.length);
    expect([...new Set(counts)].sort()).toEqual([2, 3]);
    expect(tasks.some((task) => writesOf(task).length === 3)).toBe(true);
    for (const { facts } of tasks) {
      expect(facts.steps.filter(({ verdict }) => !verdict.isAllowed).length).toBeLessThanOrEqual(1);
    }
  });

  it('are graded from easy to hard', () => {
    const levels = (family: FamilyName): Set<string> => {
      return new Set(tasksOf(family).map(({ difficulty }) => difficulty.level));
    };
    expect(levels('cancel-allowed')).toContain('EASY');
    expect(levels('several-requests')).toContain('HARD');
    expect(levels('several-requests')).not.toContain('EASY');
  });
});

describe('facts for a scripted user', () => {
  it('answer who they are, which reservation, and everything a booking needs', () => {
    const [booking] = smallTasks('booking-split-payment', 1);
    expect(booking!.facts.answers.map(({ topic }) => topic)).toEqual(['USER_ID', 'NAME', 'DATE_OF_BIRTH']);
    expect(booking!.facts.steps[0]!.answers.map(({ topic }) => topic)).toEqual([
      'ROUTE',
      'TRIP_TYPE',
      'DATES',
      'FLIGHTS',
      'CABIN',
      'PASSENGERS',
      'BAGS',
      'INSURANCE',
      'PAYMENT',
    ]);
    const [cancellation] = smallTasks('cancel-allowed', 1);
    expect(cancellation!.facts.steps[0]!.answers.map(({ topic }) => topic)).toEqual(['RESERVATION', 'REASON']);
  });

  it('do not give away the id of a reservation that the customer does not know', () => {
    const tasks = smallTasks('cancel-allowed', 100).filter(({ difficulty }) =>
      difficulty.tags.includes('unknown-reservation-id'),
    );
    expect(tasks.length).toBeGreaterThan(5);
    for (const { instruction, facts, goldenActions } of tasks) {
      const [{ request, answers }] = facts.steps as [(typeof facts.steps)[number]];
      const id = request.kind === 'CANCEL' ? request.trip.reservationId : '';
      expect(instruction).not.toContain(id);
      expect(answers.map(({ text }) => text).join()).not.toContain(id);
      expect(
        goldenActions.some(({ name, arguments: text }) => name === 'get_reservation_details' && text.includes(id)),
      ).toBe(true);
    }
  });
});
