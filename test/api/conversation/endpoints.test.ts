import { inspect } from 'node:util';
import { Client } from 'pg';
import { openEndpoint } from '../../../src/services/players/open-endpoint';
import { createEndpointAccess } from '../../../src/endpoints/endpoint-access';
import { testEndpointAccess } from '../../support/endpoint-access';
import { refuse, say } from '../../support/model-server/behaviours';
import { startModelServer } from '../../support/model-server/model-server';
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
import { captureLog } from '../support/captured-log';

const KEY = 'sk-never-to-be-seen-0123456789wxyz';
const OTHER_KEY = 'sk-never-to-be-seen-either-9876543210';
const SECRETS = /never-to-be-seen/;

const CREATE = `mutation($input: CreateEndpointInput!) {
  createEndpoint(input: $input) { id name baseUrl hasKey keyHint }
}`;
const UPDATE = 'mutation($input: UpdateEndpointKeyInput!) { updateEndpointKey(input: $input) { hasKey keyHint } }';
const DELETE = 'mutation($id: ID!) { deleteEndpoint(id: $id) { id name } }';
const LIST = '{ endpoints { totalCount nodes { id name baseUrl hasKey keyHint } } }';

describe('endpoints', () => {
  const log = captureLog();
  let api: TestApi;
  let organization: TestOrganization;
  let admin: string;

  beforeAll(async () => {
    api = await startTestApi(log.logger);
    organization = await api.addOrganization('endpoints');
    admin = organization.secrets.ADMIN;
  });
  afterAll(() => api.stop());

  async function create(name: string, input: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const whole = { name, baseUrl: 'https://models.example/v1', ...input };
    return textAt(await ask(api, admin, CREATE, { input: whole }), 'createEndpoint.id');
  }

  /** Every row of every table, as text. */
  async function allRows(): Promise<string> {
    const client = new Client({ connectionString: api.tables.adminUrl });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
      );
      const texts: string[] = [];
      for (const { name } of tables) {
        const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
        texts.push(...rows.map((row) => `${name}: ${row.text}`));
      }
      return texts.join('\n');
    } finally {
      await client.end();
    }
  }

  it('are read with the last characters of their key alone', async () => {
    const input = { name: 'first', baseUrl: 'https://models.example/v1/', apiKey: KEY };
    const made = valueAt(await ask(api, admin, CREATE, { input }), 'createEndpoint') as { id: string };
    const expected = {
      id: made.id,
      name: 'first',
      baseUrl: 'https://models.example/v1',
      hasKey: true,
      keyHint: 'wxyz',
    };
    expect(made).toEqual(expected);
    await create('without a key');
    await create('with a short key', { apiKey: 'short' });
    const list = await ask(api, organization.secrets.VIEWER, LIST);
    expect(listAt(list, 'endpoints.nodes')).toMatchObject([
      { name: 'with a short key', hasKey: true, keyHint: null },
      { name: 'without a key', hasKey: false, keyHint: null },
      expected,
    ]);
    const node = '{ node(id: "ID") { __typename ... on Endpoint { name hasKey } } }'.replace('ID', made.id);
    expect(valueAt(await ask(api, admin, node), 'node')).toEqual({
      __typename: 'Endpoint',
      name: 'first',
      hasKey: true,
    });
  });

  it('get another key, or none', async () => {
    const endpointId = await create('changing', { apiKey: KEY });
    const context = { database: api.database, tenantId: organization.id, endpoints: testEndpointAccess() };
    const update = async (apiKey: string | null) =>
      valueAt(await ask(api, admin, UPDATE, { input: { endpointId, apiKey } }), 'updateEndpointKey');
    expect(await update(OTHER_KEY)).toEqual({ hasKey: true, keyHint: '3210' });
    await (await openEndpoint(context, endpointId)).close();
    expect(await update(null)).toEqual({ hasKey: false, keyHint: null });
  });

  it('are gone with their key when they are deleted', async () => {
    const id = await create('short-lived', { apiKey: KEY });
    expect(await ask(api, admin, DELETE, { id })).toEqual({ deleteEndpoint: { id, name: 'short-lived' } });
    expect(codeOf(await send(api, admin, DELETE, { id }))).toBe('NOT_FOUND');
    expect(await allRows()).not.toContain('short-lived');
    const context = { database: api.database, tenantId: organization.id, endpoints: testEndpointAccess() };
    await expect(openEndpoint(context, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('have one name each, and are made once for each idempotency key', async () => {
    const input = { name: 'once', baseUrl: 'https://models.example/v1', apiKey: KEY, idempotencyKey: 'k' };
    const id = textAt(await ask(api, admin, CREATE, { input }), 'createEndpoint.id');
    expect(textAt(await ask(api, admin, CREATE, { input }), 'createEndpoint.id')).toBe(id);
    expect(codeOf(await send(api, admin, CREATE, { input: { ...input, apiKey: OTHER_KEY } }))).toBe('CONFLICT');
    expect(codeOf(await send(api, admin, CREATE, { input: { ...input, idempotencyKey: null } }))).toBe('CONFLICT');
  });

  it.each([
    [{ baseUrl: 'http://169.254.169.254/latest' }, 'baseUrl: the host 169.254.169.254 is internal'],
    [{ baseUrl: 'http://localhost:8080/v1' }, 'TURNWISE_ENDPOINT_ALLOW'],
    [{ baseUrl: 'file:///etc/passwd' }, 'baseUrl: must start with http:// or https://'],
    [{ baseUrl: `https://u:${KEY}@models.example` }, 'baseUrl: must not hold a user or a password'],
    [{ name: '  ' }, 'name is blank'],
    [{ apiKey: '' }, 'apiKey is blank'],
    [{ apiKey: `${KEY}\n` }, 'apiKey: contains white space'],
    [{ apiKey: `${KEY}\u00e9` }, 'apiKey: contains white space or a non-ASCII character'],
  ])('are refused with %j', async (input, message) => {
    const whole = { name: 'wrong', baseUrl: 'https://models.example/v1', ...input };
    const answer = await send(api, admin, CREATE, { input: whole });
    expect(codeOf(answer)).toBe('INVALID_INPUT');
    expect(answer.errors?.[0]?.message).toContain(message);
    expect(answer.text).not.toMatch(SECRETS);
  });

  it.each([
    ['a member is missing', { name: 'x', apiKey: KEY }],
    ['a member is unknown', { name: 'x', baseUrl: 'https://models.example', apiKey: KEY, surprise: 1 }],
    ['the key is no text', { name: 'x', baseUrl: 'https://models.example', apiKey: [KEY] }],
    ['the key is too long', { name: 'x', baseUrl: 'https://models.example', apiKey: KEY.repeat(50) }],
  ])('do not repeat the key when %s', async (_case, input) => {
    const answer = await send(api, admin, CREATE, { input });
    expect(answer.errors).toHaveLength(1);
    expect(answer.text).not.toMatch(SECRETS);
  });

  it('send their key to the endpoint, and say when the master key is another one', async () => {
    const server = await startModelServer([say('hi'), refuse(401, `wrong key ${KEY}`)]);
    const endpoints = testEndpointAccess('127.0.0.0/8');
    const context = { database: api.database, tenantId: organization.id, endpoints };
    const id = await create('opened', { apiKey: KEY });
    const rows = await api.database.inTenant(organization.id, (stores) => stores.endpoints.get(id));
    expect(rows.sealedKey).toMatch(/^v1:[0-9a-f]{8}:/);
    // The address in the row is bound to the key: exchanged, the key stays shut.
    const client = new Client({ connectionString: api.tables.adminUrl });
    await client.connect();
    await client.query('UPDATE endpoint SET base_url = $2 WHERE id = $1', [id, server.baseUrl]);
    await client.end();
    await expect(openEndpoint(context, id)).rejects.toThrow(/cannot be decrypted/);
    await ask(api, admin, UPDATE, { input: { endpointId: id, apiKey: KEY } });

    const opened = await openEndpoint(context, id);
    const request = { model: 'm', messages: [], temperature: null, seed: null, maxOutputTokens: null };
    const call = () =>
      opened.complete(
        { ...request, wantsLogProbabilities: false },
        { timeoutMs: 10_000, maxRetries: 0, signal: new AbortController().signal },
      );
    expect((await call()).text).toBe('hi');
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 9 })).toContain('wrong key [hidden]');
    log.logger.error({ err: error, client: opened, endpoints }, 'an endpoint failed');
    await opened.close();
    await server.close();

    const secretKey = Buffer.alloc(32, 8).toString('base64');
    const settings = { secretKey, endpointAllow: '', databaseUrl: 'postgres://elsewhere', dataFolder: '' };
    const other = { ...context, endpoints: createEndpointAccess(settings) };
    await expect(openEndpoint(other, id)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(
        /was encrypted under the master key .* set TURNWISE_SECRET_KEY to that key/,
      ) as string,
    });
    // Loopback is not allowed to this process.
    await expect(openEndpoint({ ...context, endpoints: testEndpointAccess() }, id)).rejects.toThrow(/internal/);
  });

  it('leave their keys in no row and in no log', async () => {
    await create('the last one', { apiKey: KEY, idempotencyKey: 'last' });
    const rows = await allRows();
    expect(rows).toContain('the last one');
    expect(rows).not.toMatch(SECRETS);
    for (const key of [KEY, OTHER_KEY]) {
      expect(rows).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
      expect(rows).not.toContain(Buffer.from(key).toString('hex').slice(0, 20));
    }
    const lines = JSON.stringify(log.lines);
    expect(lines).toContain('an endpoint failed');
    expect(lines).not.toMatch(SECRETS);
    expect(lines).not.toContain(Buffer.alloc(32, 7).toString('base64').slice(0, 12));
  });
});
