import { Field, ID, InputType } from 'type-graphql';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('SubmitUserMessageInput', { description: 'What a person who plays the user answers.' })
export class SubmitUserMessageInput {
  @Field(() => ID, { description: 'The human turn that is answered.' })
  humanTurnId!: string;

  @BoundedText({
    rule: TEXTS.userMessage,
    description: 'What the user says, as the agent will read it. `###STOP###` in it ends the conversation.',
  })
  text!: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
