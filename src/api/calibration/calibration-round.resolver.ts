import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { ESTIMATOR_NAMES } from '../../domain/advantages/estimators';
import type { ThresholdResult } from '../../domain/calibration/calibration-report';
import { CalibrationRound } from '../../model/calibration/calibration-round.model';
import { Calibration } from '../../model/calibration/calibration.model';
import { RewardScheme } from '../../model/calibration/reward-scheme.model';
import { TierStatistic } from '../../model/calibration/tier-statistic.model';
import { calibrationReportFormat } from '../../services/calibration/stored-calibration-report';
import type { RequestContext } from '../graph/request-context';
import { inTierOrder } from './tier-order';
import { VerdictEnum } from './calibration-enums';
import { EstimatorAudit, toEstimatorAudits } from './estimator-audit.type';
import { ThresholdResultType } from './threshold-result.type';

@Resolver(() => CalibrationRound)
export class CalibrationRoundResolver {
  @FieldResolver(() => VerdictEnum, { description: 'Whether the proposed scheme met all thresholds that are set.' })
  verdict(@Root() round: CalibrationRound): string {
    return round.verdict;
  }

  @FieldResolver(() => Calibration, { description: 'Calibration that the round belongs to.' })
  calibration(@Root() round: CalibrationRound, @Ctx() { loaders }: RequestContext): Promise<Calibration> {
    return loaders.calibration.load(round.calibrationId);
  }

  @FieldResolver(() => RewardScheme, { description: 'Proposed reward scheme.' })
  rewardScheme(@Root() round: CalibrationRound, @Ctx() { loaders }: RequestContext): Promise<RewardScheme> {
    return loaders.rewardScheme.load(round.rewardSchemeId);
  }

  @FieldResolver(() => [TierStatistic], { description: 'Statistics and proposed value of each tier, in enum order.' })
  async statistics(@Root() round: CalibrationRound, @Ctx() { loaders }: RequestContext): Promise<TierStatistic[]> {
    return inTierOrder(await loaders.statisticsOfRound.load(round.id));
  }

  @Extensions({ assumedLength: ESTIMATOR_NAMES.length })
  @FieldResolver(() => [EstimatorAudit], {
    nullable: true,
    description:
      'Audit of the proposed scheme by each estimator, in enum order. Null, with an error, if the stored report cannot be read.',
  })
  estimators(@Root() round: CalibrationRound): EstimatorAudit[] {
    return toEstimatorAudits(calibrationReportFormat.readMember(round, round.reportJson, 'audits'));
  }

  @FieldResolver(() => [ThresholdResultType], {
    nullable: true,
    description:
      'Acceptance conditions that are set, with their results. Null, with an error, if the stored report cannot be read.',
  })
  thresholds(@Root() round: CalibrationRound): readonly ThresholdResult[] {
    return calibrationReportFormat.readMember(round, round.reportJson, 'verdict').thresholds;
  }
}
