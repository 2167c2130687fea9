import type { RecordedRollout } from '../domain/trajectory';
import type { ApiClient } from './api-client';

/** A stored rollout with its id. */
export type StoredRollout = { readonly id: string; readonly rollout: RecordedRollout };

type RolloutPage = {
  readonly rollouts: {
    readonly nodes: readonly (RecordedRollout & { readonly id: string })[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

const QUERY = `query ($experimentId: ID!, $after: String) {
  rollouts(experimentId: $experimentId, first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id trial seed outcomeClass reward endReason isTruncated openingMessage
      task { externalId instruction expectedOutputs goldenActions { name arguments } }
      turns { message userMessage inputTokens outputTokens latencyMs toolCalls { name arguments result isError } }
    }
  }
}`;

/** Every rollout of an experiment with its turns, page by page: memory holds one page. */
export async function* fetchRollouts(client: ApiClient, experimentId: string): AsyncGenerator<StoredRollout> {
  let after: string | null = null;
  for (;;) {
    const page: RolloutPage = await client.query<RolloutPage>(QUERY, { experimentId, after });
    for (const { id, ...rollout } of page.rollouts.nodes) yield { id, rollout };
    if (!page.rollouts.pageInfo.hasNextPage) return;
    after = page.rollouts.pageInfo.endCursor;
  }
}
