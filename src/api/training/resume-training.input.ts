import { Field, ID, InputType } from 'type-graphql';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('ResumeTrainingInput', { description: 'A training run to continue.' })
export class ResumeTrainingInput {
  @Field(() => ID, { description: 'The training run; PAUSED, FAILED or CANCELLED.' })
  trainingRunId!: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
