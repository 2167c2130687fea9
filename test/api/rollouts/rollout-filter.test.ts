import fc from 'fast-check';
import { TIERS } from '../../../src/domain/classification/tier';
import { OUTCOME_CLASSES, type RecordedRollout, type RecordedTurn } from '../../../src/domain/trajectory';
import type { RolloutFilter } from '../../../src/persistence/stores/rollouts/rollout-filter';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
import {
  ask,
  codeOf,
  listAt,
  send,
  startTestApi,
  type TestApi,
  type TestOrganization,
  valueAt,
} from '../support/api-server';
import { type FilteredRollout, matchesFilter } from '../support/filter-evaluation';
import { syntheticRows } from '../support/synthetic-rollouts';

const QUERY = `query($id: ID!, $filter: RolloutFilter) {
  rollouts(experimentId: $id, filter: $filter, first: 100) { totalCount nodes { clientId } } }`;

/** Texts with what LIKE, JSON and case folding could stumble over. */
const WORDS = ['100%', '100 percent', 'a_b', 'axb', 'back\\slash', '\\%', "it's", 'ÉTÉ', 'Done.', 'done'];
const TOOLS = ['book_reservation', 'get_user_details', 'think', 'Book_Reservation'];

const call = fc.record({
  name: fc.constantFrom(...TOOLS),
  arguments: fc.constantFrom('{"id": "A"}', '{"id": "B", "note": "100%"}', 'not json'),
  result: fc.constantFrom('ok', 'Error: no such id', null, 'ÉTÉ', 'a_b'),
  isError: fc.constantFrom(null, false, true),
});
const turn: fc.Arbitrary<RecordedTurn> = fc.record({
  message: fc.constantFrom(null, ...WORDS),
  toolCalls: fc.array(call, { maxLength: 2 }),
  userMessage: fc.constantFrom(null, null, ...WORDS),
  inputTokens: fc.constant(null),
  outputTokens: fc.constant(null),
  latencyMs: fc.constant(null),
});
const rollout: fc.Arbitrary<RecordedRollout> = fc
  .record({
    task: fc.constantFrom('1', '2', '10'),
    outcomeClass: fc.constantFrom(...OUTCOME_CLASSES, 'SCORED' as const, 'SCORED' as const),
    reward: fc.constantFrom(0, 0.5, 1, -1),
    openingMessage: fc.constantFrom(null, ...WORDS),
    turns: fc.array(turn, { maxLength: 4 }),
  })
  .map(({ task, reward, ...members }) => ({
    ...members,
    task: {
      externalId: task,
      instruction: 'Fly.',
      goldenActions: [{ name: 'book_reservation', arguments: '{"id": "A"}' }],
      expectedOutputs: [],
    },
    trial: 0,
    reward: members.outcomeClass === 'SCORED' ? reward : null,
    endReason: null,
    isTruncated: false,
    seed: null,
  }));

