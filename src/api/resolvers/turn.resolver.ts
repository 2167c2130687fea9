import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { TierEnum } from '../../model/reward-scheme-tier.model';
import { ToolCall } from '../../model/tool-call.model';
import { Turn } from '../../model/turn.model';
import type { RequestContext } from '../request-context';

/** Calls that a turn is taken to have when the cost of an operation is estimated: most have none or one. */
const ASSUMED_CALLS = 2;

@Resolver(() => Turn)
export class TurnResolver {
  @FieldResolver(() => TierEnum, { description: 'What kind of step it was, by the classifier.' })
  tier(@Root() turn: Turn): string {
    return turn.tier;
  }

  @Extensions({ assumedLength: ASSUMED_CALLS })
  @FieldResolver(() => [ToolCall], { description: 'Its tool calls, in order.' })
  async toolCalls(@Root() turn: Turn, @Ctx() { loaders }: RequestContext): Promise<ToolCall[]> {
    const calls = await loaders.toolCallsOfRollout.load(turn.rolloutId);
    return calls.get(turn.index) ?? [];
  }
}
