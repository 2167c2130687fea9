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
import { addRows } from '../support/organization-rows';

const CREATE_EXPERIMENT = `mutation($input: CreateExperimentInput!) { createExperiment(input: $input) { id name description } }`;
const INGEST = `mutation($input: IngestRolloutsInput!) { ingestRollouts(input: $input) {
  accepted duplicates rejected verdicts { row status rolloutId code field message } } }`;
const CREATE_SCHEME = `mutation($input: CreateRewardSchemeInput!) { createRewardScheme(input: $input) {
  id name version origin tiers { tier value } } }`;
const START = `mutation($input: StartCalibrationInput!) { startCalibration(input: $input) {
  calibration { id settingsJson rounds { index } experiment { id } jobRun { id } } jobRun { id name state attempt } } }`;

const TIERS = ['GOLD_EXACT', 'SOFT_MATCH', 'READ_ONLY', 'STATE_CHANGE', 'MESSAGE', 'ERROR', 'DUPLICATE'];

function rolloutRow(members: Readonly<Record<string, unknown>> = {}) {
  return {
    policyName: 'agent',
    simulatorName: 'user',
    task: { externalId: '1', instruction: 'Fly.', goldenActions: [{ name: 'think', arguments: '{}' }] },
    trial: 0,
    outcomeClass: 'SCORED',
    reward: 1,
    turns: [{ toolCalls: [{ name: 'think', arguments: '{"n": 1e2}', result: 'ok' }] }, { message: 'Done.' }],
    ...members,
  };
}

