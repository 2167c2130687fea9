import { randomUUID } from 'node:crypto';
import { appendTrainingEvent, type TrainingEvent } from '../../../src/services/training/training-event';
import { ask, startTestApi, type TestApi, type TestOrganization, textAt } from '../support/api-server';
import { listen, openSocket } from '../support/web-socket';

const REGISTER = `mutation($input: RegisterTrainingRunInput!) { registerTrainingRun(input: $input) { id } }`;
const FOLLOW = `subscription($id: ID!, $names: [String!]) { trainingMetrics(runId: $id, names: $names) {
  __typename seq kind attempt step
  ... on TrainingMetricsEvent { values { name value } }
  ... on TrainingValidationEvent { values { name value } }
  ... on TrainingWarningEvent { warning { kind tier message } }
  ... on TrainingSchemeEvent { rewardSchemeId origin }
  ... on TrainingCheckpointEvent { checkpointId }
  ... on TrainingStateEvent { state } } }`;

describe('events of a training run', () => {
  let api: TestApi;
  let acme: TestOrganization;

  beforeAll(async () => {
    api = await startTestApi();
    acme = await api.addOrganization('acme');
  });
  afterAll(() => api.stop());

  it('have a type for each kind, with the fields of that kind alone', async () => {
    const member = acme.secrets.MEMBER;
    const create = 'mutation { createExperiment(input: {name: "events"}) { id } }';
    const experimentId = textAt(await ask(api, member, create), 'createExperiment.id');
    const input = { experimentId, name: 'outside' };
    const id = textAt(await ask(api, member, REGISTER, { input }), 'registerTrainingRun.id');
    const [rewardSchemeId, checkpointId] = [randomUUID(), randomUUID()];
    const place = { attempt: 1, step: 1 };
    const warning = { kind: 'DEAD_GROUPS', tier: null, message: '80 % of the groups carry no signal' } as const;
    const events: TrainingEvent[] = [
      { kind: 'METRICS', ...place, values: { loss: 0.5, entropy: null } },
      { kind: 'EVALUATION', ...place, values: { loss: 0.25 } },
      { kind: 'WARNING', ...place, warning },
      { kind: 'VALUES_CHANGED', ...place, rewardSchemeId, origin: 'GATING' },
      { kind: 'CHECKPOINT', ...place, checkpointId },
      { kind: 'STATE', ...place, state: 'SUCCEEDED' },
    ];
    const socket = openSocket(api, acme.secrets.VIEWER);
    const heard = listen(socket, FOLLOW, { id, names: ['loss'] });
    for (const event of events) {
      await api.database.inTenant(acme.id, (stores) => appendTrainingEvent(stores, id, event));
    }
    const own = (await heard).map(({ data }) => data?.trainingMetrics).slice(-events.length);
    expect(own).toMatchObject([
      { __typename: 'TrainingMetricsEvent', kind: 'METRICS', ...place, values: [{ name: 'loss', value: 0.5 }] },
      { __typename: 'TrainingValidationEvent', kind: 'VALIDATION', values: [{ name: 'loss', value: 0.25 }] },
      { __typename: 'TrainingWarningEvent', kind: 'WARNING', warning },
      { __typename: 'TrainingSchemeEvent', kind: 'SCHEME_CHANGED', rewardSchemeId, origin: 'GATING' },
      { __typename: 'TrainingCheckpointEvent', kind: 'CHECKPOINT', checkpointId },
      { __typename: 'TrainingStateEvent', kind: 'STATE', state: 'SUCCEEDED' },
    ]);
    expect(Object.keys(own.at(-1) as object)).toEqual(['__typename', 'seq', 'kind', 'attempt', 'step', 'state']);
    await socket.dispose();
  });
});
