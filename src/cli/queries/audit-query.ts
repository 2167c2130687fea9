import { NotFoundError } from '../../errors';
import type { ApiClient } from '../api-client';
import { followJob } from '../follow-job';
import type { ProgressView } from '../progress-view';

/** An advantage audit as the command line shows it. */
export type AuditView = {
  readonly id: string;
  readonly rewardScheme: { readonly id: string; readonly name: string; readonly version: number };
  readonly rolloutCount: number;
  readonly turnCount: number;
  readonly reportHash: string;
  readonly estimators: readonly EstimatorView[];
};

export type EstimatorView = {
  readonly estimator: string;
  readonly mismatches: number;
  readonly outcomeCorrelation: number | null;
  readonly deadTurnShare: number | null;
  readonly deadGroups: number;
  readonly deadGroupShare: number | null;
  readonly signDisagreementShare: number | null;
  readonly estimatedStoppingBias: number | null;
};

type Started = {
  readonly startAdvantageAudit: {
    readonly id: string;
    readonly jobRun: { readonly id: string };
  };
};

const START_AUDIT = `mutation ($input: StartAdvantageAuditInput!) {
  startAdvantageAudit(input: $input) { id jobRun { id } }
}`;

const AUDIT_QUERY = `query ($id: ID!) {
  advantageAudit(id: $id) {
    id rolloutCount turnCount reportHash
    rewardScheme { id name version }
    estimators {
      estimator mismatches outcomeCorrelation deadTurnShare deadGroups deadGroupShare signDisagreementShare
      estimatedStoppingBias
    }
  }
}`;

/**
 * Starts an advantage audit through the API, shows its progress and fetches what it found.
 *
 * @param input fields of `startAdvantageAudit`
 * @throws UnavailableError with the job's text when it does not succeed
 */
export async function runAudit(
  client: ApiClient,
  input: { readonly experimentId: string; readonly rewardSchemeId: string },
  view: ProgressView,
): Promise<AuditView> {
  const { startAdvantageAudit } = await client.query<Started>(START_AUDIT, { input });
  const { id, jobRun } = startAdvantageAudit;
  await followJob(client, jobRun.id, view);
  return (await client.query<{ advantageAudit: AuditView }>(AUDIT_QUERY, { id })).advantageAudit;
}

type SchemeList = {
  readonly rewardSchemes: { readonly nodes: readonly { id: string; name: string; origin: string }[] };
};

/** The id of a scheme of the paper: every organization has these from its first day, so they are the oldest. @throws NotFoundError */
export async function findPaperScheme(client: ApiClient, name: string): Promise<string> {
  const { rewardSchemes } = await client.query<SchemeList>('{ rewardSchemes(last: 10) { nodes { id name origin } } }');
  const scheme = rewardSchemes.nodes.find((one) => one.origin === 'PAPER' && one.name === name);
  if (scheme === undefined) throw new NotFoundError(`no scheme ${name} of the paper`);
  return scheme.id;
}
