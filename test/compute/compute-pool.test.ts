import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_CALIBRATION_SETTINGS } from '../../src/domain/calibration/calibration-settings';
import { calibrateRound } from '../../src/domain/calibration/calibrate-round';
import { packRollouts } from '../../src/domain/calibration/pack-rollouts';
import { CancelledError, InvalidInputError, UnavailableError } from '../../src/errors';
import type { ComputeProgress, ComputeTasks } from '../../src/compute/compute-tasks';
import { ComputePool } from '../../src/compute/compute-pool';

const TEST_THREAD = path.join(__dirname, 'support', 'test-compute-thread.mjs');

/** What the test's own thread understands, in the place of a calibration. */
type TestRequest = { readonly task: string; readonly array?: Float64Array | SharedArrayBuffer };

describe('the compute pool', () => {
  let pool: ComputePool;
  afterEach(() => {
    pool.close();
  });

  function run(request: TestRequest, signal = new AbortController().signal, heard: ComputeProgress[] = []) {
    return pool.run('calibrateRound', request as unknown as ComputeTasks['calibrateRound']['input'], {
      signal,
      onProgress: (progress) => heard.push(progress),
    });
  }

  it('computes a calibration round in its own thread as it would be here', async () => {
    pool = new ComputePool(1);
    const turn = (tier: 'READ_ONLY' | 'ERROR') => ({ tier, score: 1 });
    const input = packRollouts(
      [0, 1, 0, 1].map((outcome, i) => ({
        taskId: `task ${i % 2}`,
        groupKey: `group ${i % 2}`,
        outcome,
        turns: outcome === 1 ? [turn('READ_ONLY')] : [turn('ERROR'), turn('READ_ONLY')],
      })),
    );
    const settings = { ...DEFAULT_CALIBRATION_SETTINGS, bootstrapDraws: 20, permutationDraws: 20 };
    const heard: ComputeProgress[] = [];
    const report = await pool.run(
      'calibrateRound',
      { input, settings },
      { signal: new AbortController().signal, onProgress: (progress) => heard.push(progress) },
    );
    expect(JSON.stringify(report)).toBe(JSON.stringify(calibrateRound(input, settings)));
    expect(heard.length).toBeGreaterThan(0);
  });

  it('passes on progress and result', async () => {
    pool = new ComputePool(1, TEST_THREAD);
    const heard: ComputeProgress[] = [];
    expect(await run({ task: 'sum', array: Float64Array.of(1, 2, 4) }, undefined, heard)).toBe(7);
    expect(heard).toEqual([{ phase: 'sum', done: 1, total: 2 }]);
  });

  it('keeps the class of an error that is written for the user, and the text of any other', async () => {
    pool = new ComputePool(1, TEST_THREAD);
    await expect(run({ task: 'refuse' })).rejects.toThrow(InvalidInputError);
    await expect(run({ task: 'refuse' })).rejects.toThrow('calibration needs at least 2');
    await expect(run({ task: 'crash' })).rejects.toThrow('undefined is not a function');
    await expect(run({ task: 'crash' })).rejects.not.toThrow(InvalidInputError);
  });

  it('rejects when the thread dies', async () => {
    pool = new ComputePool(1, TEST_THREAD);
    await expect(run({ task: 'exit' })).rejects.toThrow(
      new UnavailableError('the compute thread for calibrateRound ended with code 7'),
    );
  });

  it('ends an endless computation when the signal aborts', async () => {
    pool = new ComputePool(1, TEST_THREAD);
    const counter = new SharedArrayBuffer(4);
    const abort = new AbortController();
    const running = run({ task: 'spin', array: counter }, abort.signal);
    while (new Int32Array(counter)[0] === 0) await sleep(10);
    abort.abort(new CancelledError('cancelled on request'));
    await expect(running).rejects.toThrow(CancelledError);
    const ticks = new Int32Array(counter)[0];
    await sleep(50);
    expect(new Int32Array(counter)[0]).toBe(ticks);
  });

  it('runs no more than it may at a time, and the others in order', async () => {
    pool = new ComputePool(1, TEST_THREAD);
    const abort = new AbortController();
    const first = run({ task: 'spin', array: new SharedArrayBuffer(4) }, abort.signal);
    const ended: string[] = [];
    const second = run({ task: 'sum', array: Float64Array.of(1) }).then(() => ended.push('second'));
    const third = run({ task: 'sum', array: Float64Array.of(1) }).then(() => ended.push('third'));
    await sleep(300);
    expect(ended).toEqual([]);
    abort.abort(new CancelledError('enough'));
    await expect(first).rejects.toThrow('enough');
    await Promise.all([second, third]);
    expect(ended).toEqual(['second', 'third']);
  });
});
