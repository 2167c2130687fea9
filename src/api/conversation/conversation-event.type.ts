import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../model/enums';
import { MAX_EVENT_TEXT } from '../../services/conversation/conversation-event';

const KINDS = ['MESSAGE', 'TOOL_CALL', 'RESTARTED', 'ENDED'] as const;
type ConversationEventWord = (typeof KINDS)[number];
const ConversationEventKindEnum = enumOf(KINDS);
registerEnumType(ConversationEventKindEnum, {
  name: 'ConversationEventKind',
  description: 'Kind of a conversation event.',
  valuesConfig: {
    MESSAGE: { description: 'The user or the agent sent a message: a `ConversationMessageEvent`.' },
    TOOL_CALL: { description: 'The agent called a tool: a `ConversationToolCallEvent`.' },
    RESTARTED: {
      description:
        'The conversation restarts because its worker was lost or it failed: a `ConversationRestartedEvent`. Discard all earlier events.',
    },
    ENDED: {
      description:
        'The conversation ended and its rollout is stored: a `ConversationEndedEvent`. Always the last event.',
    },
  },
});

const SpeakerEnum = enumOf(['USER', 'AGENT'] as const);
registerEnumType(SpeakerEnum, {
  name: 'Speaker',
  description: 'Author of a message in a conversation.',
  valuesConfig: {
    USER: { description: 'The user, simulated or played by a person.' },
    AGENT: { description: 'The agent.' },
  },
});

const CUT = `Truncated to ${MAX_EVENT_TEXT} characters; the rollout has the full text.`;

@InterfaceType('ConversationEvent', {
  description: 'An event of a running conversation; one type per kind.',
})
export abstract class ConversationEvent {
  @Field(() => Int, {
    description:
      'Sequence number within the conversation, from 1 without gaps. Pass it as `since` to continue after this event.',
  })
  seq!: number;

  @Field(() => Date, { description: 'Time at which the event was stored, just after it happened.' })
  createdAt!: Date;

  @Field(() => ConversationEventKindEnum, { description: 'What happened.' })
  kind!: ConversationEventWord;
}

@ObjectType('ConversationMessageEvent', {
  implements: ConversationEvent,
  description: 'The user or the agent sent a message.',
})
export class ConversationMessageEvent extends ConversationEvent {
  @Field(() => SpeakerEnum, { description: 'Author of the message.' })
  speaker!: keyof typeof SpeakerEnum;

  @Field(() => String, { description: `Text of the message. ${CUT}` })
  text!: string;

  @Field(() => Boolean, { description: 'Whether `text` was truncated.' })
  isCut!: boolean;
}

@ObjectType('ConversationToolCallEvent', {
  implements: ConversationEvent,
  description: 'The agent called a tool, and the tool has returned.',
})
export class ConversationToolCallEvent extends ConversationEvent {
  @Field(() => String, { description: 'Name of the tool.' })
  toolName!: string;

  @Field(() => String, { description: `Arguments of the call as written by the agent. ${CUT}` })
  toolArguments!: string;

  @Field(() => String, { nullable: true, description: `Output of the tool; null if it returned nothing. ${CUT}` })
  result!: string | null;

  @Field(() => Boolean, { description: 'Whether a text of this event was truncated.' })
  isCut!: boolean;
}

@ObjectType('ConversationRestartedEvent', {
  implements: ConversationEvent,
  description: 'The conversation restarts. Discard all earlier events.',
})
export class ConversationRestartedEvent extends ConversationEvent {}

@ObjectType('ConversationEndedEvent', { implements: ConversationEvent, description: 'The conversation ended.' })
export class ConversationEndedEvent extends ConversationEvent {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the rollout with this conversation; null if none was stored.',
  })
  rolloutId!: string | null;
}
