import type { RecordedRollout } from '../domain/trajectory';
import type { ApiClient } from './api-client';
import type { ResultOf } from './queries/operation';
import { READ_ROLLOUTS, READ_TURNS } from './queries/operations.generated';
import { requireFound } from './queries/require-found';

/** A stored rollout with its id. */
export type StoredRollout = { readonly id: string; readonly rollout: RecordedRollout };

type RolloutPage = ResultOf<typeof READ_ROLLOUTS>;
type TurnPage = RolloutPage['rollouts']['nodes'][number]['turns'];

/** Every rollout of an experiment with its turns. Fetches page by page and keeps one page in memory. */
export async function* fetchRollouts(client: ApiClient, experimentId: string): AsyncGenerator<StoredRollout> {
  let after: string | null = null;
  for (;;) {
    const page: RolloutPage = await client.query(READ_ROLLOUTS, { experimentId, after });
    for (const { id, task, turns, ...rollout } of page.rollouts.nodes) {
      const goldenActions = requireFound(task.goldenActions);
      yield {
        id,
        rollout: { ...rollout, task: { ...task, goldenActions }, turns: await fetchAllTurns(client, id, turns) },
      };
    }
    if (!page.rollouts.pageInfo.hasNextPage) return;
    after = page.rollouts.pageInfo.endCursor;
  }
}

/** @param firstPage the first turns; for most rollouts these are all */
async function fetchAllTurns(client: ApiClient, id: string, firstPage: TurnPage): Promise<TurnPage['nodes']> {
  const turns = [...firstPage.nodes];
  let { hasNextPage, endCursor } = firstPage.pageInfo;
  while (hasNextPage) {
    const page: TurnPage = requireFound((await client.query(READ_TURNS, { id, after: endCursor })).rollout).turns;
    turns.push(...page.nodes);
    ({ hasNextPage, endCursor } = page.pageInfo);
  }
  return turns;
}
