import { Field, ID, InputType } from 'type-graphql';
import { type FaultMark, FaultMarkEnum } from '../../model/enums';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';

@InputType('MarkRolloutFaultInput', { description: 'Whose fault a failed rollout was.' })
export class MarkRolloutFaultInput {
  @Field(() => ID, { description: 'The rollout; one that solved its task can only be marked NONE.' })
  rolloutId!: string;

  @Field(() => FaultMarkEnum, { description: 'Whose fault it was.' })
  fault!: FaultMark;

  @BoundedText({ defaultValue: '', rule: TEXTS.note, description: 'Why.' })
  comment!: string;
}
