import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../model/enums';
import { MAX_EVENT_TEXT } from '../../services/conversation/conversation-event';

const KINDS = ['MESSAGE', 'TOOL_CALL', 'RESTARTED', 'ENDED'] as const;
type ConversationEventWord = (typeof KINDS)[number];
const ConversationEventKindEnum = enumOf(KINDS);
registerEnumType(ConversationEventKindEnum, {
  name: 'ConversationEventKind',
  description: 'What happened in a conversation.',
  valuesConfig: {
    MESSAGE: { description: 'The user or the agent said something: a `ConversationMessageEvent`.' },
    TOOL_CALL: { description: 'The agent called a tool: a `ConversationToolCallEvent`.' },
    RESTARTED: {
      description:
        'It starts again because its worker was lost or it failed: a `ConversationRestartedEvent`. Ignore what was said before.',
    },
    ENDED: { description: 'It is over and its rollout is written: a `ConversationEndedEvent`. The last event.' },
  },
});

const SpeakerEnum = enumOf(['USER', 'AGENT'] as const);
registerEnumType(SpeakerEnum, {
  name: 'Speaker',
  description: 'Who says something in a conversation.',
  valuesConfig: {
    USER: { description: 'The user, simulated or played by a person.' },
    AGENT: { description: 'The agent, to the user.' },
  },
});

const CUT = `At most ${MAX_EVENT_TEXT} characters; the rollout holds the full text.`;

@InterfaceType('ConversationEvent', {
  description: 'Something that happened in a conversation while it ran; one type for each kind.',
})
export abstract class ConversationEvent {
  @Field(() => Int, { description: 'Position in the conversation’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => Date, { description: 'When it was written, a moment after it happened.' })
  createdAt!: Date;

  @Field(() => ConversationEventKindEnum, { description: 'What happened.' })
  kind!: ConversationEventWord;
}

@ObjectType('ConversationMessageEvent', {
  implements: ConversationEvent,
  description: 'The user or the agent said something.',
})
export class ConversationMessageEvent extends ConversationEvent {
  @Field(() => SpeakerEnum, { description: 'Who said it.' })
  speaker!: keyof typeof SpeakerEnum;

  @Field(() => String, { description: `What was said. ${CUT}` })
  text!: string;

  @Field(() => Boolean, { description: 'Whether `text` was cut.' })
  isCut!: boolean;
}

@ObjectType('ConversationToolCallEvent', {
  implements: ConversationEvent,
  description: 'The agent called a tool, which has answered.',
})
export class ConversationToolCallEvent extends ConversationEvent {
  @Field(() => String, { description: 'Name of the tool.' })
  toolName!: string;

  @Field(() => String, { description: `Arguments of the call as the agent wrote them. ${CUT}` })
  toolArguments!: string;

  @Field(() => String, { nullable: true, description: `What the tool returned; null for nothing. ${CUT}` })
  result!: string | null;

  @Field(() => Boolean, { description: 'Whether a text of this event was cut.' })
  isCut!: boolean;
}

@ObjectType('ConversationRestartedEvent', {
  implements: ConversationEvent,
  description: 'The conversation starts again; ignore what was said before.',
})
export class ConversationRestartedEvent extends ConversationEvent {}

@ObjectType('ConversationEndedEvent', { implements: ConversationEvent, description: 'The conversation is over.' })
export class ConversationEndedEvent extends ConversationEvent {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the rollout that holds the conversation; null when none was written.',
  })
  rolloutId!: string | null;
}
