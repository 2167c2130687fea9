import { isDeepStrictEqual } from 'node:util';
import { Client } from 'pg';
import { quantile } from '../src/domain/statistics/intervals/quantile';
import { type ApiOperation, apiOperations } from './api/operations';
import { seedApiBench } from './api/seed';
import { startServerProcess } from './api/server-process';
import type { BenchRow } from './bench-row';
import { type BenchDatabase, withBenchDatabase } from './support/bench-database';

const WARM_UP_REQUESTS = 15;
const REQUESTS = 100;
/** Slow operations are measured with fewer requests. */
const OPERATION_LIMIT_MS = 15_000;

/**
 * Ten operations over HTTP on 20,000 rollouts of 5 turns, one request at a time. The API runs in its own process with
 * its usual pool; so does a bare server that answers the same documents from plain SQL statements (see
 * `createBareServer`). Requests alternate between the two, and every pair of read responses is compared: they must be
 * equal.
 *
 * @returns median and 95th percentile of the time until the response is read, per operation
 */
export function apiBench(): Promise<BenchRow[]> {
  return withBenchDatabase(async (bench) => {
    const { seeded, secret } = await seedApiBench(bench);
    await analyze(bench);
    const turnwise = await startServerProcess({ kind: 'turnwise', applicationUrl: bench.applicationUrl });
    const bare = await startServerProcess({ kind: 'bare', superuserUrl: bench.superuserUrl, seeded });
    try {
      const rows: BenchRow[] = [];
      for (const operation of apiOperations(seeded)) {
        rows.push(...describe(operation, await measure(operation, { secret, url: turnwise.url, bareUrl: bare.url })));
      }
      return rows;
    } finally {
      await bare.stop();
      await turnwise.stop();
    }
  });
}

/** What autovacuum does within a minute of an import. */
async function analyze({ superuserUrl }: BenchDatabase): Promise<void> {
  const superuser = new Client({ connectionString: superuserUrl });
  await superuser.connect();
  await superuser.query('ANALYZE');
  await superuser.end();
}

type Addresses = { readonly url: string; readonly bareUrl: string; readonly secret: string };
/** Milliseconds of each request. */
type Timings = { readonly turnwise: number[]; readonly bare: number[] };

async function measure(operation: ApiOperation, { url, bareUrl, secret }: Addresses): Promise<Timings> {
  const timings: Timings = { turnwise: [], bare: [] };
  const deadline = performance.now() + OPERATION_LIMIT_MS;
  for (let request = 0; request < WARM_UP_REQUESTS + REQUESTS && performance.now() < deadline; request++) {
    const answer = await ask(url, secret, operation);
    const bareAnswer = await ask(bareUrl, secret, operation);
    if (operation.isRead && !isDeepStrictEqual(answer.data, bareAnswer.data)) {
      throw new Error(`${operation.name}: the API and the bare server gave different responses`);
    }
    if (request < WARM_UP_REQUESTS) continue;
    timings.turnwise.push(answer.ms);
    timings.bare.push(bareAnswer.ms);
  }
  return timings;
}

async function ask(url: string, secret: string, operation: ApiOperation): Promise<{ data: unknown; ms: number }> {
  const body = JSON.stringify({ query: operation.query, variables: operation.variables() });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  const start = performance.now();
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  const ms = performance.now() - start;
  if (response.status !== 200) throw new Error(`${operation.name}: ${response.status} ${text}`);
  const { data, errors } = JSON.parse(text) as { data: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`${operation.name}: ${JSON.stringify(errors)}`);
  return { data, ms };
}

function describe(operation: ApiOperation, { turnwise, bare }: Timings): BenchRow[] {
  return [0.5, 0.95].map((share) => {
    const value = quantile(turnwise, share)!;
    const bareValue = quantile(bare, share)!;
    return {
      name: `${operation.name}, p${share * 100}`,
      value,
      unit: 'ms',
      limit: `bare node:http, pg and graphql-js: ${bareValue.toFixed(1)} ms`,
      ratio: value / bareValue,
      target: null,
      met: null,
    };
  });
}
