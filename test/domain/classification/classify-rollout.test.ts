import fc from 'fast-check';
import { classifyRollout, type ClassifiableTurn } from '../../../src/domain/classification/classify-rollout';
import { TIER_CODES, TIERS, mapTiers } from '../../../src/domain/classification/tier';
import type { GoldenAction } from '../../../src/domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../../src/environment/airline/tool-kinds';

type Call = ClassifiableTurn['toolCalls'][number];

const BOOKING: GoldenAction = {
  name: 'book_reservation',
  arguments: '{"user":"u1","cabin":"economy","bags":2,"insurance":"no"}',
};

function call(name: string, args: string, result: string | null = 'ok', isError: boolean | null = null): Call {
  return { name, arguments: args, result, isError };
}

function turn(...toolCalls: Call[]): ClassifiableTurn {
  return { toolCalls };
}

function tiersOf(golden: readonly GoldenAction[], ...turns: ClassifiableTurn[]): string[] {
  return classifyRollout(golden, turns, AIRLINE_TOOL_KINDS).map(({ tier }) => tier);
}

describe('classifyRollout', () => {
  it('walks the rollout worked by hand', () => {
    const turns = [
      turn(),
      turn(call('get_user_details', '{"user":"u1"}')),
      turn(call('get_user_details', '{"user":" u1 "}')),
      turn(call('book_reservation', '{"user":"u1","cabin":"economy","bags":3}')),
      turn(call('book_reservation', '{"user":"u2","cabin":"first"}')),
      turn(call('book_reservation', '{"user":"u1","cabin":"economy","bags":"2","insurance":"no","notes":""}')),
      turn(call('book_reservation', BOOKING.arguments)),
      turn(call('book_reservation', '{"user":"u1"}', 'Error: no such user')),
      turn(call('think', '{"thought":"hm"}')),
    ];
    const classified = classifyRollout([BOOKING], turns, AIRLINE_TOOL_KINDS);
    expect(classified.map(({ tier }) => tier)).toEqual([
      'MESSAGE',
      'READ_ONLY',
      'DUPLICATE',
      'SOFT_MATCH',
      'STATE_CHANGE',
      'GOLD_EXACT',
      'DUPLICATE',
      'ERROR',
      'MESSAGE',
    ]);
    // Two of the four golden arguments agree: 0.5 + 0.5 * 2 / 4.
    expect(classified[3]!.score).toBe(0.75);
    expect(classified.filter((_, i) => i !== 3).every(({ score }) => score === 1)).toBe(true);
  });

  it('gives no entry for a rollout without turns', () => {
    expect(classifyRollout([BOOKING], [], AIRLINE_TOOL_KINDS)).toEqual([]);
  });

  it('consumes a golden action once, and two equal ones twice', () => {
    const again = turn(call(BOOKING.name, BOOKING.arguments));
    expect(tiersOf([BOOKING], again, again)).toEqual(['GOLD_EXACT', 'DUPLICATE']);
    expect(tiersOf([BOOKING, BOOKING], again, again)).toEqual(['GOLD_EXACT', 'GOLD_EXACT']);
  });

  it('does not let a soft match consume the golden action', () => {
    const soft = turn(call(BOOKING.name, '{"user":"u1"}'));
    const exact = turn(call(BOOKING.name, BOOKING.arguments));
    expect(tiersOf([BOOKING], soft, exact)).toEqual(['SOFT_MATCH', 'GOLD_EXACT']);
  });

  it('takes the best of several golden actions for the score of a soft match', () => {
    const small: GoldenAction = { name: BOOKING.name, arguments: '{"user":"u1","cabin":"first","empty":null}' };
    const [soft] = classifyRollout([BOOKING, small], [turn(call(BOOKING.name, '{"user":"u1"}'))], AIRLINE_TOOL_KINDS);
    expect(soft).toEqual({ tier: 'SOFT_MATCH', score: 0.75, calls: [{ tier: 'SOFT_MATCH', score: 0.75 }] });
  });

  it('matches only actions of the same name', () => {
    expect(tiersOf([BOOKING], turn(call('cancel_reservation', BOOKING.arguments)))).toEqual(['STATE_CHANGE']);
  });

  it.each([
    ['Error: reservation not found', 'ERROR'],
    ['Unknown action fly', 'ERROR'],
    ['An Error', 'READ_ONLY'],
    [' Error', 'READ_ONLY'],
    ['error: lower case', 'READ_ONLY'],
    ['', 'READ_ONLY'],
  ])('reads the result %p as %s', (result, tier) => {
    expect(tiersOf([], turn(call('get_user_details', '{}', result)))).toEqual([tier]);
  });

  it('takes an explicit error flag for an error, and does not let a false one overrule the text', () => {
    expect(tiersOf([], turn(call('get_user_details', '{}', 'fine', true)))).toEqual(['ERROR']);
    expect(tiersOf([], turn(call('get_user_details', '{}', 'Error: x', false)))).toEqual(['ERROR']);
    expect(tiersOf([], turn(call('get_user_details', '{}', null, false)))).toEqual(['READ_ONLY']);
  });

  it('calls arguments that do not parse an error, and does not remember them', () => {
    const broken = turn(call('get_user_details', '{"user":'));
    expect(tiersOf([], broken, broken)).toEqual(['ERROR', 'ERROR']);
  });

  it('does not take a repetition of a failed call for a duplicate', () => {
    const failed = turn(call('get_user_details', '{"user":"u1"}', 'Error: busy'));
    const repeated = turn(call('get_user_details', '{"user":"u1"}'));
    expect(tiersOf([], failed, repeated, repeated)).toEqual(['ERROR', 'READ_ONLY', 'DUPLICATE']);
  });

  it('does not match a golden action whose arguments are no object', () => {
    const action: GoldenAction = { name: 'get_user_details', arguments: '[]' };
    expect(tiersOf([action], turn(call('get_user_details', '{}')))).toEqual(['READ_ONLY']);
  });

  it('matches a golden action without arguments exactly or not at all', () => {
    const action: GoldenAction = { name: 'transfer_to_human_agents', arguments: '{}' };
    expect(tiersOf([action], turn(call(action.name, '{"summary":"x"}')))).toEqual(['MESSAGE']);
    expect(tiersOf([action], turn(call(action.name, '{"summary":""}')))).toEqual(['GOLD_EXACT']);
  });

  it.each(['constructor', '__proto__', 'toString', 'no_such_tool'])('calls a successful %s a message', (name) => {
    expect(tiersOf([], turn(call(name, '{}')))).toEqual(['MESSAGE']);
  });

  it('does not crash on NaN and infinities in arguments', () => {
    expect(tiersOf([], turn(call('calculate', '{"x":NaN,"y":-Infinity}')))).toEqual(['READ_ONLY']);
  });

  it('gives a turn with several calls the first tier by precedence, with its best score', () => {
    const read = call('get_user_details', '{"user":"u1"}');
    const soft = call(BOOKING.name, '{"user":"u1"}');
    const better = call(BOOKING.name, '{"user":"u1","cabin":"economy"}');
    const failed = call('calculate', '{}', 'Error: x');
    const write = call('send_certificate', '{"amount":1}');
    const [mixed] = classifyRollout([BOOKING], [turn(read, soft, better, failed)], AIRLINE_TOOL_KINDS);
    expect(mixed).toMatchObject({ tier: 'SOFT_MATCH', score: 0.75 });
    expect(mixed!.calls.map(({ tier }) => tier)).toEqual(['READ_ONLY', 'SOFT_MATCH', 'SOFT_MATCH', 'ERROR']);
    expect(tiersOf([BOOKING], turn(write, failed))).toEqual(['ERROR']);
    expect(tiersOf([BOOKING], turn(read, read, write))).toEqual(['STATE_CHANGE']);
    expect(tiersOf([BOOKING], turn(read, read))).toEqual(['DUPLICATE']);
    expect(tiersOf([BOOKING], turn(call('think', '{}'), read))).toEqual(['READ_ONLY']);
    expect(tiersOf([BOOKING], turn(soft, call(BOOKING.name, BOOKING.arguments)))).toEqual(['GOLD_EXACT']);
  });

  it('uses the tool kinds of another domain', () => {
    const kinds = new Map([['delete_file', 'WRITE' as const]]);
    expect(classifyRollout([], [turn(call('delete_file', '{}'))], kinds)[0]!.tier).toBe('STATE_CHANGE');
    expect(classifyRollout([], [turn(call('get_user_details', '{}'))], kinds)[0]!.tier).toBe('MESSAGE');
  });

  it('never finds more golden actions than there are', () => {
    const name = fc.constantFrom('book_reservation', 'cancel_reservation');
    const args = fc.constantFrom('{"id":1}', '{"id":2}', '{"id":"1","x":null}');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, args)), fc.array(fc.tuple(name, args)), (golden, calls) => {
        const tiers = tiersOf(
          golden.map(([action, text]) => ({ name: action, arguments: text })),
          ...calls.map(([tool, text]) => turn(call(tool, text))),
        );
        expect(tiers.filter((tier) => tier === 'GOLD_EXACT').length).toBeLessThanOrEqual(golden.length);
      }),
    );
  });

  it('classifies 6,000 rollouts with 75,000 turns in a few seconds', () => {
    const turns = Array.from({ length: 12 }, (_, i) =>
      i % 2 === 0 ? turn() : turn(call(BOOKING.name, `{"user":"u${i}","cabin":"economy","flights":[{"n":${i}}]}`)),
    );
    const start = performance.now();
    let classified = 0;
    for (let rollout = 0; rollout < 6250; rollout += 1)
      classified += classifyRollout([BOOKING], turns, AIRLINE_TOOL_KINDS).length;
    expect(classified).toBe(75_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('tiers', () => {
  it('have codes in the order of their list', () => {
    expect(TIERS.map((tier) => TIER_CODES[tier])).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Object.keys(TIER_CODES)).toEqual(TIERS);
  });

  it('map to a record in the order of their list, each with its code', () => {
    expect(Object.entries(mapTiers((tier, code) => [tier, code]))).toEqual(
      TIERS.map((tier) => [tier, [tier, TIER_CODES[tier]]]),
    );
  });
});
