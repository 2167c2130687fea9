import { Args, ArgsType, Field, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { Requires } from '../guards/authorization';
import { streamConversation } from './follow-conversations';
import type { RequestContext } from '../graph/request-context';
import { ConversationEvent } from './conversation-event.type';

@ArgsType()
class FollowConversationArgs {
  @Field(() => ID, {
    description: 'Id of the conversation: of an event `CONVERSATION_STARTED` of its experiment, or of a human turn.',
  })
  id!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Sequence number of the last event that you have; 0 for all. After a reconnection nothing is missed.',
  })
  since!: number;
}

type Subscriber = { readonly args: FollowConversationArgs; readonly context: RequestContext };

@Resolver()
export class ConversationResolver {
  @Requires('READ')
  @Subscription(() => ConversationEvent, {
    description:
      'A conversation while it runs: what happened after `since`, then live. Ends with the conversation. One that is ' +
      'over within a second is not shown: see its rollout.',
    subscribe: ({ args, context }: Subscriber) => streamConversation(context, args),
  })
  conversation(
    @Args(() => FollowConversationArgs) _args: FollowConversationArgs,
    @Root() event: ConversationEvent,
  ): ConversationEvent {
    return event;
  }
}
