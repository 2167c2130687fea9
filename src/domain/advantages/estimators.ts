import { drGrpo } from './dr-grpo';
import type { EstimatorName } from './estimator-settings';
import { gdpo } from './gdpo';
import { grpo } from './grpo';
import { gtpo } from './gtpo';
import { hybrid } from './hybrid';
import { mtGrpo } from './mt-grpo';
import { mtGrpoPadded } from './mt-grpo-padded';
import type { BatchEstimator, GroupEstimator } from './rewarded-group';
import { rloo } from './rloo';

/** Every advantage estimator by its name; a name without a function does not compile. */
export const estimators: Readonly<Record<EstimatorName, BatchEstimator>> = {
  GRPO: groupByGroup(grpo),
  DR_GRPO: groupByGroup(drGrpo),
  RLOO: groupByGroup(rloo),
  MT_GRPO: groupByGroup(mtGrpo),
  GTPO: groupByGroup(gtpo),
  HYBRID: groupByGroup(hybrid),
  GDPO: gdpo,
  MT_GRPO_PADDED: groupByGroup(mtGrpoPadded),
};

function groupByGroup(estimate: GroupEstimator): BatchEstimator {
  return (groups, settings) => groups.map((group) => estimate(group, settings));
}
