import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { InvalidInputError } from '../../src/errors';
import { readResults } from '../../src/formats/read-results';
import { collect, simulation, tau2File, tau2Task, tauBenchRow } from './rows';

const MEBIBYTE = 2 ** 20;

describe('readResults', () => {
  const good = JSON.stringify(tauBenchRow());
  const four = `[${[1, 2, 3, 4].map((trial) => JSON.stringify(tauBenchRow({ trial }))).join(', ')}]`;

  it('reads gzip and plain files alike', async () => {
    const plain = await collect(four);
    expect(plain.rows).toHaveLength(4);
    expect(await collect(gzipSync(four))).toEqual(plain);
  });

  it('reads an empty list as no rows', async () => {
    expect(await collect('[]')).toEqual({ rows: [], error: null });
  });

  it('refuses an empty file', async () => {
    const { error } = await collect('');
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toContain('the file is empty');
  });

  it('gives the bytes of each row as the file has them', async () => {
    const { rows } = await collect(`[ ${good} ,\n${JSON.stringify(tauBenchRow(), null, 2)}]`, { sizes: [5] });
    expect(rows.map((row) => ('raw' in row ? Buffer.from(row.raw).toString() : null))).toEqual([
      good,
      JSON.stringify(tauBenchRow(), null, 2),
    ]);
  });

  it('gives the same rows whatever the sizes of the chunks, plain or gzip', async () => {
    const bad = JSON.stringify(tauBenchRow({ trial: -1 }));
    const list = `\ufeff[${good}, ${bad}, ${JSON.stringify(tauBenchRow({ traj: [{ role: 'user', content: 'héllo 😀' }] }))}]`;
    const object = JSON.stringify(tau2File([simulation(), simulation({ trial: null }), 5], [tau2Task()]), null, 1);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(list, object),
        fc.boolean(),
        async (sizes, text, isGzip) => {
          const whole = await collect(text);
          expect([whole.error, whole.rows.length]).toEqual([null, 3]);
          expect(await collect(isGzip ? gzipSync(text) : text, { sizes })).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads a file cut into single bytes', async () => {
    expect(await collect(four, { sizes: [1] })).toEqual(await collect(four));
  });

  it('gives all rows before the cut of a truncated file and names the row', async () => {
    const { rows, error } = await collect(four.slice(0, -100));
    expect(rows.map((row) => row.row)).toEqual([0, 1, 2]);
    expect((error as Error).message).toMatch(/the file is truncated: it ends in row 3 at byte \d+/);
    expect(error).toBeInstanceOf(InvalidInputError);
  });

  it('gives rows before the cut of a truncated gzip file and names the row', async () => {
    // Texts that do not compress, so that a cut near the end leaves the first rows whole.
    const noise = Array.from({ length: 4 }, (_, trial) => {
      const content = Array.from({ length: 5000 }, (__, index) =>
        ((index * 2654435761 + trial * 123456789) >>> 7).toString(36),
      ).join('');
      return tauBenchRow({ trial, traj: [{ role: 'user', content }] });
    });
    const whole = gzipSync(JSON.stringify(noise));
    const { rows, error } = await collect(whole.subarray(0, Math.floor(whole.length * 0.9)));
    expect(rows.map((row) => row.row)).toEqual([0, 1, 2]);
    expect((error as Error).message).toMatch(/the gzip data is truncated .* reading stopped in row 3 at byte \d+/);
    expect(error).toBeInstanceOf(InvalidInputError);
  });

  it('notices that a gzip file lost no more than its checksum', async () => {
    const { rows, error } = await collect(gzipSync(four).subarray(0, -1));
    expect(rows).toHaveLength(4);
    expect((error as Error).message).toContain('the gzip data is truncated');
  });

  it('goes on after a bad row', async () => {
    const { rows, error } = await collect(`[${good}, {"reward": NaN}, ${good}]`);
    expect(error).toBeNull();
    expect(rows.map((row) => ('problem' in row ? row.problem.code : 'ok'))).toEqual(['ok', 'NON_FINITE_NUMBER', 'ok']);
    expect(rows[1]).toMatchObject({ row: 1, problem: { row: 1, field: 'reward' } });
  });

  it('refuses a row with a message of 12 MB alone, by the length of the text', async () => {
    const long = JSON.stringify(tauBenchRow({ traj: [{ role: 'user', content: 'x'.repeat(12 * MEBIBYTE) }] }));
    const { rows, error } = await collect(`[${good},${long},${good}]`);
    expect([error, rows.length]).toEqual([null, 3]);
    expect(rows[1]).toMatchObject({ row: 1, problem: { code: 'TEXT_TOO_LONG', field: 'traj[0].content' } });
    expect('problem' in rows[1]! && rows[1].problem.message).toBe(
      `\`traj[0].content\` has ${12 * MEBIBYTE} characters; at most ${8 * MEBIBYTE} are allowed: "${'x'.repeat(40)}..."`,
    );
  });

  it('refuses a row beyond the size limit alone, and names the limit', async () => {
    const { rows } = await collect(`[${good},"${'x'.repeat(5000)}",${good}]`, { maxMemberBytes: 4000 });
    expect(rows.map((row) => 'problem' in row)).toEqual([false, true, false]);
    expect(rows[1]).toMatchObject({
      problem: { code: 'ROW_TOO_LARGE', message: expect.stringContaining('limit is 4000') as unknown },
    });
  });

  it('refuses a row that is nested 100,000 deep alone', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const { rows } = await collect(`[${deep},${good}]`);
    expect(rows).toMatchObject([{ problem: { code: 'ROW_TOO_DEEP' } }, { rollout: { trial: 2 } }]);
  });

  it('applies the limits to simulations as rows and to tasks as the file', async () => {
    const filler = 'x'.repeat(3000);
    const simulations = await collect(JSON.stringify(tau2File([simulation({ note: filler })])), {
      maxMemberBytes: 2000,
    });
    expect(simulations).toMatchObject({ error: null, rows: [{ row: 0, problem: { code: 'ROW_TOO_LARGE' } }] });
    const tasks = await collect(JSON.stringify(tau2File([], [tau2Task({ note: filler })])), { maxMemberBytes: 2000 });
    expect((tasks.error as Error).message).toContain('`tasks[0]` is refused');
  });

  it('passes on errors of its source that are not about the file', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('[1,'));
      throw new Error('disk failed');
    };
    const read = async (): Promise<void> => {
      for await (const row of readResults(broken())) expect(row.row).toBe(0);
    };
    await expect(read()).rejects.toThrow('disk failed');
  });
});
