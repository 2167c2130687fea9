import { Arg, Args, ArgsType, Ctx, Extensions, Field, ID, Query, Resolver } from 'type-graphql';
import { CALIBRATION_SETTINGS } from '../../domain/calibration/calibration-settings';
import { compareStoredSchemes } from '../../services/calibration/compare-schemes';
import { countStoredTransitions } from '../../services/calibration/count-tier-transitions';
import { MAX_ROLLOUTS_PER_REQUEST } from '../../services/calibration/load-limited-rollouts';
import { policyFilter } from '../../services/calibration/load-scored-rollouts';
import { BoundedText } from '../guards/argument-limits';
import { Requires } from '../guards/authorization';
import { rolloutFilterOf } from '../rollouts/rollout-filter.input';
import { chosenOf } from '../graph/setting-fields';
import { LIMITS } from '../guards/limits';
import type { RequestContext } from '../graph/request-context';
import { CompareSchemesInput } from './compare-schemes.input';
import { SchemeComparisonType, toSchemeComparison } from './scheme-comparison.type';
import { TierTransitionsType } from './tier-transitions.type';

/** Rows that such a field reads, as far as the cost of an operation goes: five of them fit one. */
const COMPUTATION_COST = LIMITS.cost / 5;

const CAP =
  `Computed while you wait on at most ${MAX_ROLLOUTS_PER_REQUEST} SCORED rollouts, never on a sample: for more it is ` +
  `LIMIT_EXCEEDED. Counts as ${COMPUTATION_COST} values of an answer.`;

@ArgsType()
class TierTransitionsArgs {
  @Field(() => ID, { description: 'The experiment whose SCORED rollouts are counted.' })
  experimentId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only the rollouts of the policy of this name; absent: all.',
  })
  policyName?: string | null;
}

@Resolver()
export class ComparisonResolver {
  @Requires('READ')
  @Extensions({ cost: COMPUTATION_COST })
  @Query(() => SchemeComparisonType, {
    description: `What changes for rewards and advantages when the same rollouts are rewarded under another scheme. ${CAP}`,
  })
  async compareSchemes(
    @Arg('input', () => CompareSchemesInput, { description: 'What to compare.' }) input: CompareSchemesInput,
    @Ctx() context: RequestContext,
  ): Promise<SchemeComparisonType> {
    const { experimentId, beforeId, afterId, estimator, estimatorSettings = null } = input;
    const comparison = await compareStoredSchemes(context, context.tenantId, {
      experimentId,
      beforeId,
      afterId,
      filter: rolloutFilterOf(input.filter),
      settings: chosenOf(CALIBRATION_SETTINGS, { estimator, estimatorSettings }),
    });
    return toSchemeComparison(comparison);
  }

  @Requires('READ')
  @Extensions({ cost: COMPUTATION_COST })
  @Query(() => TierTransitionsType, {
    description: `Which tier follows which, in passing and in failing rollouts. ${CAP}`,
  })
  async tierTransitions(
    @Args(() => TierTransitionsArgs) { experimentId, policyName = null }: TierTransitionsArgs,
    @Ctx() context: RequestContext,
  ): Promise<TierTransitionsType> {
    const filter = policyFilter(policyName);
    const counts = await countStoredTransitions(context, context.tenantId, { experimentId, filter });
    return Object.assign(new TierTransitionsType(), counts);
  }
}
