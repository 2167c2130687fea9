import { randomBytes } from 'node:crypto';
import os from 'node:os';
import { Client } from 'pg';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { mountSmallDisk } from '../../support/full-disk';
import { send, startTestApi, type TestApi, type TestOrganization, codeOf, valueAt } from '../support/api-server';
import { type CapturedLog, captureLog } from '../support/captured-log';
import { headOf, openRaw } from '../support/raw-connection';

const disk = mountSmallDisk();
const whereDisksCanBeMounted = disk === null ? describe.skip : describe;

const ROW = { task_id: 1, trial: 0, info: { error: 'broke off' } };

let api: TestApi;
let organization: TestOrganization;
let key: Readonly<Record<string, string>>;
let log: CapturedLog;

beforeAll(async () => {
  log = captureLog();
  api = await startTestApi(log.logger);
  organization = await api.addOrganization('faults');
  key = { authorization: `Bearer ${organization.secrets.MEMBER}` };
  await createExperiment(api.database, organization.id, { name: 'runs', description: '', idempotencyKey: null });
});
beforeEach(() => {
  log.lines.length = 0;
});
afterAll(async () => {
  await api.stop();
  disk?.remove();
});

async function upload(path: string, body: string | Buffer) {
  const response = await fetch(`${api.server.url}${path}`, { method: 'POST', headers: key, body });
  return { status: response.status, answer: await response.json() };
}

// Where no disk can be mounted (only root can), these are skipped.
whereDisksCanBeMounted('when the disk for temporary files is full', () => {
  // The environment of a test is a copy that `os` does not read, so TMPDIR cannot be set here.
  beforeAll(() => {
    jest.spyOn(os, 'tmpdir').mockReturnValue(disk!.folder);
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['a strict import', '/import?experiment=runs&strict=true', Buffer.from(`[${' '.repeat(1_500_000)}]`)],
    ['a checkpoint', '/checkpoints', randomBytes(1_500_000)],
  ])('answers %s with UNAVAILABLE and the reason', async (_what, path, body) => {
    const { status, answer } = await upload(path, body);
    expect([status, valueAt(answer, 'error.code')]).toEqual([503, 'UNAVAILABLE']);
    expect(valueAt(answer, 'error.message')).toContain('the disk is full');
    expect(valueAt(answer, 'error.message')).not.toContain('turnwise-spool');
  });

  it('answers a strict import whose client sends no more, before it ends', async () => {
    const headers = { ...key, 'content-length': '50000000' };
    const connection = openRaw(api, headOf('POST', '/import?experiment=runs&strict=true', headers));
    connection.write(`[${' '.repeat(2_000_000)}`);
    expect(await connection.firstBytes).toMatch(/^HTTP\/1\.1 503 /);
    connection.close();
  });
});

describe('when the database', () => {
  afterEach(() => asOwner('DROP TRIGGER fault ON rollout; DROP FUNCTION fault'));

  it.each([
    ['has a full disk', '53100', 'the disk of the database is full'],
    ['is out of memory', '53200', 'out of memory'],
    ['fails to read its disk', '58030', 'the disk of the database fails'],
    ['accepts no writes', '25006', 'accepts no writes'],
  ])('%s, an import and a mutation say so, with UNAVAILABLE', async (_what, state, text) => {
    await asOwner(`CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${state}'; END $$;
      CREATE TRIGGER fault BEFORE INSERT ON rollout FOR EACH STATEMENT EXECUTE FUNCTION fault()`);
    for (const query of ['', '&strict=true']) {
      const { status, answer } = await upload(`/import?experiment=runs${query}`, JSON.stringify([ROW]));
      expect([status, valueAt(answer, 'error.code')]).toEqual([503, 'UNAVAILABLE']);
      expect(valueAt(answer, 'error.message')).toContain(text);
      expect(valueAt(answer, 'error.message')).not.toContain('extend file');
    }
  });

  async function asOwner(sql: string): Promise<void> {
    const client = new Client({ connectionString: api.tables.adminUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
});

describe('a malformed request', () => {
  const CHUNKED = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  const GZIP = { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': '7' };

  const malformed: readonly (readonly [string, (headers: Readonly<Record<string, string>>) => string, RegExp])[] = [
    ['%zz in the path of a file', (h) => headOf('GET', '/checkpoints/%zz/model.onnx', h), /escapes that are no UTF-8/],
    ['%ff in the path of a file', (h) => headOf('HEAD', '/checkpoints/a/%ff', h), /^HTTP/],
    ['%zz in a query', (h) => headOf('POST', '/import?experiment=%ff', { ...h, 'content-length': '0' }), /no UTF-8/],
    ['damaged gzip at /graphql', (h) => `${headOf('POST', '/graphql', { ...h, ...GZIP })}garbage`, /cannot be read/],
    ['a bad chunk at /graphql', (h) => `${headOf('POST', '/graphql', { ...h, ...CHUNKED })}zz\r\n{}\r\n`, /malformed/],
    [
      'a bad chunk at /import',
      (h) => `${headOf('POST', '/import?experiment=runs', { ...h, ...CHUNKED })}zz\r\n`,
      /malf/,
    ],
    [
      'a bad chunk at /checkpoints',
      (h) => `${headOf('POST', '/checkpoints', { ...h, ...CHUNKED })}zz\r\n`,
      /malformed/,
    ],
  ];

  it.each(malformed)('%s is 400 with a code, and no stack is logged', async (_what, request, text) => {
    const answer = await openRaw(api, request({ ...key, connection: 'close' })).ended;
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(text);
    if (!request({}).startsWith('HEAD')) expect(answer).toContain('"code":"INVALID_INPUT"');
    expect(log.lines.map(({ msg }) => msg)).not.toContain('request failed');
  });

  it.each(malformed)('%s is 401 without a key and with a wrong one', async (_what, request) => {
    for (const wrong of [{}, { authorization: 'Bearer tw_wrong' }]) {
      const answer = await openRaw(api, request({ ...wrong, connection: 'close' })).ended;
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    }
  });

  it.each([
    'GET /health HTTP/9.9\r\n\r\n',
    'nonsense\r\n\r\n',
    'GET /he alth HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\na b: c\r\n\r\n',
  ])('%j is 400 with a code', async (bytes) => {
    const answer = await openRaw(api, bytes).ended;
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"INVALID_INPUT"/s);
  });

  it('leaves the server as it was', async () => {
    expect(codeOf(await send(api, organization.secrets.VIEWER, '{ me { role } }'))).toBeNull();
  });
});
