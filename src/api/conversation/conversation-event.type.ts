import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../model/enums';
import {
  CONVERSATION_EVENT_KINDS,
  type ConversationEventKind,
  type ConversationNews,
  MAX_EVENT_TEXT,
} from '../../services/conversation/conversation-event';

const ConversationEventKindEnum = enumOf(CONVERSATION_EVENT_KINDS);
registerEnumType(ConversationEventKindEnum, {
  name: 'ConversationEventKind',
  description: 'What happened in a conversation.',
  valuesConfig: {
    UTTERANCE: { description: 'Somebody said something, or a tool was called.' },
    RESTARTED: {
      description:
        'It begins anew, because its worker was lost or it failed: what was said before this does not count.',
    },
    ENDED: { description: 'It is over and its rollout is written. The last event.' },
  },
});

const SpeakerEnum = enumOf(['USER', 'AGENT', 'TOOL'] as const);
registerEnumType(SpeakerEnum, {
  name: 'Speaker',
  description: 'Who speaks in a conversation.',
  valuesConfig: {
    USER: { description: 'The user, simulated or played by a person.' },
    AGENT: { description: 'The agent, to the user.' },
    TOOL: { description: 'A tool that the agent called, with the call.' },
  },
});

const CUT = `At most ${MAX_EVENT_TEXT} characters; the rollout has it whole.`;

@ObjectType('ConversationEvent', { description: 'Something that happened in a conversation while it ran.' })
export class ConversationEvent implements ConversationNews {
  @Field(() => Int, { description: 'Place in the conversation’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => Date, { description: 'When it was written: a moment after it happened.' })
  createdAt!: Date;

  @Field(() => ConversationEventKindEnum, { description: 'What happened.' })
  kind!: ConversationEventKind;

  @Field(() => SpeakerEnum, { nullable: true, description: 'Who spoke, for `UTTERANCE`; null for other kinds.' })
  speaker!: ConversationNews['speaker'];

  @Field(() => String, {
    nullable: true,
    description: `What was said, or what the tool answered; null for other kinds than \`UTTERANCE\`. ${CUT}`,
  })
  text!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the tool; null unless `speaker` is `TOOL`.' })
  toolName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Arguments of the call as the agent wrote them; null unless \`speaker\` is \`TOOL\`. ${CUT}`,
  })
  toolArguments!: string | null;

  @Field(() => Boolean, { description: 'Whether a text of this event was cut.' })
  isCut!: boolean;

  @Field(() => ID, {
    nullable: true,
    description:
      'The rollout that holds the conversation, for `ENDED`; null for other kinds and when none was written.',
  })
  rolloutId!: string | null;
}
