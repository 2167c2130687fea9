import type { RecordedRollout, RecordedToolCall } from '../../../src/domain/trajectory';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
import { ask, listAt, startTestApi, type TestApi, type TestOrganization, valueAt } from '../support/api-server';
import { sampleRollout } from '../support/sample-rollouts';
import { syntheticRows } from '../support/synthetic-rollouts';

const QUERY = `query($id: ID!) { rollouts(experimentId: $id) { nodes { trial firstDivergence {
  kind turnIndex call { name arguments } golden { name arguments } differences { name golden actual } missingOutput } } } }`;

const GOLDEN = { name: 'book_reservation', arguments: '{"flight":  "HAT1", "price": 1e2}' };

function failing(trial: number, calls: readonly Pick<RecordedToolCall, 'name' | 'arguments'>[]): RecordedRollout {
  const sample = sampleRollout('1', trial);
  const turn = { ...sample.turns[0]!, toolCalls: calls.map((call) => ({ ...call, result: 'ok', isError: null })) };
  return {
    ...sample,
    reward: 0,
    turns: [{ ...turn, toolCalls: [] }, turn, { ...turn, toolCalls: [], message: 'Done.' }],
  };
}

describe('the first divergence of a rollout', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let found: unknown[];

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('divergence');
    const input = { name: 'diverging', description: '', idempotencyKey: null };
    const { id } = await createExperiment(api.database, organization.id, input);
    const rows = syntheticRows([
      failing(0, [{ name: 'book_reservation', arguments: '{"flight": "HAT2", "price": 100, "note": "x"}' }]),
      failing(1, [{ name: 'cancel_reservation', arguments: '{"id": "A"}' }]),
      failing(2, [{ name: 'get_user_details', arguments: '{}' }]),
      failing(3, [GOLDEN]),
      { ...failing(4, []), reward: 1 },
      { ...failing(5, []), outcomeClass: 'TIMEOUT', reward: null },
    ]);
    await ingestRollouts(api.database, organization.id, id, rows);
    const nodes = listAt(await ask(api, organization.secrets.VIEWER, QUERY, { id }), 'rollouts.nodes');
    found = nodes
      .toSorted((a, b) => (valueAt(a, 'trial') as number) - (valueAt(b, 'trial') as number))
      .map((node) => valueAt(node, 'firstDivergence'));
    expect(found).toHaveLength(6);
  });
  afterAll(() => api.stop());

  it('names the arguments in which a write differs from the golden one', () => {
    expect(found[0]).toEqual({
      kind: 'WRONG_ARGUMENTS',
      turnIndex: 1,
      call: { name: 'book_reservation', arguments: '{"flight": "HAT2", "price": 100, "note": "x"}' },
      golden: GOLDEN,
      differences: [
        { name: 'flight', golden: '"HAT1"', actual: '"HAT2"' },
        { name: 'note', golden: null, actual: '"x"' },
      ],
      missingOutput: null,
    });
  });

  it('is a write that no golden action has, an action or an output that is missing', () => {
    expect(found[1]).toMatchObject({ kind: 'WRONG_WRITE', turnIndex: 1, golden: null, differences: [] });
    expect(found[2]).toMatchObject({ kind: 'MISSING_ACTION', turnIndex: null, call: null, golden: GOLDEN });
    expect(found[3]).toMatchObject({ kind: 'MISSING_OUTPUT', golden: null, missingOutput: 'booked' });
  });

  it('is null for a rollout that passed or was not judged', () => {
    expect(found.slice(4)).toEqual([null, null]);
  });
});
