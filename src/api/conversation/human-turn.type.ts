import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type HumanTurnState, HumanTurnStateEnum } from '../../model/enums';
import type { HumanExchange } from '../../persistence/stores/conversation/human-turn-store';
import type { HumanTurnNews } from '../../services/conversation/human-turn-event';

@ObjectType('HumanExchange', {
  description: 'A message of the agent and the reply of the person, earlier in the conversation.',
})
export class HumanExchangeType implements HumanExchange {
  @Field(() => Int, { description: 'Index among the user’s turns of the conversation, from 0.' })
  index!: number;

  @Field(() => String, { description: 'Message of the agent.' })
  agentText!: string;

  @Field(() => String, { description: 'Reply of the person.' })
  answerText!: string;
}

@ObjectType('HumanTurnEvent', { description: 'A human turn opened or closed.' })
export class HumanTurnEvent implements HumanTurnNews {
  @Field(() => Int, {
    description:
      'Sequence number within the stream, from 1 without gaps. Pass it as `since` to continue after this event.',
  })
  seq!: number;

  @Field(() => Date, { description: 'Time of the event.' })
  createdAt!: Date;

  @Field(() => ID, { description: 'Id of the human turn.' })
  humanTurnId!: string;

  @Field(() => HumanTurnStateEnum, { description: 'State after the event.' })
  state!: HumanTurnState;

  @Field(() => String, { description: 'Id of the task in its benchmark.' })
  taskExternalId!: string;

  @Field(() => Int, { description: 'Index of the conversation among those of its task, from 0.' })
  trial!: number;

  @Field(() => Int, { description: 'Index among the user’s turns of the conversation, from 0.' })
  index!: number;
}