describe('writing', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let member: string;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('writers');
    member = organization.secrets.MEMBER;
  });
  afterAll(() => api.stop());

  const createExperiment = async (name: string) =>
    textAt(await ask(api, member, CREATE_EXPERIMENT, { input: { name } }), 'createExperiment.id');

  it('makes an experiment, and refuses its name a second time', async () => {
    const data = await ask(api, member, CREATE_EXPERIMENT, { input: { name: 'taken', description: 'words' } });
    expect(data.createExperiment).toMatchObject({ name: 'taken', description: 'words' });
    const again = await send(api, member, CREATE_EXPERIMENT, { input: { name: 'taken' } });
    expect(codeOf(again)).toBe('CONFLICT');
    expect(codeOf(await send(api, member, CREATE_EXPERIMENT, { input: { name: ' ' } }))).toBe('INVALID_INPUT');
  });

  it('gives the first answer for a repeated idempotency key, and refuses it for another input', async () => {
    const input = { name: 'once', idempotencyKey: 'k1' };
    const first = await ask(api, member, CREATE_EXPERIMENT, { input });
    expect(await ask(api, member, CREATE_EXPERIMENT, { input })).toEqual(first);
    const other = await send(api, member, CREATE_EXPERIMENT, { input: { ...input, name: 'other' } });
    expect(codeOf(other)).toBe('CONFLICT');
  });

  it('stores a batch with a verdict for each row', async () => {
    const experimentId = await createExperiment('batch');
    const rows = [
      rolloutRow({ clientId: 'a' }),
      rolloutRow({ clientId: 'a' }),
      rolloutRow({ clientId: 'b', reward: null }),
      rolloutRow({ clientId: 'c', trial: -1 }),
      rolloutRow({ clientId: 'd', turns: [{ message: 'NUL \u0000' }] }),
      rolloutRow({ clientId: 'x'.repeat(1001) }),
      rolloutRow({ outcomeClass: 'TIMEOUT', reward: null, trial: 1 }),
    ];
    const { ingestRollouts } = await ask(api, member, INGEST, { input: { experimentId, rows } });
    expect(ingestRollouts).toMatchObject({ accepted: 2, duplicates: 1, rejected: 4 });
    expect(
      listAt(ingestRollouts, 'verdicts').map((verdict) => [
        valueAt(verdict, 'status'),
        valueAt(verdict, 'code'),
        valueAt(verdict, 'field'),
      ]),
    ).toEqual([
      ['ACCEPTED', null, null],
      ['DUPLICATE', null, null],
      ['REJECTED', 'INVALID_INPUT', 'reward'],
      ['REJECTED', 'INVALID_INPUT', 'trial'],
      ['REJECTED', 'INVALID_INPUT', 'turns[0].message'],
      ['REJECTED', 'INVALID_INPUT', 'clientId'],
      ['ACCEPTED', null, null],
    ]);
    const query = 'query($id: ID!) { rollout(id: $id) { clientId turns { nodes { tier toolCalls { arguments } } } } }';
    const { rollout } = await ask(api, member, query, { id: valueAt(ingestRollouts, 'verdicts.0.rolloutId') });
    expect(rollout).toEqual({
      clientId: 'a',
      turns: {
        nodes: [
          { tier: 'MESSAGE', toolCalls: [{ arguments: '{"n": 1e2}' }] },
          { tier: 'MESSAGE', toolCalls: [] },
        ],
      },
    });
  });

  it('recognises a row without a client id by its content, in whatever order the client writes it', async () => {
    const experimentId = await createExperiment('content');
    const row = rolloutRow();
    const reversed = Object.fromEntries(Object.entries(row).toReversed());
    const { ingestRollouts } = await ask(api, member, INGEST, {
      input: { experimentId, rows: [row, reversed, rolloutRow({ reward: 0 })] },
    });
    expect(listAt(ingestRollouts, 'verdicts').map((verdict) => valueAt(verdict, 'status'))).toEqual([
      'ACCEPTED',
      'DUPLICATE',
      'ACCEPTED',
    ]);
  });

  it('answers a repeated batch with its first verdicts when it carries an idempotency key', async () => {
    const experimentId = await createExperiment('batch key');
    const input = { experimentId, rows: [rolloutRow()], idempotencyKey: 'batch' };
    const first = await ask(api, member, INGEST, { input });
    expect(valueAt(first, 'ingestRollouts.accepted')).toBe(1);
    expect(await ask(api, member, INGEST, { input })).toEqual(first);
    const other = await send(api, member, INGEST, { input: { ...input, rows: [] } });
    expect(codeOf(other)).toBe('CONFLICT');
    const unkeyed = await ask(api, member, INGEST, { input: { experimentId, rows: [rolloutRow()] } });
    expect(valueAt(unkeyed, 'ingestRollouts.duplicates')).toBe(1);
  });

  it('writes versions of a reward scheme, each tier once', async () => {
    const tiers = TIERS.map((tier, i) => ({ tier, value: i / 10 }));
    const input = { name: 'mine', tiers: tiers.toReversed() };
    const first = await ask(api, member, CREATE_SCHEME, { input });
    expect(first.createRewardScheme).toMatchObject({ name: 'mine', version: 1, origin: 'MANUAL', tiers });
    const second = await ask(api, member, CREATE_SCHEME, { input });
    expect(valueAt(second, 'createRewardScheme.version')).toBe(2);
    const missing = await send(api, member, CREATE_SCHEME, { input: { name: 'mine', tiers: tiers.slice(1) } });
    expect(missing.errors?.[0]?.message).toBe('tiers: GOLD_EXACT has 0 values; each tier must have exactly one');
    const beyond = { name: 'mine', tiers: tiers.map((entry) => ({ ...entry, value: 1e9 })) };
    expect(codeOf(await send(api, member, CREATE_SCHEME, { input: beyond }))).toBe('INVALID_INPUT');
  });

  it('starts a calibration with the settings that it was given, once for a key', async () => {
    const experimentId = await createExperiment('calibrated');
    const settings = {
      seed: 4294967295,
      delta: 0.2,
      acceptance: { minDiscriminativeAccuracy: null },
      estimatorSettings: { gamma: 0.5 },
    };
    const input = { experimentId, policyName: 'agent', settings, idempotencyKey: 'start' };
    const { startCalibration } = await ask(api, member, START, { input });
    expect(valueAt(startCalibration, 'jobRun')).toMatchObject({ name: 'CALIBRATE_TIERS', state: 'QUEUED', attempt: 0 });
    expect(valueAt(startCalibration, 'calibration.jobRun.id')).toBe(valueAt(startCalibration, 'jobRun.id'));
    expect(JSON.parse(textAt(startCalibration, 'calibration.settingsJson'))).toMatchObject({
      policyName: 'agent',
      settings: {
        seed: 4294967295,
        delta: 0.2,
        method: 'PROPORTIONAL',
        acceptance: { maxMismatches: 0, minDiscriminativeAccuracy: null },
        estimatorSettings: { gamma: 0.5, lambda: 0.3 },
      },
    });
    const again = await ask(api, member, START, { input });
    expect(valueAt(again, 'startCalibration.calibration.id')).toBe(valueAt(startCalibration, 'calibration.id'));
    const wrong = await send(api, member, START, { input: { experimentId, settings: { delta: 7 } } });
    expect(codeOf(wrong)).toBe('INVALID_INPUT');
    expect(wrong.errors?.[0]?.message).toContain('settings.delta');
  });

  it('reads a calibration with its rounds, their schemes and statistics in tier order', async () => {
    const rows = await addRows(api, organization.id);
    const query = `query($id: ID!) { calibrations(experimentId: $id) { totalCount nodes { rounds {
      index verdict rolloutCount reportJson calibration { id } rewardScheme { origin tiers { value } }
      statistics { tier turns rho action reason } } } } }`;
    const { calibrations } = await ask(api, member, query, { id: rows.experimentId });
    expect(valueAt(calibrations, 'totalCount')).toBe(1);
    const round = valueAt(calibrations, 'nodes.0.rounds.0');
    expect(round).toMatchObject({
      index: 0,
      verdict: 'REJECTED',
      rolloutCount: 6,
      reportJson: '{"tiers":[]}',
      calibration: { id: rows.calibrationId },
    });
    expect(listAt(round, 'rewardScheme.tiers')).toHaveLength(7);
    expect(listAt(round, 'statistics').map((statistic) => valueAt(statistic, 'tier'))).toEqual(TIERS);
    expect(valueAt(round, 'statistics.0')).toMatchObject({ turns: 3, rho: null, action: 'ZERO' });
  });

  it('cancels a job that waits at once', async () => {
    const { jobRunId } = await addRows(api, organization.id);
    const cancel = 'mutation($id: ID!) { cancelJob(id: $id) { state finishedAt experiment { id } } }';
    const { cancelJob } = await ask(api, member, cancel, { id: jobRunId });
    expect(cancelJob).toMatchObject({ state: 'CANCELLED' });
    const { jobRuns } = await ask(api, member, '{ jobRuns(state: CANCELLED) { nodes { id } } }');
    expect(listAt(jobRuns, 'nodes')).toContainEqual({ id: jobRunId });
  });

  it('gives a repeated createApiKey the same key without its secret', async () => {
    const admin = organization.secrets.ADMIN;
    const create =
      'mutation { createApiKey(input: {name: "once", role: VIEWER, idempotencyKey: "k1"}) { secret apiKey { id } } }';
    const first = await ask(api, admin, create);
    const second = await ask(api, admin, create);
    expect(textAt(first, 'createApiKey.secret')).toMatch(/^tw_/);
    expect(second).toEqual({ createApiKey: { secret: null, apiKey: valueAt(first, 'createApiKey.apiKey') } });
  });

  it('shows the secret of a key once, and ends the key when it is revoked', async () => {
    const admin = organization.secrets.ADMIN;
    const create =
      'mutation { createApiKey(input: {name: "ci", role: VIEWER}) { secret apiKey { id prefix role revokedAt } } }';
    const { createApiKey } = await ask(api, admin, create);
    const secret = textAt(createApiKey, 'secret');
    const id = textAt(createApiKey, 'apiKey.id');
    expect(secret.startsWith(textAt(createApiKey, 'apiKey.prefix'))).toBe(true);
    expect(valueAt(await ask(api, secret, '{ me { key { id } } }'), 'me.key.id')).toBe(id);

    const list = await send(api, admin, '{ apiKeys { nodes { id name prefix revokedAt } } }');
    expect(list.text).toContain(id);
    expect(list.text).not.toContain(secret);

    const revoke = 'mutation($id: ID!) { revokeApiKey(id: $id) { revokedAt } }';
    const { revokeApiKey } = await ask(api, admin, revoke, { id });
    expect(valueAt(revokeApiKey, 'revokedAt')).not.toBeNull();
    expect(await ask(api, admin, revoke, { id })).toEqual({ revokeApiKey });
    const after = await send(api, secret, '{ me { role } }');
    expect([after.status, codeOf(after)]).toEqual([401, 'UNAUTHENTICATED']);
  });
});
