import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { ask, startTestApi, type TestApi, type TestOrganization } from '../support/api-server';
import { headOf, openRaw } from '../support/raw-connection';

describe('a client that keeps its connection waiting', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let key: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const timeouts = { headMs: 200, bodyMs: 300, leftoverMs: 200, keepAliveMs: 100, checkMs: 50 };
    api = await startTestApi(undefined, null, { timeouts });
    organization = await api.addOrganization('slow');
    key = { authorization: `Bearer ${organization.secrets.MEMBER}` };
  });
  afterAll(() => api.stop());

  it.each([
    ['nothing at all', ''],
    ['half a request line', 'POST /grap'],
    ['half a head', 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: 1'],
    ['half a head of an upload', 'POST /import?experiment=a HTTP/1.1\r\nHost: localhost\r\n'],
  ])('is answered 408 and cut after it sent %s', async (_what, bytes) => {
    const answer = await openRaw(api, bytes).ended;
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"LIMIT_EXCEEDED"');
  });

  it('is cut after half a head although it sends one more byte now and then', async () => {
    const connection = openRaw(api, 'GET /health HTTP/1.1\r\nX-Slow: ');
    const drip = setInterval(() => {
      connection.write('x');
    }, 40);
    expect(await connection.ended).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
  });

  it('is cut when the second request on its connection stays half a head', async () => {
    const connection = openRaw(api, `${headOf('GET', '/health', {})}GET /health HTTP/1.1\r\nX-`);
    const answer = await connection.ended;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('HTTP/1.1 408 ');
  });

  it('is cut when it sends no second request', async () => {
    expect(await openRaw(api, headOf('GET', '/health', {})).ended).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['/graphql', { 'content-type': 'application/json', 'content-length': '100' }],
    ['/import?experiment=a', { 'content-length': '100' }],
    ['/checkpoints', { 'transfer-encoding': 'chunked' }],
    ['/elsewhere', { 'content-length': '100' }],
  ])('is answered and cut when it has no key and its body for %s never ends', async (path, headers) => {
    const answer = await openRaw(api, headOf('POST', path, headers)).ended;
    expect(answer).toMatch(/^HTTP\/1\.1 40[14] /);
  });

  it('is answered 408 and cut when it has a key and its body for /graphql never ends', async () => {
    const headers = { ...key, 'content-type': 'application/json', 'content-length': '100' };
    const answer = await openRaw(api, `${headOf('POST', '/graphql', headers)}{"query":`).ended;
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"LIMIT_EXCEEDED"');
  });

  it('is answered 431 for a head that is too large', async () => {
    const answer = await openRaw(api, headOf('GET', '/health', { 'x-large': 'x'.repeat(40_000) })).ended;
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"LIMIT_EXCEEDED"');
  });

  it('may upload a file for longer than all these times', async () => {
    const input = { name: 'slow runs', description: '', idempotencyKey: null };
    const { id } = await createExperiment(api.database, organization.id, input);
    const headers = { ...key, 'transfer-encoding': 'chunked', connection: 'close' };
    const connection = openRaw(api, headOf('POST', '/import?experiment=slow%20runs', headers));
    for (const piece of ['[', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ']']) {
      connection.write(`1\r\n${piece}\r\n`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    connection.write('0\r\n\r\n');
    expect(await connection.ended).toMatch(/^HTTP\/1\.1 200 .*"rows":0/s);
    const counted = await ask(api, organization.secrets.VIEWER, `{ rollouts(experimentId: "${id}") { totalCount } }`);
    expect(counted).toEqual({ rollouts: { totalCount: 0 } });
  });
});
