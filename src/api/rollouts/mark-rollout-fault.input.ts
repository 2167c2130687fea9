import { Field, ID, InputType } from 'type-graphql';
import { type FaultMark, FaultMarkEnum } from '../../model/enums';
import { BoundedText } from '../guards/argument-limits';

/** Characters of a comment. */
const MAX_COMMENT = 10_000;

@InputType('MarkRolloutFaultInput', { description: 'Whose fault a failed rollout was.' })
export class MarkRolloutFaultInput {
  @Field(() => ID, { description: 'The rollout; one that solved its task can only be marked NONE.' })
  rolloutId!: string;

  @Field(() => FaultMarkEnum, { description: 'Whose fault it was.' })
  fault!: FaultMark;

  @BoundedText({ defaultValue: '', max: MAX_COMMENT, description: 'Why.' })
  comment!: string;
}
