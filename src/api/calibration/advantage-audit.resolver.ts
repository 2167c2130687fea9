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
import { experimentFields, REPORT_ROW_COST } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';

const AdvantageAuditConnection = connectionTypeOf(AdvantageAudit, 'AdvantageAudit');

export const ADVANTAGE_AUDIT_LISTS = experimentFields({
  field: 'advantageAudits',
  rowCost: REPORT_ROW_COST,
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
    description: 'Enqueues an advantage audit; its settings are persisted before this returns.',
  })
  async startAdvantageAudit(
    @Arg('input', () => StartAdvantageAuditInput, { description: 'Scheme, rollouts and settings of the audit.' })
    input: StartAdvantageAuditInput,
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

  @FieldResolver(() => AuditSettingsType, { description: 'All settings of the audit.' })
  settings(@Root() audit: AdvantageAudit): AuditSettingsType {
    return toAuditSettings(audit);
  }

  @FieldResolver(() => Experiment, { description: 'Experiment whose rollouts are rewarded.' })
  experiment(@Root() audit: AdvantageAudit, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(audit.experimentId);
  }

  @FieldResolver(() => JobRun, { description: 'Job that computes the audit, with its progress.' })
  jobRun(@Root() audit: AdvantageAudit, @Ctx() { loaders }: RequestContext): Promise<JobRun> {
    return loaders.jobRun.load(audit.jobRunId);
  }

  @FieldResolver(() => RewardScheme, { description: 'Reward scheme under audit.' })
  rewardScheme(@Root() audit: AdvantageAudit, @Ctx() { loaders }: RequestContext): Promise<RewardScheme> {
    return loaders.rewardScheme.load(audit.rewardSchemeId);
  }

  @Extensions({ assumedLength: ESTIMATOR_NAMES.length })
  @FieldResolver(() => [EstimatorAudit], {
    nullable: true,
    description: 'One entry per estimator, in enum order; null until the job is done.',
  })
  estimators(@Root() audit: AdvantageAudit): EstimatorAudit[] | null {
    if (audit.reportJson === null) return null;
    return toEstimatorAudits(auditReportFormat.readMember(audit, audit.reportJson, 'estimators'));
  }
}
