import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { RewardSchemeTier } from '../../model/calibration/reward-scheme-tier.model';
import { RewardScheme } from '../../model/calibration/reward-scheme.model';
import { createRewardScheme } from '../../services/calibration/create-reward-scheme';
import { Requires } from '../guards/authorization';
import { connectionTypeOf, PageArgs, pageRequestOf } from '../graph/connections';
import { CreateRewardSchemeInput, tierValuesOf } from './create-reward-scheme.input';
import type { RequestContext } from '../graph/request-context';
import { inTierOrder } from './tier-order';

const RewardSchemeConnection = connectionTypeOf(RewardScheme, 'RewardScheme');

@Resolver(() => RewardScheme)
export class RewardSchemeResolver {
  @Requires('READ')
  @Query(() => RewardSchemeConnection, { description: 'The reward schemes of the organization, oldest first.' })
  async rewardSchemes(@Args(() => PageArgs) args: PageArgs, @Ctx() { inTenant }: RequestContext) {
    const list = 'rewardSchemes';
    const request = pageRequestOf(list, args);
    const page = await inTenant((stores) => stores.rewardSchemes.page(request));
    return new RewardSchemeConnection({
      list,
      request,
      page,
      countRows: () => inTenant((stores) => stores.rewardSchemes.count()),
    });
  }

  @Requires('READ')
  @Query(() => RewardScheme, { description: 'One reward scheme.' })
  rewardScheme(
    @Arg('id', () => ID, { description: 'Id of the reward scheme.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<RewardScheme> {
    return inTenant((stores) => stores.rewardSchemes.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => RewardScheme, { description: 'Writes a reward scheme, or the next version of one.' })
  createRewardScheme(
    @Arg('input', () => CreateRewardSchemeInput, { description: 'The scheme.' }) input: CreateRewardSchemeInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<RewardScheme> {
    const { name, tiers, idempotencyKey = null } = input;
    return createRewardScheme(database, tenantId, { name, values: tierValuesOf(tiers), idempotencyKey });
  }

  @FieldResolver(() => [RewardSchemeTier], { description: 'The value of each tier, in the order of the enum.' })
  async tiers(@Root() scheme: RewardScheme, @Ctx() { loaders }: RequestContext): Promise<RewardSchemeTier[]> {
    return inTierOrder(await loaders.tiersOfScheme.load(scheme.id));
  }
}
