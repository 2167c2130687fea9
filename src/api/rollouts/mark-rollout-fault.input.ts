import { Field, ID, InputType } from 'type-graphql';
import { type FaultMark, FaultMarkEnum } from '../../model/enums';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';

@InputType('MarkRolloutFaultInput', { description: 'Cause of a failed rollout.' })
export class MarkRolloutFaultInput {
  @Field(() => ID, { description: 'The rollout. One that solved its task accepts only NONE.' })
  rolloutId!: string;

  @Field(() => FaultMarkEnum, { description: 'Cause of the failure.' })
  fault!: FaultMark;

  @BoundedText({ defaultValue: '', rule: TEXTS.note, description: 'Comment on the mark.' })
  comment!: string;
}
