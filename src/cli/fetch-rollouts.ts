import type { RecordedRollout, RecordedTurn } from '../domain/trajectory';
import type { ApiClient } from './api-client';

/** A stored rollout with its id. */
export type StoredRollout = { readonly id: string; readonly rollout: RecordedRollout };

type Page<Row> = {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};
type Turns = { readonly turns: Page<RecordedTurn> };
type FetchedRollout = Omit<RecordedRollout, 'turns'> & Turns & { readonly id: string };
type RolloutPage = { readonly rollouts: Page<FetchedRollout> };

const TURNS = `pageInfo { hasNextPage endCursor }
  nodes { message userMessage inputTokens outputTokens latencyMs toolCalls { name arguments result isError } }`;

const ROLLOUTS_QUERY = `query ($experimentId: ID!, $after: String) {
  rollouts(experimentId: $experimentId, first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id trial seed outcomeClass reward endReason isTruncated openingMessage
      task { externalId instruction expectedOutputs goldenActions { name arguments } }
      turns { ${TURNS} }
    }
  }
}`;

const TURNS_QUERY = `query ($id: ID!, $after: String) { rollout(id: $id) { turns(first: 100, after: $after) { ${TURNS} } } }`;

/** Every rollout of an experiment with its turns, page by page: memory holds one page. */
export async function* fetchRollouts(client: ApiClient, experimentId: string): AsyncGenerator<StoredRollout> {
  let after: string | null = null;
  for (;;) {
    const page: RolloutPage = await client.query<RolloutPage>(ROLLOUTS_QUERY, { experimentId, after });
    for (const { id, turns, ...rollout } of page.rollouts.nodes) {
      yield { id, rollout: { ...rollout, turns: await fetchAllTurns(client, id, turns) } };
    }
    if (!page.rollouts.pageInfo.hasNextPage) return;
    after = page.rollouts.pageInfo.endCursor;
  }
}

/** @param firstPage the first turns, which are all of them unless the rollout is long */
async function fetchAllTurns(client: ApiClient, id: string, firstPage: Page<RecordedTurn>): Promise<RecordedTurn[]> {
  const turns = [...firstPage.nodes];
  let { hasNextPage, endCursor } = firstPage.pageInfo;
  while (hasNextPage) {
    const { rollout } = await client.query<{ rollout: Turns }>(TURNS_QUERY, { id, after: endCursor });
    turns.push(...rollout.turns.nodes);
    ({ hasNextPage, endCursor } = rollout.turns.pageInfo);
  }
  return turns;
}
