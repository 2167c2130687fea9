import { Field, ID, InputType } from 'type-graphql';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('ResumeTrainingInput', { description: 'The training run to resume.' })
export class ResumeTrainingInput {
  @Field(() => ID, { description: 'Id of a training run that is PAUSED, FAILED or CANCELLED.' })
  trainingRunId!: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
