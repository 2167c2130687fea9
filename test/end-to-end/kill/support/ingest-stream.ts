import type { Operation } from '../../../../src/cli/queries/operation';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../../../src/cli/api-client';

const BATCH_ROWS = 20;
const PAUSE_MS = 50;

type Verdict = { readonly status: 'ACCEPTED' | 'DUPLICATE' | 'REJECTED' };

const INGEST: Operation<{ ingestRollouts: { verdicts: readonly Verdict[] } }, { input: object }> = {
  text: 'mutation ($input: IngestRolloutsInput!) { ingestRollouts(input: $input) { verdicts { status } } }',
};

/** Client ids of rows, in two groups: those whose acceptance was heard, and those that were under way at the end. */
export type Ingested = { readonly acknowledged: readonly string[]; readonly uncertain: readonly string[] };

/** Sends batches one after the other until one fails. @returns what became of the rows */
export async function ingestUntilFailure(client: ApiClient, experimentId: string): Promise<Ingested> {
  const acknowledged: string[] = [];
  for (let batch = 0; ; batch++) {
    const clientIds = Array.from({ length: BATCH_ROWS }, (_, row) => `batch ${batch}, row ${row}`);
    try {
      const statuses = await ingest(client, experimentId, clientIds);
      acknowledged.push(...clientIds.filter((_, row) => statuses[row] === 'ACCEPTED'));
    } catch {
      return { acknowledged, uncertain: clientIds };
    }
    await sleep(PAUSE_MS);
  }
}

/** Sends one row for each client id. @returns the verdicts, in order */
export async function ingest(
  client: ApiClient,
  experimentId: string,
  clientIds: readonly string[],
): Promise<Verdict['status'][]> {
  const rows = clientIds.map((clientId) => ({
    clientId,
    policyName: 'made up',
    simulatorName: 'made up',
    task: { externalId: '1' },
    trial: 0,
    outcomeClass: 'SCORED',
    reward: 1,
    turns: [{ message: 'done' }],
  }));
  const { ingestRollouts } = await client.query(INGEST, {
    input: { experimentId, rows },
  });
  return ingestRollouts.verdicts.map((verdict) => verdict.status);
}
