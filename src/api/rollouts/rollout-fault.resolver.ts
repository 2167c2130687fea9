import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Fault } from '../../domain/evaluation/outcome-matrix';
import { FaultEnum } from '../../model/enums';
import { RolloutFault } from '../../model/rollouts/rollout-fault.model';
import { Rollout } from '../../model/rollouts/rollout.model';
import { markRolloutFault } from '../../services/rollouts/mark-rollout-fault';
import { Requires } from '../guards/authorization';
import { MarkRolloutFaultInput } from './mark-rollout-fault.input';
import type { RequestContext } from '../graph/request-context';
import { connectionTypeOf } from '../graph/connections';
import { edgeSource } from '../graph/list-source';
import { ListArgs } from '../graph/page-args';
import { LISTS } from '../../persistence/lists/lists';

/** Assumed number of marks of a rollout when the cost of an operation is estimated. */
const ASSUMED_MARKS = 3;

const RolloutFaultConnection = connectionTypeOf(RolloutFault, 'RolloutFault');

@Resolver(() => RolloutFault)
export class RolloutFaultResolver {
  @Requires('WRITE')
  @Mutation(() => RolloutFault, {
    description:
      'Marks the cause of a failed rollout. The newest mark counts; earlier ones stay in its history, at most 100. Finished evaluations are not affected.',
  })
  markRolloutFault(
    @Arg('input', () => MarkRolloutFaultInput, { description: 'The mark.' }) input: MarkRolloutFaultInput,
    @Ctx() { inTenant, principal }: RequestContext,
  ): Promise<RolloutFault> {
    const { rolloutId, fault, comment } = input;
    return inTenant((stores) => markRolloutFault(stores, { rolloutId, fault, comment, apiKeyId: principal.keyId }));
  }

  @FieldResolver(() => Rollout, { description: 'The rollout.' })
  rollout(@Root() mark: RolloutFault, @Ctx() { inTenant }: RequestContext): Promise<Rollout> {
    return inTenant((stores) => stores.rollouts.get(mark.rolloutId));
  }

  @FieldResolver(() => ID, { description: 'Id of the API key that made the mark.' })
  keyId(@Root() mark: RolloutFault): string {
    return mark.apiKeyId;
  }

  @FieldResolver(() => String, { description: 'Label of the API key that made the mark.' })
  keyName(@Root() mark: RolloutFault, @Ctx() { loaders }: RequestContext): Promise<string> {
    return loaders.keyName.load(mark.apiKeyId);
  }
}

@Resolver(() => Rollout)
export class FaultOfRolloutResolver {
  @FieldResolver(() => FaultEnum, {
    nullable: true,
    description: 'Cause of the failure according to the newest mark; null if nothing is blamed.',
  })
  async fault(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<Fault | null> {
    const mark = await loaders.faultOfRollout.load(rollout.id);
    return mark === 'NONE' ? null : mark;
  }

  @Extensions({ assumedLength: ASSUMED_MARKS })
  @FieldResolver(() => RolloutFaultConnection, { description: 'All marks of the rollout, newest first.' })
  faultHistory(@Root() { id }: Rollout, @Args(() => ListArgs) args: ListArgs, @Ctx() context: RequestContext) {
    return new RolloutFaultConnection(edgeSource(context, { list: LISTS.faultsOfRollout, parentId: id, args }));
  }
}
