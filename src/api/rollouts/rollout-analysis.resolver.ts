import { Arg, Ctx, Extensions, FieldResolver, Float, ID, Resolver, Root } from 'type-graphql';
import { isPassing } from '../../domain/calibration/passing';
import { turnReward } from '../../domain/calibration/schemes/reward-scheme';
import { findFirstDivergence } from '../../domain/classification/first-divergence';
import { AIRLINE_TOOL_KINDS } from '../../environment/airline/tool-kinds';
import { Rollout } from '../../model/rollouts/rollout.model';
import { goldenActionsFormat } from '../../services/tasks/stored-actions';
import { ASSUMED_TURNS } from '../guards/assumed-lengths';
import type { RequestContext } from '../graph/request-context';
import { DivergenceType } from './divergence.type';

const SCHEME_ID = { description: 'Reward scheme of the organization. Rewards are computed on request, not stored.' };

/** Values of a rollout that are computed on request; the rows of all rollouts of an answer are read together. */
@Resolver(() => Rollout)
export class RolloutAnalysisResolver {
  @Extensions({ assumedLength: ASSUMED_TURNS })
  @FieldResolver(() => [Float], { description: 'Reward of each turn under a scheme, in order.' })
  async turnRewards(
    @Root() rollout: Rollout,
    @Arg('schemeId', () => ID, SCHEME_ID) schemeId: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<number[]> {
    const [values, turns] = await Promise.all([
      loaders.tierValues.load(schemeId),
      loaders.turnTiersOfRollout.load(rollout.id),
    ]);
    return turns.map(({ tier, score }) => turnReward({ values }, tier, score));
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Mean turn reward under a scheme; null without turns.',
  })
  async meanTurnReward(
    @Root() rollout: Rollout,
    @Arg('schemeId', () => ID, SCHEME_ID) schemeId: string,
    @Ctx() context: RequestContext,
  ): Promise<number | null> {
    const rewards = await this.turnRewards(rollout, schemeId, context);
    return rewards.length === 0 ? null : rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  }

  @FieldResolver(() => DivergenceType, {
    nullable: true,
    description:
      'Where the rollout diverged from the golden path: the first successful write that is not a golden action, otherwise what is missing at the end. Null unless SCORED and failed, or if the path does not show it.',
  })
  async firstDivergence(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<DivergenceType | null> {
    if (rollout.reward === null || isPassing(rollout.reward)) return null;
    const [task, turns, calls] = await Promise.all([
      loaders.task.load(rollout.taskId),
      loaders.turnsWithin.load({ rolloutId: rollout.id, from: 0, to: rollout.turnCount }),
      loaders.toolCallsOfRollout.load(rollout.id),
    ]);
    const divergence = findFirstDivergence(
      {
        externalId: task.externalId,
        instruction: task.instruction,
        goldenActions: goldenActionsFormat.readRow(task, task.goldenActionsJson),
        expectedOutputs: task.expectedOutputs,
      },
      turns.map(({ index, message, userMessage, inputTokens, outputTokens, latencyMs }) => ({
        message,
        toolCalls: calls.get(index) ?? [],
        userMessage,
        inputTokens,
        outputTokens,
        latencyMs,
      })),
      AIRLINE_TOOL_KINDS,
    );
    return divergence === null ? null : Object.assign(new DivergenceType(), divergence);
  }
}
