import type { ApiClient } from './api-client';
import { findExperiment } from './ensure-experiment';
import type { ResultOf } from './queries/operation';
import { LIST_CHECKPOINTS } from './queries/operations.generated';

type Page = ResultOf<typeof LIST_CHECKPOINTS>;

/** A checkpoint as the command line shows it. */
export type ListedCheckpoint = Page['checkpoints']['nodes'][number];

/**
 * All checkpoints, newest first, fetched page by page.
 *
 * @param experiment name of the experiment; null for all
 * @throws NotFoundError if there is no such experiment
 */
export async function listCheckpoints(client: ApiClient, experiment: string | null): Promise<ListedCheckpoint[]> {
  const experimentId = experiment === null ? null : await findExperiment(client, experiment);
  const rows: ListedCheckpoint[] = [];
  let after: string | null = null;
  for (;;) {
    const { checkpoints }: Page = await client.query(LIST_CHECKPOINTS, { experimentId, after });
    rows.push(...checkpoints.nodes);
    if (!checkpoints.pageInfo.hasNextPage) return rows;
    after = checkpoints.pageInfo.endCursor;
  }
}
