import type { ApiClient } from './api-client';

/** A checkpoint as the command line shows it. */
export type ListedCheckpoint = {
  readonly id: string;
  readonly createdAt: string;
  readonly origin: string;
  readonly step: number;
  readonly modelHash: string;
  readonly modelBytes: number;
  readonly parent: { readonly id: string } | null;
};

type Page = {
  readonly checkpoints: {
    readonly nodes: readonly ListedCheckpoint[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

const PAGE = `query($experimentId: ID, $after: String) {
  checkpoints(experimentId: $experimentId, first: 100, after: $after) {
    nodes { id createdAt origin step modelHash modelBytes parent { id } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/**
 * All checkpoints, page by page, newest first.
 *
 * @param experiment name of the experiment whose checkpoints are wanted; null for all
 * @throws NotFoundError for an experiment that there is not
 */
export async function listCheckpoints(client: ApiClient, experiment: string | null): Promise<ListedCheckpoint[]> {
  const experimentId = experiment === null ? null : await findExperiment(client, experiment);
  const rows: ListedCheckpoint[] = [];
  let after: string | null = null;
  for (;;) {
    const { checkpoints }: Page = await client.query<Page>(PAGE, { experimentId, after });
    rows.push(...checkpoints.nodes);
    if (!checkpoints.pageInfo.hasNextPage) return rows;
    after = checkpoints.pageInfo.endCursor;
  }
}

async function findExperiment(client: ApiClient, name: string): Promise<string> {
  const query = 'query($name: String) { experiment(name: $name) { id } }';
  const { experiment } = await client.query<{ experiment: { id: string } }>(query, { name });
  return experiment.id;
}
