import { Field, ID, InputType } from 'type-graphql';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('SubmitUserMessageInput', { description: 'Reply of a person who plays the user.' })
export class SubmitUserMessageInput {
  @Field(() => ID, { description: 'Human turn to reply to.' })
  humanTurnId!: string;

  @BoundedText({
    rule: TEXTS.userMessage,
    description: 'Message to the agent, verbatim. `###STOP###` anywhere in it ends the conversation.',
  })
  text!: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
