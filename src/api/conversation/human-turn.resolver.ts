import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Experiment } from '../../model/experiments/experiment.model';
import { HumanTurn } from '../../model/conversation/human-turn.model';
import type { HumanExchange } from '../../persistence/stores/conversation/human-turn-store';
import { submitUserMessage } from '../../services/conversation/submit-user-message';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { streamHumanTurns } from './follow-conversations';
import { SubmitUserMessageInput } from './submit-user-message.input';
import type { RequestContext } from '../graph/request-context';
import { HumanExchangeType, HumanTurnEvent } from './human-turn.type';
import { experimentSource, organizationSource } from '../graph/list-source';
import { ListArgs } from '../graph/page-args';
import { LISTS } from '../../persistence/lists/lists';

const HumanTurnConnection = connectionTypeOf(HumanTurn, 'HumanTurn', 'oldest first');

const OF_EXPERIMENT = 'Only human turns of this experiment. Default: the whole organization.';

@ArgsType()
class WaitingHumanTurnsArgs extends ListArgs {
  @Field(() => ID, { nullable: true, description: OF_EXPERIMENT })
  experimentId?: string | null;
}

@ArgsType()
class FollowHumanTurnsArgs {
  @Field(() => ID, { nullable: true, description: OF_EXPERIMENT })
  experimentId?: string | null;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Sequence number of the last event received from this stream; 0 for all events.',
  })
  since!: number;
}

type Subscriber = { readonly args: FollowHumanTurnsArgs; readonly context: RequestContext };

@Resolver(() => HumanTurn)
export class HumanTurnResolver {
  @Requires('READ')
  @Query(() => HumanTurnConnection, {
    description: 'Messages of agents that still need a reply by a person, oldest first.',
  })
  async waitingHumanTurns(
    @Args(() => WaitingHumanTurnsArgs) args: WaitingHumanTurnsArgs,
    @Ctx() context: RequestContext,
  ) {
    const { experimentId } = args;
    const source = experimentId
      ? await experimentSource(context, { list: LISTS.waitingHumanTurnsOfExperiment, parentId: experimentId, args })
      : await organizationSource(context, { list: LISTS.waitingHumanTurns, args });
    return new HumanTurnConnection(source);
  }

  @Requires('READ')
  @Query(() => HumanTurn, { nullable: true, description: 'One human turn.' })
  humanTurn(
    @Arg('id', () => ID, { description: 'Id of the human turn.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<HumanTurn> {
    return inTenant((stores) => stores.humanTurns.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => HumanTurn, {
    description:
      'Sends the reply to a human turn. The agent receives it within about a second. Sending the same reply again has no effect; a different ' +
      'reply, or a reply to a turn that expired or was cancelled, is a CONFLICT.',
  })
  submitUserMessage(
    @Arg('input', () => SubmitUserMessageInput, { description: 'The reply.' }) input: SubmitUserMessageInput,
    @Ctx() { database, tenantId, principal }: RequestContext,
  ): Promise<HumanTurn> {
    const { humanTurnId, text, idempotencyKey = null } = input;
    return submitUserMessage(database, tenantId, { humanTurnId, text, idempotencyKey, apiKeyId: principal.keyId });
  }

  @Requires('READ')
  @Subscription(() => HumanTurnEvent, {
    description: 'Human turns as they open and close: events after `since`, then live events, until you unsubscribe.',
    subscribe: ({ args, context }: Subscriber) => streamHumanTurns(context, args),
  })
  humanTurns(
    @Args(() => FollowHumanTurnsArgs) _args: FollowHumanTurnsArgs,
    @Root() event: HumanTurnEvent,
  ): HumanTurnEvent {
    return event;
  }

  @FieldResolver(() => Experiment, { description: 'Experiment that the conversation belongs to.' })
  experiment(@Root() turn: HumanTurn, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(turn.experimentId);
  }

  @FieldResolver(() => [HumanExchangeType], { description: 'Earlier messages of the conversation, oldest first.' })
  earlierExchanges(@Root() turn: HumanTurn, @Ctx() { loaders }: RequestContext): Promise<readonly HumanExchange[]> {
    return loaders.exchangesBeforeHumanTurn.load(turn.id);
  }
}

@Resolver(() => HumanTurnEvent)
export class HumanTurnEventResolver {
  @FieldResolver(() => HumanTurn, { description: 'The human turn in its current state.' })
  humanTurn(@Root() event: HumanTurnEvent, @Ctx() { loaders }: RequestContext): Promise<HumanTurn> {
    return loaders.humanTurn.load(event.humanTurnId);
  }
}
