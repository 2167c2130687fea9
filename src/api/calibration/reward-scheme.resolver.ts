import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { RewardSchemeTier } from '../../model/calibration/reward-scheme-tier.model';
import { RewardScheme } from '../../model/calibration/reward-scheme.model';
import { createRewardScheme } from '../../services/calibration/create-reward-scheme';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { CreateRewardSchemeInput, tierValuesOf } from './create-reward-scheme.input';
import type { RequestContext } from '../graph/request-context';
import { inTierOrder } from './tier-order';
import { organizationField } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';
import { Calibration } from '../../model/calibration/calibration.model';

const RewardSchemeConnection = connectionTypeOf(RewardScheme, 'RewardScheme');

export const REWARD_SCHEME_LIST = organizationField({
  field: 'rewardSchemes',
  Connection: RewardSchemeConnection,
  list: LISTS.rewardSchemes,
  description: 'Reward schemes of the organization, newest first.',
  hasNames: true,
});

@Resolver(() => RewardScheme)
export class RewardSchemeResolver {
  @Requires('READ')
  @Query(() => RewardScheme, { nullable: true, description: 'One reward scheme.' })
  rewardScheme(
    @Arg('id', () => ID, { description: 'Id of the reward scheme.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<RewardScheme> {
    return inTenant((stores) => stores.rewardSchemes.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => RewardScheme, { description: 'Creates a reward scheme, or the next version of an existing one.' })
  createRewardScheme(
    @Arg('input', () => CreateRewardSchemeInput, { description: 'The scheme.' }) input: CreateRewardSchemeInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<RewardScheme> {
    const { name, tiers, idempotencyKey = null } = input;
    return createRewardScheme(database, tenantId, { name, values: tierValuesOf(tiers), idempotencyKey });
  }

  @FieldResolver(() => Calibration, {
    nullable: true,
    description: 'Calibration that proposed the scheme; null for schemes of other origins.',
  })
  calibration(@Root() { id }: RewardScheme, @Ctx() { loaders }: RequestContext): Promise<Calibration | null> {
    return loaders.calibrationOfScheme.load(id);
  }

  @FieldResolver(() => [RewardSchemeTier], { description: 'Value of each tier, in enum order.' })
  async tiers(@Root() scheme: RewardScheme, @Ctx() { loaders }: RequestContext): Promise<RewardSchemeTier[]> {
    return inTierOrder(await loaders.tiersOfScheme.load(scheme.id));
  }
}
