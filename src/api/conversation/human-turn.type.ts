import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type HumanTurnState, HumanTurnStateEnum } from '../../model/enums';
import type { HumanExchange } from '../../persistence/stores/conversation/human-turn-store';
import type { HumanTurnNews } from '../../services/conversation/human-turn-event';

@ObjectType('HumanExchange', {
  description: 'What the agent said and what the person answered, earlier in a conversation.',
})
export class HumanExchangeType implements HumanExchange {
  @Field(() => Int, { description: 'Rank among the user’s turns of the conversation, from 0.' })
  index!: number;

  @Field(() => String, { description: 'What the agent said.' })
  agentText!: string;

  @Field(() => String, { description: 'What the person answered.' })
  answerText!: string;
}

@ObjectType('HumanTurnEvent', { description: 'A question to a person was asked, or ended.' })
export class HumanTurnEvent implements HumanTurnNews {
  @Field(() => Int, { description: 'Place in the stream, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => ID, { description: 'Id of the human turn.' })
  humanTurnId!: string;

  @Field(() => HumanTurnStateEnum, { description: 'Where it stood.' })
  state!: HumanTurnState;

  @Field(() => String, { description: 'The benchmark’s own name of the task.' })
  taskExternalId!: string;

  @Field(() => Int, { description: 'Rank of the conversation among those of its task, from 0.' })
  trial!: number;

  @Field(() => Int, { description: 'Rank among the user’s turns of the conversation, from 0.' })
  index!: number;
}
