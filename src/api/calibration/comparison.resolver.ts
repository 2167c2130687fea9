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

/**
 * Rows that such a field is assumed to read when the cost of an operation is estimated: five such fields fit into one
 * operation.
 */
const COMPUTATION_COST = LIMITS.cost / 5;

const CAP =
  `Computed synchronously on at most ${MAX_ROLLOUTS_PER_REQUEST} SCORED rollouts, never on a sample; more are ` +
  `LIMIT_EXCEEDED. Counts as ${COMPUTATION_COST} values towards the cost of the operation.`;

@ArgsType()
class TierTransitionsArgs {
  @Field(() => ID, { description: 'Experiment whose SCORED rollouts are counted.' })
  experimentId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts of the policy with this name. Default: all.',
  })
  policyName?: string | null;
}

@Resolver()
export class ComparisonResolver {
  @Requires('READ')
  @Extensions({ cost: COMPUTATION_COST })
  @Query(() => SchemeComparisonType, {
    description: `Compares two reward schemes: how rewards and advantages of the same rollouts differ between them. ${CAP}`,
  })
  async compareSchemes(
    @Arg('input', () => CompareSchemesInput, { description: 'The schemes and the rollouts.' })
    input: CompareSchemesInput,
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
    description: `How often each tier follows each other tier, in passing and in failing rollouts. ${CAP}`,
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
