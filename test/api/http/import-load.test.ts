import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { FILE_LIMITS } from '../../../src/formats/file-limits';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { ask, startTestApi, type TestApi, type TestOrganization, valueAt } from '../support/api-server';
import { type CapturedLog, captureLog } from '../support/captured-log';

/** A small row that is stored: a run that broke off. */
const failedRow = (trial: number): string => `{"task_id":1,"trial":${trial},"info":{"error":"broke off"}}`;

describe('an upload that costs much more than it weighs', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let experimentId: string;
  let log: CapturedLog;

  beforeAll(async () => {
    log = captureLog();
    api = await startTestApi(log.logger);
    organization = await api.addOrganization('heavy');
    const input = { name: 'heavy', description: '', idempotencyKey: null };
    experimentId = (await createExperiment(api.database, organization.id, input)).id;
  });
  afterAll(() => api.stop());

  async function upload(body: string | Buffer, query = '') {
    const response = await fetch(`${api.server.url}/import?experiment=heavy${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${organization.secrets.MEMBER}` },
      body,
    });
    return { status: response.status, answer: await response.json() };
  }

  const countRollouts = async (): Promise<number> => {
    const query = `{ rollouts(experimentId: "${experimentId}") { totalCount } }`;
    return Number(valueAt(await ask(api, organization.secrets.VIEWER, query), 'rollouts.totalCount'));
  };

  /** Runs the work, and counts the rounds of the event loop meanwhile. */
  async function countRounds<Result>(work: Promise<Result>): Promise<{ result: Result; rounds: number }> {
    let rounds = 0;
    const count = (): void => {
      rounds += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const result = await work;
    clearImmediate(next);
    return { result, rounds };
  }

  it.each([
    ['numbers', '1'],
    ['empty objects', '{}'],
    ['broken rows', '{"a":NaN}'],
    ['words that are none', 'x'],
  ])('is refused after 10,000 bad rows, and others are served meanwhile: %s', async (_what, row) => {
    const body = gzipSync(`[${`${row},`.repeat(499_999)}${row}]`);
    expect(body.length).toBeLessThan(20_000);
    const { result, rounds } = await countRounds(upload(body));
    expect(result).toMatchObject({ status: 413, answer: { error: { code: 'LIMIT_EXCEEDED' } } });
    expect(valueAt(result.answer, 'error.message')).toMatch(/bad rows|times its size/);
    expect(rounds).toBeGreaterThan(20);
  });

  it('is refused when its gzip expands too much', async () => {
    const { status, answer } = await upload(gzipSync(Buffer.alloc(50_000_000, ' ')));
    expect([status, valueAt(answer, 'error.code')]).toEqual([413, 'LIMIT_EXCEEDED']);
    expect(valueAt(answer, 'error.message')).toContain(`${FILE_LIMITS.expansion} times`);
  });

  it('is refused with strict at its first bad row', async () => {
    const { status, answer } = await upload(gzipSync(`[${'1,'.repeat(499_999)}1]`), '&strict=true');
    expect([status, valueAt(answer, 'error.code')]).toEqual([400, 'INVALID_INPUT']);
  });

  it('says how many rows were stored before a limit was found', async () => {
    const { status, answer } = await upload(`[${failedRow(1)},${'1,'.repeat(FILE_LIMITS.badRows + 5)}1]`);
    expect(status).toBe(413);
    expect(valueAt(answer, 'error.message')).toContain('1 rows were stored before');
    expect(await countRollouts()).toBe(1);
  });

  it('ends when its client leaves, although all of it has arrived', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => failedRow(index + 10));
    const before = await countRollouts();
    const sending = request(`${api.server.url}/import?experiment=heavy`, {
      method: 'POST',
      headers: { authorization: `Bearer ${organization.secrets.MEMBER}` },
    });
    sending.on('error', () => undefined);
    sending.end(gzipSync(`[${rows.join(',')}]`));
    while ((await countRollouts()) === before) await new Promise((resolve) => setTimeout(resolve, 20));
    sending.destroy();
    const hasEnded = () => log.lines.some(({ msg }) => msg === 'the client left before its upload was complete');
    while (!hasEnded()) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await countRollouts()).toBeLessThan(before + rows.length);
    expect(log.lines.map(({ msg }) => msg)).not.toContain('request failed');
  });
});
