import { Args, ArgsType, Field, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { Requires } from '../guards/authorization';
import { streamConversation } from './follow-conversations';
import type { RequestContext } from '../graph/request-context';
import { ConversationEvent } from './conversation-event.type';

@ArgsType()
class FollowConversationArgs {
  @Field(() => ID, {
    description: 'Id of the conversation, from a `CONVERSATION_STARTED` event of its experiment or from a human turn.',
  })
  id!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Sequence number of the last event received; 0 for all events. After a reconnect no event is lost.',
  })
  since!: number;
}

type Subscriber = { readonly args: FollowConversationArgs; readonly context: RequestContext };

@Resolver()
export class ConversationResolver {
  @Requires('READ')
  @Subscription(() => ConversationEvent, {
    description:
      'A running conversation: events after `since`, then live events. Completes when the conversation has ended. Conversations ' +
      'that take less than a second send no events; read their rollouts instead.',
    subscribe: ({ args, context }: Subscriber) => streamConversation(context, args),
  })
  conversation(
    @Args(() => FollowConversationArgs) _args: FollowConversationArgs,
    @Root() event: ConversationEvent,
  ): ConversationEvent {
    return event;
  }
}
