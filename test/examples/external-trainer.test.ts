import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Architecture } from '../../src/training/scorer/architecture';
import { encodeInferenceModel } from '../../src/training/scorer/inference-model';
import { countParameters } from '../../src/training/scorer/parameters';
import { scorerShapes } from '../../src/training/scorer/scorer';
import { ask, startTestApi, type TestApi, type TestOrganization } from '../api/support/api-server';

const EXAMPLE = path.join(__dirname, '../../dist/examples/external-trainer.js');
const HEARTBEAT = 'mutation ($id: ID!) { sendTrainingHeartbeat(input: { trainingRunId: $id }) { state } }';
const STATE = 'query ($id: ID!) { trainingRun(id: $id) { state } }';

describe('an external trainer', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let experimentId: string;
  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('acme');
    const created = await ask(api, organization.secrets.MEMBER, CREATE, { input: { name: 'external' } });
    experimentId = (created.createExperiment as { id: string }).id;
  });
  afterAll(() => api.stop());

  it('of the example registers, gets advantages, sends figures and a policy, and ends', async () => {
    const secret = organization.secrets.MEMBER;
    const architecture: Architecture = { kind: 'MLP', hidden: [4] };
    const parameters = new Float32Array(countParameters(scorerShapes(architecture)));
    const model = encodeInferenceModel(architecture, parameters);
    const modelFile = path.join(api.files.folder, 'policy.onnx');
    await writeFile(modelFile, model);
    const env = { ...process.env, TURNWISE_URL: api.server.url, TURNWISE_KEY: secret };
    const { stdout } = await promisify(execFile)(process.execPath, [EXAMPLE, experimentId, modelFile], { env });
    const { trainingRun } = await ask(api, secret, RUN, { id: stdout.trim() });
    const { metrics, ...rest } = trainingRun as { metrics: { name: string; step: number; value: number }[] };
    expect(rest).toMatchObject({
      state: 'SUCCEEDED',
      step: 3,
      estimator: { name: 'HYBRID' },
      latestCheckpoint: { step: 3, origin: 'UPLOADED', modelBytes: model.length },
    });
    // Two groups of two rollouts with two turns and two with one.
    expect(metrics.filter(({ name }) => name === 'turns').map(({ value }) => value)).toEqual([12, 12, 12]);
    for (const { value } of metrics.filter(({ name }) => name === 'largestAdvantage')) expect(value).toBeGreaterThan(0);
  });

  it('that is silent reads as LOST, and its next word brings it back', async () => {
    const secret = organization.secrets.MEMBER;
    const input = { experimentId, name: 'silent', heartbeatTimeoutMs: 1000 };
    const { registerTrainingRun } = await ask(api, secret, REGISTER, { input });
    const { id, state } = registerTrainingRun as { id: string; state: string };
    expect(state).toBe('RUNNING');
    const stateNow = async () => ((await ask(api, secret, STATE, { id })).trainingRun as { state: string }).state;
    while ((await stateNow()) === 'RUNNING') await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stateNow()).toBe('LOST');
    expect((await ask(api, secret, HEARTBEAT, { id })).sendTrainingHeartbeat).toEqual({ state: 'RUNNING' });
    await ask(api, secret, 'mutation ($id: ID!) { cancelTraining(id: $id) { id } }', { id });
    expect((await ask(api, secret, HEARTBEAT, { id })).sendTrainingHeartbeat).toEqual({ state: 'CANCELLED' });
  });

  it('hears which of its figures were not taken, and those of an older attempt stay', async () => {
    const secret = organization.secrets.MEMBER;
    const { registerTrainingRun } = await ask(api, secret, REGISTER, { input: { experimentId, name: 'figures' } });
    const { id: trainingRunId } = registerTrainingRun as { id: string };
    const sendPoints = (points: unknown[], attempt?: number) =>
      ask(api, secret, SEND, { input: { trainingRunId, attempt, points } });
    const sent = await sendPoints([
      { name: 'loss', step: 1, value: 2 },
      { name: 'loss', step: -1, value: 2 },
      { name: '', step: 1, value: 2 },
      { name: 'kl', step: 1, value: null },
    ]);
    expect(sent.sendTrainingMetrics).toMatchObject({
      accepted: 2,
      userErrors: [
        { index: 1, field: 'step', code: 'INVALID_INPUT' },
        { index: 2, field: 'name', code: 'INVALID_INPUT' },
      ],
    });
    await sendPoints([{ name: 'loss', step: 1, value: 1 }], 2);
    await expect(sendPoints([], 4)).rejects.toThrow('attempt: is 4');
    const read = `query ($id: ID!) { trainingRun(id: $id) { newest: metrics(names: ["loss"]) { value attempt } older: metrics(attempt: 1) { name value } } }`;
    expect((await ask(api, secret, read, { id: trainingRunId })).trainingRun).toEqual({
      newest: [{ value: 1, attempt: 2 }],
      older: [
        { name: 'kl', value: null },
        { name: 'loss', value: 2 },
      ],
    });
  });

  it('gets the advantages that its estimator makes of rewards', async () => {
    const rollouts = [1, 0, 0, 1].map((reward) => ({ reward, turnRewards: [0, 0] }));
    const input = { estimator: 'RLOO', groups: [{ rollouts }] };
    const { estimateAdvantages } = await ask(api, organization.secrets.VIEWER, ESTIMATE, { input });
    const third = 1 / 3;
    expect(estimateAdvantages).toEqual({
      groups: [
        {
          rollouts: [2 * third, -2 * third, -2 * third, 2 * third].map((advantage) => ({
            advantages: [expect.closeTo(advantage, 12), expect.closeTo(advantage, 12)],
          })),
        },
      ],
    });
    const tiers = { groups: [{ rollouts: [{ reward: 1, turns: [{ tier: 'MESSAGE' }] }] }] };
    await expect(ask(api, organization.secrets.VIEWER, ESTIMATE, { input: tiers })).rejects.toThrow('rewardSchemeId');
  });
});

const CREATE = 'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }';
const REGISTER = 'mutation ($input: RegisterTrainingRunInput!) { registerTrainingRun(input: $input) { id state } }';
const SEND = `mutation ($input: SendTrainingMetricsInput!) {
  sendTrainingMetrics(input: $input) { accepted userErrors { code field index } }
}`;
const ESTIMATE = `query ($input: EstimateAdvantagesInput!) {
  estimateAdvantages(input: $input) { groups { rollouts { advantages } } }
}`;
const RUN = `query ($id: ID!) {
  trainingRun(id: $id) {
    state step estimator { name } metrics { name step value } latestCheckpoint { step origin modelBytes }
  }
}`;
