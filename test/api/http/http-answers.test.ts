import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { codeOf, send, startTestApi, type TestApi, type TestOrganization, valueAt } from '../support/api-server';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('answers over HTTP', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let key: Readonly<Record<string, string>>;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('http');
    key = { authorization: `Bearer ${organization.secrets.MEMBER}` };
    await createExperiment(api.database, organization.id, { name: 'runs', description: '', idempotencyKey: null });
  });
  afterAll(() => api.stop());

  const call = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: string | Buffer) =>
    fetch(`${api.server.url}${path}`, { method, headers, ...(body !== undefined && { body }) });

  it.each([
    ['PUT', '/graphql', 'POST'],
    ['GET', '/graphql', 'POST'],
    ['GET', '/graphql?query={me{role}}', 'POST'],
    ['DELETE', '/health', 'GET, HEAD'],
    ['POST', '/health', 'GET, HEAD'],
    ['GET', '/import?experiment=runs', 'POST'],
    ['PUT', '/import', 'POST'],
    ['GET', '/checkpoints', 'POST'],
    ['DELETE', '/checkpoints/a/model.onnx', 'GET, HEAD'],
    ['OPTIONS', '/import', 'POST'],
  ])('are 405 for %s %s, and name the methods that there are', async (method, path, allowed) => {
    const answer = await call(method, path, key);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
    expect(await answer.text()).toContain('"code":"INVALID_INPUT"');
  });

  it.each([
    ['POST', '/graphql'],
    ['POST', '/import?experiment=runs'],
    ['POST', '/checkpoints'],
    ['GET', '/checkpoints/a/model.onnx'],
  ])('say with 401 to %s %s how a key is sent', async (method, path) => {
    for (const headers of [{}, { authorization: 'Bearer tw_wrong' }]) {
      const answer = await call(method, path, headers);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(await answer.text()).toContain('"code":"UNAUTHENTICATED"');
    }
  });

  it.each([undefined, '*/*', 'application/json', 'application/graphql-response+json'])(
    'are JSON for GET /graphql of a client that accepts %p',
    async (accept) => {
      const answer = await call('GET', '/graphql', accept === undefined ? {} : { accept });
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(valueAt(await answer.json(), 'errors.0.message')).toContain('POST');
    },
  );

  it('show a browser the page at /graphql, with the one style that its policy allows', async () => {
    const answer = await call('GET', '/graphql', BROWSER);
    const html = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const style = /<style>(.*?)<\/style>/s.exec(html)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(answer.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
    expect(html).not.toMatch(/style=|<script|<link|src=/);
  });

  it.each([
    ['GET', '/health', {}],
    ['GET', '/graphql', BROWSER],
    ['POST', '/graphql', {}],
    ['POST', '/import', {}],
    ['GET', '/checkpoints/a/b', {}],
    ['GET', '/elsewhere', {}],
    ['PUT', '/graphql', {}],
  ])('forbid browsers to guess types and to load anything: %s %s', async (method, path, headers) => {
    const answer = await call(method, path, headers);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; frame-ancestors 'none'/);
  });

  it.each([
    ['nothing', ''],
    ['spaces', '  \n '],
    ['a text', 'task,reward\n1,0\n'],
    ['half a list', '['],
    ['half a row', '[{"task_id": 1'],
    ['another object', '{"rows": []}'],
    ['a number', '42'],
    ['damaged gzip', Buffer.concat([gzipSync('[]').subarray(0, 12), Buffer.from('garbage')])],
    ['truncated gzip', gzipSync('[]').subarray(0, 15)],
  ])('are 400 for an import of %s, with and without strict', async (_what, body) => {
    for (const query of ['', '&strict=true']) {
      const answer = await call('POST', `/import?experiment=runs${query}`, key, body);
      expect(answer.status).toBe(400);
      expect(valueAt(await answer.json(), 'error.code')).toBe('INVALID_INPUT');
    }
  });

  it('are 200 for an import of an empty list', async () => {
    const answer = await call('POST', '/import?experiment=runs', key, '[]');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ rows: 0, accepted: 0, fileError: null });
  });

  it('name field and value of a conflict, also when both come at once, and never a constraint', async () => {
    const create = `mutation { createPolicy(input: { name: "twice", spec: { scripted: { script: GOLDEN } } }) { id } }`;
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(api, organization.secrets.MEMBER, create)));
    const refused = answers.filter((answer) => answer.errors !== undefined);
    expect(refused.map(codeOf)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT']);
    for (const { text, errors } of refused) {
      expect(errors?.[0]?.message).toBe('name: a policy called "twice" exists already');
      expect(text).not.toMatch(/_key|constraint/);
    }
  });
});
