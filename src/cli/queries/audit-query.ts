import { NotFoundError, UnavailableError } from '../../errors';
import type { ApiClient } from '../api-client';
import { followJob } from '../follow-job';
import type { ProgressView } from '../progress-view';
import type { ResultOf } from './operation';
import { LIST_REWARD_SCHEMES, READ_ADVANTAGE_AUDIT, START_ADVANTAGE_AUDIT } from './operations.generated';
import { requireFound } from './require-found';

type Audit = NonNullable<ResultOf<typeof READ_ADVANTAGE_AUDIT>['advantageAudit']>;

/** A finished advantage audit as the command line shows it. */
export type AuditView = Audit & { readonly reportHash: string; readonly estimators: NonNullable<Audit['estimators']> };

export type EstimatorView = AuditView['estimators'][number];

/**
 * Starts an advantage audit through the API, shows its progress and fetches the result.
 *
 * @param input fields of `startAdvantageAudit`
 * @throws UnavailableError with the job's error message if it does not succeed
 */
export async function runAudit(
  client: ApiClient,
  input: { readonly experimentId: string; readonly rewardSchemeId: string },
  view: ProgressView,
): Promise<AuditView> {
  const { startAdvantageAudit } = await client.query(START_ADVANTAGE_AUDIT, { input });
  const { id, jobRun } = startAdvantageAudit;
  await followJob(client, jobRun.id, view);
  const { advantageAudit } = await client.query(READ_ADVANTAGE_AUDIT, { id });
  const audit = requireFound(advantageAudit);
  const { reportHash, estimators } = audit;
  if (reportHash === null || estimators === null) throw new UnavailableError(`advantage audit ${id} has no report`);
  return { ...audit, reportHash, estimators };
}

/**
 * Id of one of the paper's schemes. Every organization has them from the start, so they are the oldest.
 *
 * @throws NotFoundError
 */
export async function findPaperScheme(client: ApiClient, name: string): Promise<string> {
  const { rewardSchemes } = await client.query(LIST_REWARD_SCHEMES, {});
  const scheme = rewardSchemes.nodes.find((one) => one.origin === 'PAPER' && one.name === name);
  if (scheme === undefined) throw new NotFoundError(`there is no paper scheme ${name}`);
  return scheme.id;
}