const leaf: fc.Arbitrary<RolloutFilter> = fc.oneof(
  fc.record({ taskExternalId: fc.constantFrom('1', '10', 'none') }),
  fc.record({ policyName: fc.constantFrom('first', 'second', 'third') }),
  fc.record({ trial: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ outcomeClass: fc.constantFrom(...OUTCOME_CLASSES) }),
  fc.record({
    reward: fc.record(
      { min: fc.constantFrom(-1, 0, 0.25, 1), max: fc.constantFrom(-1, 0, 0.5, 1) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    turnCount: fc.record(
      { min: fc.integer({ min: 0, max: 4 }), max: fc.integer({ min: 0, max: 4 }) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ tierPresent: fc.constantFrom(...TIERS) }),
  fc.record({ tierAbsent: fc.constantFrom(...TIERS) }),
  fc.record({ toolCalled: fc.constantFrom(...TOOLS, 'none') }),
  fc.record({ textContains: fc.constantFrom(...WORDS, '%', '_', '\\', 'été', 'ERROR', '"id"', 'zzz') }),
);
const { filter } = fc.letrec<{ filter: RolloutFilter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    leaf,
    fc.tuple(leaf, leaf).map(([one, other]) => ({ ...one, ...other })),
    fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
    fc.tuple(leaf, tie('filter')).map(([one, not]) => ({ ...one, not })),
  ),
}));

jest.setTimeout(120_000);

describe('filters of rollouts', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let experimentId: string;
  let stored: readonly (FilteredRollout & { readonly clientId: string })[];

  const find = async (wanted: unknown) =>
    valueAt(await ask(api, organization.secrets.VIEWER, QUERY, { id: experimentId, filter: wanted }), 'rollouts');
  const refuse = (wanted: unknown) =>
    send(api, organization.secrets.VIEWER, QUERY, { id: experimentId, filter: wanted });

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('filters');
    const create = (name: string) =>
      createExperiment(api.database, organization.id, { name, description: '', idempotencyKey: null });
    experimentId = (await create('filtered')).id;
    const samples = fc.sample(rollout, { numRuns: 80, seed: 11 });
    const batches = ['first', 'second'].map((policyName, half) => ({
      policyName,
      rollouts: samples.slice(half * 40, half * 40 + 40).map((sample, i) => ({ ...sample, trial: i % 4 })),
    }));
    const rows = batches.flatMap(({ policyName, rollouts }) =>
      syntheticRows(rollouts, policyName).map((row, i) => ({ ...row, clientId: `${policyName} ${i}` })),
    );
    stored = rows;
    const verdicts = await ingestRollouts(api.database, organization.id, experimentId, rows);
    expect(verdicts.map((verdict) => verdict.status)).toEqual(rows.map(() => 'ACCEPTED'));
    // What another experiment holds must never appear.
    const other = (await create('another')).id;
    await ingestRollouts(api.database, organization.id, other, rows);
  });
  afterAll(() => api.stop());

  it('find what a plain evaluation of the same filter finds', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(filter, async (wanted) => {
        const expected = stored.filter((one) => matchesFilter(wanted, one)).map((one) => one.clientId);
        const page = await find(wanted);
        expect(
          listAt(page, 'nodes')
            .map((node) => valueAt(node, 'clientId'))
            .toSorted(),
        ).toEqual(expected.toSorted());
        expect(valueAt(page, 'totalCount')).toBe(expected.length);
        if (expected.length > 0 && expected.length < stored.length) found += 1;
      }),
      { numRuns: 150, seed: 3 },
    );
    expect(found).toBeGreaterThan(45);
  });

  it.each([
    [{ textContains: '100%' }],
    [{ textContains: 'a_b' }],
    [{ textContains: 'back\\slash' }],
    [{ textContains: 'été' }],
    [{ textContains: 'DONE.' }],
    [{ textContains: 'error: NO such' }],
    [{ tierPresent: 'GOLD_EXACT' }],
    [{ tierAbsent: 'ERROR' }],
    [{ reward: { min: 0.5 } }],
    [{ not: { reward: { min: 0.5 } } }],
    [{ toolCalled: 'think' }],
  ] as const)('%j is tested with rollouts that match and others that do not', async (wanted) => {
    const expected = stored.filter((one) => matchesFilter(wanted, one)).length;
    expect(expected).toBeGreaterThan(0);
    expect(expected).toBeLessThan(stored.length);
    expect(valueAt(await find(wanted), 'totalCount')).toBe(expected);
  });

  it('mean nothing by null members', async () => {
    const page = await find({ and: null, not: null, reward: { min: null }, textContains: null, trial: null });
    expect(valueAt(page, 'totalCount')).toBe(stored.filter((one) => one.rollout.reward !== null).length);
  });

  it('are not read as SQL', async () => {
    const texts = ["' OR TRUE --", '$1', ':filter0', '); DROP TABLE rollout'];
    for (const text of texts) {
      const wanted = {
        or: [{ textContains: text }, { toolCalled: text }, { taskExternalId: text }, { policyName: text }],
      };
      expect(valueAt(await find(wanted), 'totalCount')).toBe(0);
    }
  });

  it('are refused beyond their depth, their number of members, and with an empty text', async () => {
    const nested = (levels: number): RolloutFilter => (levels === 1 ? { trial: 0 } : { not: nested(levels - 1) });
    expect(valueAt(await find(nested(5)), 'totalCount')).toBe(20);
    const deep = await refuse(nested(6));
    expect([codeOf(deep), deep.errors?.[0]?.message]).toEqual([
      'LIMIT_EXCEEDED',
      'filter nests and, or, not more than 5 levels deep',
    ]);
    const wide = await refuse({ or: [{ and: Array.from({ length: 99 }, () => ({ trial: 0 })) }] });
    expect([codeOf(wide), wide.errors?.[0]?.message]).toEqual([
      'LIMIT_EXCEEDED',
      'filter has 101 members; at most 100 are allowed',
    ]);
    expect(codeOf(await refuse({ or: Array.from({ length: 101 }, () => ({})) }))).toBe('LIMIT_EXCEEDED');
    expect(codeOf(await refuse({ not: { textContains: '' } }))).toBe('INVALID_INPUT');
    expect(codeOf(await refuse({ textContains: 'NUL \u0000' }))).toBe('INVALID_INPUT');
  });

  it('are refused by their depth before anything runs through them', async () => {
    const depth = 20_000;
    const text = `${'{"not":'.repeat(depth)}{"trial":0}${'}'.repeat(depth)}`;
    const body = `{"query":${JSON.stringify(QUERY)},"variables":{"id":"${experimentId}","filter":${text}}}`;
    const response = await fetch(`${api.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${organization.secrets.VIEWER}` },
      body,
    });
    expect(valueAt(await response.json(), 'errors.0.extensions.code')).toBe('LIMIT_EXCEEDED');
  });
});
