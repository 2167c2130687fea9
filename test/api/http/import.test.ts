import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { type CapturedLog, captureLog } from '../support/captured-log';
import { ask, startTestApi, type TestApi, type TestOrganization, valueAt } from '../support/api-server';

/** A row of a tau-bench result file. */
function tauRow(task: number, trial: number, words = 'Hello.') {
  return {
    task_id: task,
    reward: trial % 2,
    info: { task: { user_id: 'u', instruction: `Task ${task}.`, actions: [], outputs: [] }, reward_info: null },
    traj: [
      { role: 'system', content: 'Rules.' },
      { role: 'user', content: 'Hi.' },
      { role: 'assistant', content: words },
      { role: 'user', content: '###STOP###' },
    ],
    trial,
  };
}

describe('POST /import', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let experimentId: string;
  let log: CapturedLog;

  beforeEach(async () => {
    log = captureLog();
    api = await startTestApi(log.logger);
    organization = await api.addOrganization('importers');
    const input = { name: 'my runs', description: '', idempotencyKey: null };
    experimentId = (await createExperiment(api.database, organization.id, input)).id;
  });
  afterEach(() => api.stop());

  async function upload(
    body: string | Buffer | ReadableStream,
    query = 'experiment=my%20runs',
    headers: Readonly<Record<string, string>> = {},
  ) {
    const response = await fetch(`${api.server.url}/import?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${organization.secrets.MEMBER}`, ...headers },
      body,
      duplex: 'half',
    });
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  }

  const countRollouts = async () =>
    valueAt(
      await ask(
        api,
        organization.secrets.VIEWER,
        'query($id: ID!) { rollouts(experimentId: $id) { totalCount nodes { policy { name } userSimulator { name } } } }',
        { id: experimentId },
      ),
      'rollouts',
    );

  const FILE = JSON.stringify([tauRow(1, 0), tauRow(1, 1), tauRow(2, 0)]);

  it.each([
    ['plain', FILE, {}],
    ['gzipped', gzipSync(FILE), {}],
    ['gzipped and says so', gzipSync(FILE), { 'content-encoding': 'gzip' }],
  ])('stores the rollouts of a %s file, and nothing the second time', async (_what, body, headers) => {
    const first = await upload(body, 'experiment=my%20runs&policy=gpt&simulator=llm', headers);
    expect(first).toMatchObject({ status: 200, answer: { rows: 3, accepted: 3, duplicates: 0, fileError: null } });
    const second = await upload(body, 'experiment=my%20runs&policy=gpt&simulator=llm', headers);
    expect(second).toMatchObject({ status: 200, answer: { rows: 3, accepted: 0, duplicates: 3 } });
    const found = await countRollouts();
    expect(valueAt(found, 'totalCount')).toBe(3);
    expect(valueAt(found, 'nodes.0')).toEqual({ policy: { name: 'gpt' }, userSimulator: { name: 'llm' } });
  });

  it('leaves a bad row out and says why, or refuses the file when strict', async () => {
    const file = JSON.stringify([tauRow(1, 0), { ...tauRow(1, 1), reward: 'good' }]);
    const strict = await upload(file, 'experiment=my%20runs&strict=true');
    expect(strict.status).toBe(400);
    expect(strict.answer).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    expect(valueAt(await countRollouts(), 'totalCount')).toBe(0);
    const lenient = await upload(file);
    expect(lenient.answer).toMatchObject({ accepted: 1, rejected: 1, problems: [{ row: 1, field: 'reward' }] });
  });

  it('stores what came before the place where a file is cut off, and says where', async () => {
    const cut = FILE.slice(0, FILE.lastIndexOf('task_id'));
    const { status, answer } = await upload(cut);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ accepted: 2 });
    expect(typeof valueAt(answer, 'fileError')).toBe('string');
  });

  it.each([
    ['an experiment that does not exist', 'experiment=other', {}, 404, 'NOT_FOUND'],
    ['no experiment', '', {}, 400, 'INVALID_INPUT'],
    ['an unknown parameter', 'experiment=my%20runs&stric=true', {}, 400, 'INVALID_INPUT'],
    ['a wrong value', 'experiment=my%20runs&strict=maybe', {}, 400, 'INVALID_INPUT'],
    ['a name of 1001 characters', `experiment=${'x'.repeat(1001)}`, {}, 400, 'INVALID_INPUT'],
    ['another encoding', 'experiment=my%20runs', { 'content-encoding': 'br' }, 400, 'INVALID_INPUT'],
    ['no key', 'experiment=my%20runs', { authorization: '' }, 401, 'UNAUTHENTICATED'],
  ])('refuses %s', async (_what, query, headers, status, code) => {
    const refused = await upload(FILE, query, headers);
    expect(refused.status).toBe(status);
    expect(valueAt(refused.answer, 'error.code')).toBe(code);
    expect(valueAt(await countRollouts(), 'totalCount')).toBe(0);
  });

  it.each(['VIEWER', 'WORKER'] as const)('is FORBIDDEN to %s', async (role) => {
    const refused = await upload(FILE, 'experiment=my%20runs', {
      authorization: `Bearer ${organization.secrets[role]}`,
    });
    expect([refused.status, valueAt(refused.answer, 'error.code')]).toEqual([403, 'FORBIDDEN']);
  });

  it('answers a client that is refused in the middle of a large upload', async () => {
    const chunk = Buffer.alloc(64 * 1024, ' ');
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        if (sent++ < 500) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const refused = await upload(body, 'experiment=other');
    expect(refused.status).toBe(404);
  });

  /** More than all buffers on the way hold. */
  const MUCH_MORE = Buffer.alloc(20_000_000, ' ');

  it('reports what is wrong in the middle of a file although much more of it comes, and keeps the connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const broken = await send(agent, 'POST', '/import?experiment=my%20runs', [
      `[${JSON.stringify(tauRow(1, 0))}, nonsense`,
      MUCH_MORE,
    ]);
    expect(broken.status).toBe(200);
    expect(JSON.parse(broken.answer)).toMatchObject({ accepted: 1 });
    expect(valueAt(JSON.parse(broken.answer), 'fileError')).toMatch(/nonsense|byte/);
    expect(await send(agent, 'GET', '/health', [])).toMatchObject({ status: 200, isReused: true });
    agent.destroy();
  });

  it('keeps the connection when rows cannot be stored although more of them come', async () => {
    const client = new Client({ connectionString: api.tables.adminUrl });
    await client.connect();
    await client.query('ALTER TABLE rollout RENAME TO rollout_elsewhere');
    await client.end();
    const rows = Array.from({ length: 300 }, (_, trial) => JSON.stringify(tauRow(1, trial)));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const failed = await send(agent, 'POST', '/import?experiment=my%20runs', [`[${rows.join(',')}`, MUCH_MORE, ']']);
    expect(failed.status).toBe(500);
    expect(await send(agent, 'GET', '/health', [])).toMatchObject({ status: 200, isReused: true });
    agent.destroy();
  });

  /** One request through the agent; resolves when the answer is there and everything was sent. */
  async function send(agent: Agent, method: string, path: string, parts: readonly (string | Buffer)[]) {
    const sending = request(`${api.server.url}${path}`, {
      agent,
      method,
      headers: { authorization: `Bearer ${organization.secrets.MEMBER}` },
    });
    const answered = new Promise<{ status: number; answer: string }>((resolve, reject) => {
      sending.once('error', reject);
      sending.once('response', (response) => {
        text(response).then((answer) => {
          resolve({ status: response.statusCode ?? 0, answer });
        }, reject);
      });
    });
    for (const part of parts) sending.write(part);
    const sent = new Promise<void>((resolve) => {
      sending.end(resolve);
    });
    const { status, answer } = await answered;
    await sent;
    return { status, answer, isReused: sending.reusedSocket };
  }

  it('keeps what was stored and goes on serving when the client leaves in the middle', async () => {
    const started = new Promise<void>((resolve) => {
      const upload = request(`${api.server.url}/import?experiment=my%20runs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${organization.secrets.MEMBER}` },
      });
      upload.on('error', () => {
        resolve();
      });
      upload.write(`[${JSON.stringify(tauRow(1, 0))},${JSON.stringify(tauRow(1, 1))}`, () => {
        setTimeout(() => upload.destroy(), 100);
      });
    });
    await started;
    const again = await upload(FILE);
    expect(again.status).toBe(200);
    expect(valueAt(again.answer, 'rows')).toBe(3);
    expect(valueAt(await countRollouts(), 'totalCount')).toBe(3);
    const messages = log.lines.map((line) => line.msg);
    expect(messages).toContain('the client left before its upload was complete');
    expect(messages).not.toContain('request failed');
  });

  it('reads no faster than it stores: while the table is locked, the client has to wait', async () => {
    const row = JSON.stringify(tauRow(3, 0, 'x'.repeat(100_000)));
    const rows = 400;
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        const text = row.replace('"trial":0', `"trial":${sent}`);
        controller.enqueue(Buffer.from(`${sent === 0 ? '[' : ','}${text}${sent === rows - 1 ? ']' : ''}`));
        if (++sent === rows) controller.close();
      },
    });
    const client = new Client({ connectionString: api.tables.adminUrl });
    await client.connect();
    await client.query('BEGIN; LOCK TABLE rollout IN ACCESS EXCLUSIVE MODE');
    const done = upload(body);
    let before: number;
    do {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 500));
    } while (sent > before);
    // One batch of 8 MB waits for the lock; the rest is buffers of sockets and streams.
    expect(sent).toBeGreaterThan(80);
    expect(sent).toBeLessThan(250);
    await client.query('ROLLBACK');
    await client.end();
    expect((await done).answer).toMatchObject({ rows, accepted: rows });
  });
});
