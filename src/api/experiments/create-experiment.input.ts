import { InputType } from 'type-graphql';
import { MAX_EXPERIMENT_DESCRIPTION, MAX_EXPERIMENT_NAME } from '../../services/experiments/create-experiment';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('CreateExperimentInput', { description: 'A new experiment.' })
export class CreateExperimentInput {
  @BoundedText({ max: MAX_EXPERIMENT_NAME, description: 'Name, unique in the organization; not blank.' })
  name!: string;

  @BoundedText({ max: MAX_EXPERIMENT_DESCRIPTION, defaultValue: '', description: 'Free text.' })
  description!: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
