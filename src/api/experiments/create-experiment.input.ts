import { InputType } from 'type-graphql';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('CreateExperimentInput', { description: 'A new experiment.' })
export class CreateExperimentInput {
  @BoundedText({ rule: TEXTS.name, description: 'Name, unique within the organization.' })
  name!: string;

  @BoundedText({ rule: TEXTS.note, defaultValue: '', description: 'Free text.' })
  description!: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
