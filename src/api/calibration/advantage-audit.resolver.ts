import { Arg, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ESTIMATOR_NAMES } from '../../domain/advantages/estimators';
import { AUDIT_SETTINGS } from '../../domain/calibration/schemes/audit-scheme';
import { AdvantageAudit } from '../../model/calibration/advantage-audit.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { JobRun } from '../../model/jobs/job-run.model';
import { RewardScheme } from '../../model/calibration/reward-scheme.model';
import { startAdvantageAudit } from '../../services/calibration/start-advantage-audit';
import { auditReportFormat } from '../../services/calibration/stored-audit-report';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { chosenOf } from '../graph/setting-fields';
import { AuditSettingsType, toAuditSettings } from './calibration-settings.type';
import { StartAdvantageAuditInput } from './start-advantage-audit.input';
import type { RequestContext } from '../graph/request-context';
import { EstimatorAudit, toEstimatorAudits } from './estimator-audit.type';
import { experimentFields } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';

const AdvantageAuditConnection = connectionTypeOf(AdvantageAudit, 'AdvantageAudit');

export const ADVANTAGE_AUDIT_LISTS = experimentFields({
  field: 'advantageAudits',
  edge: 'audits',
  Connection: AdvantageAuditConnection,
  list: LISTS.advantageAuditsOfExperiment,
  description: 'Advantage audits of an experiment, newest first.',
});

@Resolver(() => AdvantageAudit)
export class AdvantageAuditResolver {
  @Requires('READ')
  @Query(() => AdvantageAudit, { nullable: true, description: 'One advantage audit.' })
  advantageAudit(
    @Arg('id', () => ID, { description: 'Id of the advantage audit.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<AdvantageAudit> {
    return inTenant((stores) => stores.advantageAudits.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => AdvantageAudit, {
    description:
      'Accepts an advantage audit: it is stored with every setting when this answers, and a worker computes it.',
  })
  async startAdvantageAudit(
    @Arg('input', () => StartAdvantageAuditInput, { description: 'What to audit.' }) input: StartAdvantageAuditInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<AdvantageAudit> {
    const { advantageAudit } = await startAdvantageAudit(database, tenantId, {
      experimentId: input.experimentId,
      rewardSchemeId: input.rewardSchemeId,
      policyName: input.policyName ?? null,
      settings: chosenOf(AUDIT_SETTINGS, input.settings),
      idempotencyKey: input.idempotencyKey ?? null,
    });
    return advantageAudit;
  }

  @FieldResolver(() => AuditSettingsType, { description: 'Every setting it runs with.' })
  settings(@Root() audit: AdvantageAudit): AuditSettingsType {
    return toAuditSettings(audit);
  }

  @FieldResolver(() => Experiment, { description: 'The experiment whose rollouts it rewards.' })
  experiment(@Root() audit: AdvantageAudit, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(audit.experimentId);
  }

  @FieldResolver(() => JobRun, { description: 'The job that computes it, with its progress.' })
  jobRun(@Root() audit: AdvantageAudit, @Ctx() { loaders }: RequestContext): Promise<JobRun> {
    return loaders.jobRun.load(audit.jobRunId);
  }

  @FieldResolver(() => RewardScheme, { description: 'The scheme that it rewards under.' })
  rewardScheme(@Root() audit: AdvantageAudit, @Ctx() { loaders }: RequestContext): Promise<RewardScheme> {
    return loaders.rewardScheme.load(audit.rewardSchemeId);
  }

  @Extensions({ assumedLength: ESTIMATOR_NAMES.length })
  @FieldResolver(() => [EstimatorAudit], {
    nullable: true,
    description: 'One entry for each estimator, in the order of the enum; null until the job is done.',
  })
  estimators(@Root() audit: AdvantageAudit): EstimatorAudit[] | null {
    if (audit.reportJson === null) return null;
    return toEstimatorAudits(auditReportFormat.readMember(audit, audit.reportJson, 'estimators'));
  }
}
