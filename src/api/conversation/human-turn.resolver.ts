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
import { connectionTypeOf, PageArgs, pageRequestOf } from '../graph/connections';
import { streamHumanTurns } from './follow-conversations';
import { SubmitUserMessageInput } from './submit-user-message.input';
import type { RequestContext } from '../graph/request-context';
import { HumanExchangeType, HumanTurnEvent } from './human-turn.type';

const HumanTurnConnection = connectionTypeOf(HumanTurn, 'HumanTurn');

const OF_EXPERIMENT = 'Only those of this experiment; absent: of the whole organization.';

@ArgsType()
class WaitingHumanTurnsArgs extends PageArgs {
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
    description: 'What agents said to users whom people play, and nobody has answered yet, oldest first.',
  })
  async waitingHumanTurns(
    @Args(() => WaitingHumanTurnsArgs) args: WaitingHumanTurnsArgs,
    @Ctx() { inTenant }: RequestContext,
  ) {
    const list = 'waitingHumanTurns';
    const request = pageRequestOf(list, args);
    const { experimentId = null } = args;
    const page = await inTenant(async (stores) => {
      if (experimentId !== null) await stores.experiments.get(experimentId);
      return stores.humanTurns.page(experimentId, request);
    });
    return new HumanTurnConnection({
      list,
      request,
      page,
      countRows: () => inTenant((stores) => stores.humanTurns.count(experimentId)),
    });
  }

  @Requires('READ')
  @Query(() => HumanTurn, { description: 'One human turn.' })
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
