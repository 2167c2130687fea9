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
  textAt,
  valueAt,
} from '../support/api-server';
import { sampleRows } from '../support/sample-rollouts';

describe('reading', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let experimentId: string;
  let viewer: string;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('readers');
    viewer = organization.secrets.VIEWER;
    const input = { name: 'first', description: 'of two', idempotencyKey: null };
    experimentId = (await createExperiment(api.database, organization.id, input)).id;
    await ingestRollouts(api.database, organization.id, experimentId, sampleRows(['7', '8'], 3));
  });
  afterAll(() => api.stop());

  it('answers health without a key', async () => {
    const response = await fetch(`${api.server.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('says who the key speaks for', async () => {
    const { me } = await ask(api, viewer, '{ me { role organization { id slug } key { name prefix } } }');
    expect(me).toEqual({
      role: 'VIEWER',
      organization: { id: organization.id, slug: 'readers' },
      key: { name: 'VIEWER', prefix: viewer.slice(0, 10) },
    });
  });

  it('finds an experiment by id and by name, and refuses both or neither', async () => {
    const byName = await ask(api, viewer, '{ experiment(name: "first") { id description } }');
    expect(byName.experiment).toEqual({ id: experimentId, description: 'of two' });
    const byId = await ask(api, viewer, 'query($id: ID) { experiment(id: $id) { name } }', { id: experimentId });
    expect(byId.experiment).toEqual({ name: 'first' });
    const both = await send(api, viewer, 'query($id: ID) { experiment(id: $id, name: "first") { name } }', {
      id: experimentId,
    });
    expect(codeOf(both)).toBe('INVALID_INPUT');
    expect(codeOf(await send(api, viewer, '{ experiment { name } }'))).toBe('INVALID_INPUT');
  });

  it('reads a page of rollouts with everything below them', async () => {
    const { rollouts } = await ask(
      api,
      viewer,
      `query($id: ID!) { rollouts(experimentId: $id, filter: {taskExternalId: "7", trial: 1}) { totalCount nodes {
        clientId trial reward outcomeClass seed turnCount experiment { name } policy { name kind }
        userSimulator { name version } task { externalId instruction expectedOutputs goldenActions { name arguments } taskSet { version } }
        turns { nodes { index message userMessage tier score inputTokens toolCalls { index name arguments result isError } } } } } }`,
      { id: experimentId },
    );
    expect(valueAt(rollouts, 'totalCount')).toBe(1);
    expect(valueAt(rollouts, 'nodes')).toEqual([
      {
        clientId: '7/1',
        trial: 1,
        reward: 1,
        outcomeClass: 'SCORED',
        seed: '18446744073709551615',
        turnCount: 2,
        experiment: { name: 'first' },
        policy: { name: 'gpt-4o', kind: 'EXTERNAL' },
        userSimulator: { name: 'llm-user', version: '1' },
        task: {
          externalId: '7',
          instruction: 'Book flight 7.',
          expectedOutputs: ['booked'],
          goldenActions: [{ name: 'book_reservation', arguments: '{"flight":  "HAT1", "price": 1e2}' }],
          taskSet: { version: 1 },
        },
        turns: {
          nodes: [
            {
              index: 0,
              message: null,
              userMessage: null,
              tier: 'GOLD_EXACT',
              score: 1,
              inputTokens: 10,
              toolCalls: [
                {
                  index: 0,
                  name: 'book_reservation',
                  arguments: '{"flight":  "HAT1", "price": 1e2}',
                  result: 'ok',
                  isError: null,
                },
              ],
            },
            {
              index: 1,
              message: 'It is booked.',
              userMessage: 'Thanks.',
              tier: 'MESSAGE',
              score: 1,
              inputTokens: null,
              toolCalls: [],
            },
          ],
        },
      },
    ]);
  });

  it('fetches any object by its id, as its own type', async () => {
    const query = 'query($id: ID!) { node(id: $id) { __typename id ... on Experiment { name } } }';
    const { node } = await ask(api, viewer, query, { id: experimentId });
    expect(node).toEqual({ __typename: 'Experiment', id: experimentId, name: 'first' });
  });

  it('lists the paper’s reward schemes with their tiers in order', async () => {
    const { rewardSchemes } = await ask(
      api,
      viewer,
      '{ rewardSchemes { nodes { name origin tiers { tier value } } } }',
    );
    const dense = listAt(rewardSchemes, 'nodes').find((scheme) => textAt(scheme, 'name') === 'DENSE');
    expect(textAt(dense, 'origin')).toBe('PAPER');
    expect(listAt(dense, 'tiers').map((tier) => textAt(tier, 'tier'))).toEqual([
      'GOLD_EXACT',
      'SOFT_MATCH',
      'READ_ONLY',
      'STATE_CHANGE',
      'MESSAGE',
      'ERROR',
      'DUPLICATE',
    ]);
  });

  it('needs one statement per edge however many rows a page has', async () => {
    // A unit of work takes a connection of five; a statement per row would not show here, but in the count of units.
    const units = jest.spyOn(api.database, 'inTenant');
    await ask(
      api,
      viewer,
      'query($id: ID!) { rollouts(experimentId: $id) { nodes { policy { name } turns { nodes { toolCalls { name } } } } } }',
      { id: experimentId },
    );
    expect(units).toHaveBeenCalledTimes(4);
    units.mockRestore();
  });
});
