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

const OF_EXPERIMENT = 'Only those of this experiment; absent: of the whole organization.';

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
    description: 'Sequence number of the last event that you have, of this stream; 0 for all.',
  })
  since!: number;
}

type Subscriber = { readonly args: FollowHumanTurnsArgs; readonly context: RequestContext };

@Resolver(() => HumanTurn)
export class HumanTurnResolver {
  @Requires('READ')
  @Query(() => HumanTurnConnection, {
    description: 'What agents said to users played by people and nobody has answered yet, oldest first.',
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
      'Answers a human turn: the agent hears it within a second or so. The same answer again changes nothing; another ' +
      'one, or one to a turn that has expired or was cancelled, is a CONFLICT.',
  })
  submitUserMessage(
    @Arg('input', () => SubmitUserMessageInput, { description: 'The answer.' }) input: SubmitUserMessageInput,
    @Ctx() { database, tenantId, principal }: RequestContext,
  ): Promise<HumanTurn> {
    const { humanTurnId, text, idempotencyKey = null } = input;
    return submitUserMessage(database, tenantId, { humanTurnId, text, idempotencyKey, apiKeyId: principal.keyId });
  }

  @Requires('READ')
  @Subscription(() => HumanTurnEvent, {
    description: 'Human turns that are asked and end: what happened after `since`, then live, until you leave.',
    subscribe: ({ args, context }: Subscriber) => streamHumanTurns(context, args),
  })
  humanTurns(
    @Args(() => FollowHumanTurnsArgs) _args: FollowHumanTurnsArgs,
    @Root() event: HumanTurnEvent,
  ): HumanTurnEvent {
    return event;
  }

  @FieldResolver(() => Experiment, { description: 'The experiment that the conversation belongs to.' })
  experiment(@Root() turn: HumanTurn, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(turn.experimentId);
  }

  @FieldResolver(() => [HumanExchangeType], { description: 'What was said in the conversation before, oldest first.' })
  earlierExchanges(@Root() turn: HumanTurn, @Ctx() { loaders }: RequestContext): Promise<readonly HumanExchange[]> {
    return loaders.exchangesBeforeHumanTurn.load(turn.id);
  }
}

@Resolver(() => HumanTurnEvent)
export class HumanTurnEventResolver {
  @FieldResolver(() => HumanTurn, { description: 'The human turn as it is now.' })
  humanTurn(@Root() event: HumanTurnEvent, @Ctx() { loaders }: RequestContext): Promise<HumanTurn> {
    return loaders.humanTurn.load(event.humanTurnId);
  }
}
