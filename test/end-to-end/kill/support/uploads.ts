import type { Operation } from '../../../../src/cli/queries/operation';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../../../src/cli/api-client';
import { generateRollouts } from '../../../../src/domain/synthetic/generate-rollouts';
import { toTauBenchRow } from '../../../../src/domain/synthetic/to-tau-bench-row';
import type { ImportReport } from '../../../../src/services/rollouts/import-results';

const SEED = 11;
const ROW_PAUSE_MS = 25;

/** Rows of a tau-bench file, as JSON texts, all different. */
export function generateRows(tasks: number, trials: number): readonly string[] {
  return generateRollouts({ tasks, trials, seed: SEED }).rollouts.map((rollout) =>
    JSON.stringify(toTauBenchRow(rollout)),
  );
}

/** Sends all rows as fast as they are taken. */
export function uploadRows(client: ApiClient, experiment: string, rows: readonly string[]): Promise<ImportReport> {
  return upload(client, experiment, Readable.from([Buffer.from(`[${rows.join(',')}]`)]));
}

/** An upload that is surely still under way: after a good start it sends a row now and then, until it is told to hurry. */
export type SlowUpload = {
  readonly answer: Promise<ImportReport>;
  hurry(): void;
};

/** @param quick rows that are sent at once; the rest take a minute for 2,400 rows */
export function uploadSlowly(
  client: ApiClient,
  experiment: string,
  rows: readonly string[],
  quick: number,
): SlowUpload {
  const pace = { isSlow: true };
  const answer = upload(client, experiment, Readable.from(slowBytes(rows, quick, pace), { objectMode: false }));
  // Who waits for it hears of a failure; one that comes before anybody waits must not end the test run.
  answer.catch(() => undefined);
  return {
    answer,
    hurry: () => {
      pace.isSlow = false;
    },
  };
}

async function* slowBytes(
  rows: readonly string[],
  quick: number,
  pace: { readonly isSlow: boolean },
): AsyncGenerator<Buffer> {
  yield Buffer.from(`[${rows.slice(0, quick).join(',')}`);
  for (const row of rows.slice(quick)) {
    if (pace.isSlow) await sleep(ROW_PAUSE_MS);
    yield Buffer.from(`,${row}`);
  }
  yield Buffer.from(']');
}

function upload(client: ApiClient, experiment: string, bytes: Readable): Promise<ImportReport> {
  return client.importBytes(bytes, { experiment, isStrict: false, policy: 'made up', simulator: 'made up' });
}

const COUNT: Operation<{ rollouts: { totalCount: number } }, { experimentId: string }> = {
  text: 'query ($experimentId: ID!) { rollouts(experimentId: $experimentId, first: 1) { totalCount } }',
};

/** Number of rollouts that the experiment has. */
export async function countRollouts(client: ApiClient, experimentId: string): Promise<number> {
  const { rollouts } = await client.query(COUNT, { experimentId });
  return rollouts.totalCount;
}
