import { buildApiSchema } from '../../../src/api/schema';
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
import { callOperation, FIELDS, idPathsOf, OPERATIONS, operationsOf } from '../support/operations';
import { addRows, type OrganizationRows } from '../support/organization-rows';
import { addExternalRun } from '../support/training-rows';
import { listen, openSocket } from '../support/web-socket';
import { withValueAt } from '../support/with-value-at';

const schema = buildApiSchema();
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** An outcome without what differs from call to call: ids and times. An id in upper case stays, and shows. */
function withoutIds(outcome: unknown): string {
  return JSON.stringify(outcome).replace(ID, 'ID');
}

describe('an id in upper case', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let rows: OrganizationRows;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('acme');
    rows = await addRows(api, organization.id);
  });
  afterAll(() => api.stop());

  const paths = operationsOf(schema).flatMap((coordinate) =>
    idPathsOf(schema, coordinate).map((path) => [coordinate, path] as const),
  );

  it('is tried as every id of the schema', () => {
    expect(paths.filter(([coordinate]) => OPERATIONS[coordinate] === undefined)).toEqual([]);
    expect(paths).toContainEqual(['Subscription.jobProgress', 'id']);
  });

  it.each(paths)('works in %s as %s', async (coordinate, path) => {
    const call = async (spell: (id: string) => string) => {
      const variables = await OPERATIONS[coordinate]!.variables(rows, api, path);
      const id = textAt(variables, path);
      const spelled = withValueAt(variables, path.split('.'), spell(id)) as Record<string, unknown>;
      return callOperation(api, schema, { coordinate, secret: organization.secrets.ADMIN, variables: spelled });
    };
    const lower = await call((id) => id);
    expect(lower.errors).toBeUndefined();
    expect(withoutIds(await call((id) => id.toUpperCase()))).toBe(withoutIds(lower));
  });

  it.each(Object.entries(FIELDS))('works in %s', async (_field, row) => {
    const [parent, id] = [row.parent(rows), row.id(rows)];
    const lower = await send(api, organization.secrets.VIEWER, row.query, { parent, id });
    expect(lower.errors).toBeUndefined();
    const upper = await send(api, organization.secrets.VIEWER, row.query, { parent, id: id.toUpperCase() });
    expect(upper.text).toBe(lower.text);
  });

  it('follows the events of a job that has ended', async () => {
    const start = 'mutation($input: StartCalibrationInput!) { startCalibration(input: $input) { jobRun { id } } }';
    const input = { experimentId: rows.experimentId };
    const id = textAt(await ask(api, organization.secrets.MEMBER, start, { input }), 'startCalibration.jobRun.id');
    await ask(api, organization.secrets.MEMBER, 'mutation($id: ID!) { cancelJob(id: $id) { id } }', { id });
    const socket = openSocket(api, organization.secrets.VIEWER);
    const heard = await listen(socket, 'subscription($id: ID!) { jobProgress(id: $id) { state } }', {
      id: id.toUpperCase(),
    });
    await socket.dispose();
    expect(heard.map(({ data }) => valueAt(data, 'jobProgress.state'))).toContain('CANCELLED');
  });

  it('sends metrics to the stream of the run', async () => {
    const id = await addExternalRun(api, rows);
    const input = { trainingRunId: id.toUpperCase(), points: [{ name: 'loss', step: 1, value: 0.5 }] };
    const send = 'mutation($input: SendTrainingMetricsInput!) { sendTrainingMetrics(input: $input) { accepted } }';
    await ask(api, organization.secrets.MEMBER, send, { input });
    const socket = openSocket(api, organization.secrets.VIEWER);
    const follow = 'subscription($id: ID!) { trainingMetrics(runId: $id) { kind } }';
    const heard = await listen(socket, follow, { id }, 2);
    await socket.dispose();
    expect(heard.map(({ data }) => valueAt(data, 'trainingMetrics.kind'))).toEqual(['STATE', 'METRICS']);
  });

  it('is the same evaluation as in lower case', async () => {
    const [id] = rows.evaluationIds;
    const compare = 'mutation($input: CompareEvaluationsInput!) { compareEvaluations(input: $input) { id } }';
    const input = { evaluationIds: [id, id.toUpperCase()] };
    const answer = await send(api, organization.secrets.MEMBER, compare, { input });
    expect(codeOf(answer)).toBe('INVALID_INPUT');
    expect(answer.text).toContain('evaluationIds');
  });

  it('is the same input to an idempotency key', async () => {
    const start =
      'mutation($input: StartCalibrationInput!) { startCalibration(input: $input) { calibration { id experiment { id } } } }';
    const input = { experimentId: rows.experimentId, idempotencyKey: 'in two cases' };
    const first = await ask(api, organization.secrets.MEMBER, start, { input });
    const again = { ...input, experimentId: rows.experimentId.toUpperCase() };
    expect(await ask(api, organization.secrets.MEMBER, start, { input: again })).toEqual(first);
  });

  it('continues a page of rollouts that was asked for in lower case', async () => {
    const query =
      'query($id: ID!, $after: String) { rollouts(experimentId: $id, first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }';
    const secret = organization.secrets.VIEWER;
    const first = await ask(api, secret, query, { id: rows.experimentId });
    const after = textAt(first, 'rollouts.pageInfo.endCursor');
    const second = await ask(api, secret, query, { id: rows.experimentId.toUpperCase(), after });
    expect(listAt(second, 'rollouts.nodes')).toHaveLength(2);
  });

  it('finds the files of a checkpoint', async () => {
    const headers = { authorization: `Bearer ${organization.secrets.VIEWER}` };
    const address = `${api.server.url}/checkpoints/${rows.checkpointId.toUpperCase()}/model.onnx`;
    const response = await fetch(address, { headers });
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  });
});
