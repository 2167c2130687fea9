import { Arg, Ctx, Extensions, FieldResolver, Float, ID, Resolver, Root } from 'type-graphql';
import { turnReward } from '../../domain/calibration/schemes/reward-scheme';
import type { Tier } from '../../domain/classification/tier';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';
import { ToolCall } from '../../model/rollouts/tool-call.model';
import { Turn } from '../../model/rollouts/turn.model';
import { ASSUMED_CALLS } from '../guards/assumed-lengths';
import type { RequestContext } from '../graph/request-context';

@Resolver(() => Turn)
export class TurnResolver {
  @FieldResolver(() => TierEnum, { description: 'Tier assigned by the classifier.' })
  tier(@Root() turn: Turn): string {
    return turn.tier;
  }

  @FieldResolver(() => Float, { description: 'Reward under a scheme: the value of the tier times the score.' })
  async reward(
    @Root() turn: Turn,
    @Arg('schemeId', () => ID, {
      description: 'Reward scheme of the organization. Rewards are computed on request, not stored.',
    })
    schemeId: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<number> {
    const values = await loaders.tierValues.load(schemeId);
    return turnReward({ values }, turn.tier as Tier, turn.score);
  }

  @Extensions({ assumedLength: ASSUMED_CALLS })
  @FieldResolver(() => [ToolCall], { description: 'Tool calls of the turn, in order.' })
  async toolCalls(@Root() turn: Turn, @Ctx() { loaders }: RequestContext): Promise<ToolCall[]> {
    const calls = await loaders.toolCallsOfRollout.load(turn.rolloutId);
    return calls.get(turn.index) ?? [];
  }
}
