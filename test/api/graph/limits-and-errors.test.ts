import { getIntrospectionQuery } from 'graphql';
import { Client } from 'pg';
import { LIMITS } from '../../../src/api/guards/limits';
import { captureLog } from '../support/captured-log';
import { codeOf, send, startTestApi, type TestApi, type TestOrganization, valueAt } from '../support/api-server';
import { addRows, type OrganizationRows } from '../support/organization-rows';

describe('limits and errors', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let rows: OrganizationRows;
  let admin: string;
  const log = captureLog();

  beforeAll(async () => {
    api = await startTestApi(log.logger);
    organization = await api.addOrganization('limits');
    rows = await addRows(api, organization.id);
    admin = organization.secrets.ADMIN;
  });
  afterAll(() => api.stop());

  async function post(body: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(`${api.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}`, ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, text, code: valueAt(JSON.parse(text), 'errors.0.extensions.code') };
  }

  it.each([
    [null, 'no API key; send it as `Authorization: Bearer <key>`'],
    ['tw_wrong', 'the API key is unknown or revoked'],
    ['two words', 'the Authorization value is not of the form `Bearer <key>`'],
  ])('answers 401 to the key %p', async (secret, message) => {
    const answer = await send(api, secret, '{ me { role } }');
    expect(answer.status).toBe(401);
    expect(answer.errors).toEqual([{ message, extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it.each([
    ['syntax', '{ me { '],
    ['an unknown field', '{ me { secretHash } }'],
    ['a missing argument', '{ rollout { id } }'],
    ['an enum value that does not exist', '{ jobRuns(state: SLEEPING) { totalCount } }'],
    ['two operations and no name', 'query A { me { role } } query B { me { role } }'],
    ['an empty document', ''],
  ])('answers INVALID_INPUT for %s, without a stack', async (_what, query) => {
    const answer = await send(api, admin, query);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_INPUT']);
    expect(answer.text).not.toMatch(/stack|node_modules|\.ts:|\.js:/);
  });

  it('answers INVALID_INPUT for a variable of the wrong type', async () => {
    const query = 'query($first: Int) { experiments(first: $first) { totalCount } }';
    expect(codeOf(await send(api, admin, query, { first: 'many' }))).toBe('INVALID_INPUT');
  });

  it.each([
    ['JSON that is none', '{"query":'],
    ['a list of operations', '[{"query":"{ me { role } }"}]'],
    ['a body without a query', '{}'],
  ])('answers INVALID_INPUT for %s', async (_what, body) => {
    const answer = await post(body);
    expect([answer.status, answer.code]).toEqual([400, 'INVALID_INPUT']);
  });

  it('refuses a form post, which a page of another site could send', async () => {
    const answer = await post('query={me{role}}', { 'content-type': 'text/plain' });
    expect([answer.status, answer.code]).toEqual([400, 'INVALID_INPUT']);
  });

  it('refuses a body larger than its limit, and names it', async () => {
    const answer = await post(JSON.stringify({ query: '{ me { role } }', padding: 'x'.repeat(LIMITS.bodyBytes) }));
    expect([answer.status, answer.code]).toEqual([413, 'LIMIT_EXCEEDED']);
    expect(answer.text).toContain(`${LIMITS.bodyBytes} bytes`);
  });

  it('refuses a subscription by POST with words, not with an empty answer', async () => {
    const query = 'subscription($id: ID!) { jobProgress(id: $id) { seq } }';
    const answer = await send(api, admin, query, { id: rows.jobRunId });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_INPUT']);
    expect(answer.errors?.[0]?.message).toContain('over WebSocket');
    const multipart = await post(JSON.stringify({ query, variables: { id: rows.jobRunId } }), {
      accept: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json',
    });
    expect(multipart.text).toContain('over WebSocket');
  });

  const nested = (levels: number): string =>
    levels === 0 ? '{ id }' : `{ rounds { calibration ${nested(levels - 1)} } }`;
  const page =
    '{ rollouts(experimentId: $id, first: $first) { nodes { turns { nodes { toolCalls { name arguments result } } } } } }';

  it.each([
    ['depth', `query($id: ID!) { calibration(id: $id) ${nested(6)} }`, `more than ${LIMITS.depth} levels`],
    [
      'root fields',
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: me { role }`).join(' ')} }`,
      `31 root fields; at most ${LIMITS.rootFields}`,
    ],
    [
      'root fields in fragments',
      `{ ...F } fragment F on Query { ${Array.from({ length: 31 }, (_, i) => `a${i}: me { role }`).join(' ')} }`,
      `31 root fields; at most ${LIMITS.rootFields}`,
    ],
    [
      'aliases',
      `{ me { ${Array.from({ length: 101 }, (_, i) => `a${i}: role`).join(' ')} } }`,
      `more than ${LIMITS.aliases} aliases`,
    ],
    [
      'cost',
      `query($id: ID!, $first: Int! = 100) { ${Array.from({ length: 25 }, (_, i) => `a${i}: ${page.slice(2, -2)}`).join(' ')} }`,
      `more than ${LIMITS.cost} values`,
    ],
    ['words and signs', `{ ${'me { role } '.repeat(2000)} }`, `${LIMITS.documentTokens}`],
  ])('refuses an operation beyond the limit of %s, and names it', async (_limit, query, text) => {
    const answer = await send(api, admin, query, { id: rows.calibrationId });
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toMatch(/LIMIT_EXCEEDED|INVALID_INPUT/);
    expect(answer.errors?.[0]?.message).toContain(text);
    expect(answer.data ?? null).toBeNull();
  });

  it('lets a page of 100 rollouts with their turns and calls pass, and introspection', async () => {
    const query = `query($id: ID!, $first: Int!) { rollouts(experimentId: $id, first: $first) { totalCount nodes {
      id trial reward outcomeClass task { externalId instruction } policy { name } userSimulator { name }
      turns { nodes { index message userMessage tier score toolCalls { index name arguments result isError } } } } } }`;
    expect((await send(api, admin, query, { id: rows.experimentId, first: 100 })).errors).toBeUndefined();
    expect((await send(api, admin, getIntrospectionQuery())).errors).toBeUndefined();
  });

  it('does not take exponentially long for fragments that spread each other twice', async () => {
    const fragments = Array.from({ length: 40 }, (_, i) => `fragment F${i} on Me { ...F${i + 1} ...F${i + 1} }`);
    const answer = await send(api, admin, `{ me { ...F0 } } ${fragments.join(' ')} fragment F40 on Me { role }`);
    expect(codeOf(answer)).toBe('LIMIT_EXCEEDED');
  });

  it.each([
    [0, 'INVALID_INPUT', 'first: is 0; it must be 1 to 100'],
    [101, 'LIMIT_EXCEEDED', 'first: is 101; a page has at most 100 rows'],
  ])('refuses a page of %p rows', async (first, code, message) => {
    const answer = await send(api, admin, `{ experiments(first: ${first}) { totalCount } }`);
    expect([codeOf(answer), answer.errors?.[0]?.message]).toEqual([code, message]);
  });

  it('refuses a text or a batch beyond its length, and names it', async () => {
    const create = 'mutation($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }';
    const long = await send(api, admin, create, { input: { name: 'x'.repeat(201) } });
    expect([codeOf(long), long.errors?.[0]?.message]).toEqual([
      'LIMIT_EXCEEDED',
      `input.name has 201 characters; at most 200 are allowed: "${'x'.repeat(40)}..."`,
    ]);
    const row = {
      policyName: 'p',
      simulatorName: 's',
      task: { externalId: '1' },
      trial: 0,
      outcomeClass: 'TIMEOUT',
      turns: [],
    };
    const ingest = 'mutation($input: IngestRolloutsInput!) { ingestRollouts(input: $input) { accepted } }';
    const batch = await send(api, admin, ingest, {
      input: { experimentId: rows.experimentId, rows: Array.from({ length: 501 }, () => row) },
    });
    expect([codeOf(batch), batch.errors?.[0]?.message]).toEqual([
      'LIMIT_EXCEEDED',
      'input.rows has 501 entries; at most 500 are allowed',
    ]);
  });

  it('answers INVALID_INPUT for a text with a NUL character', async () => {
    const create = 'mutation($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }';
    expect(codeOf(await send(api, admin, create, { input: { name: 'a\u0000b' } }))).toBe('INVALID_INPUT');
  });

  it('hides an unexpected error behind a reference, and logs it once with the organization', async () => {
    const client = new Client({ connectionString: api.tables.adminUrl });
    await client.connect();
    await client.query(`UPDATE turn SET tier = 'UNHEARD_OF' WHERE rollout_id = $1 AND index = 0`, [rows.rolloutId]);
    await client.end();
    const query = 'query($id: ID!) { rollout(id: $id) { turns { nodes { tier } } } }';
    const answer = await send(api, admin, query, { id: rows.rolloutId });
    expect(answer.errors).toHaveLength(1);
    expect(codeOf(answer)).toBe('INTERNAL');
    expect(answer.text).not.toContain('UNHEARD_OF');
    const reference = answer.errors?.[0]?.extensions.reference as string;
    expect(answer.errors?.[0]?.message).toContain(reference);
    const lines = log.lines.filter((line) => JSON.stringify(line).includes('UNHEARD_OF'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ reference, tenantId: organization.id, msg: 'request failed' });
  });

  it('shows a page at /graphql that loads nothing, and 404 elsewhere', async () => {
    const shown = await fetch(`${api.server.url}/graphql`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    const html = await shown.text();
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(html).not.toMatch(/<script|<link|src=/);
    expect((await fetch(`${api.server.url}/elsewhere`)).status).toBe(404);
  });
});
