import { Field, ID, InputType } from 'type-graphql';
import { BoundedText } from '../guards/argument-limits';
import { LIMITS } from '../guards/limits';

@InputType('ResumeTrainingInput', { description: 'A training run to continue.' })
export class ResumeTrainingInput {
  @Field(() => ID, { description: 'The training run; PAUSED, FAILED or CANCELLED.' })
  trainingRunId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.idempotencyKeyLength,
    description:
      'Idempotency key: a retry with the same input returns the original result, another input is a CONFLICT.',
  })
  idempotencyKey?: string | null;
}
