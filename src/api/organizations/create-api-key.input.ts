import { Field, InputType } from 'type-graphql';
import { type Role, RoleEnum } from '../../model/enums';
import { MAX_KEY_NAME } from '../../services/organizations/create-api-key';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('CreateApiKeyInput', { description: 'A new key of the organization.' })
export class CreateApiKeyInput {
  @BoundedText({ max: MAX_KEY_NAME, description: 'What the key is for; not blank.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it may do.' })
  role!: Role;

  @IdempotencyKey('The secret is returned the first time only.')
  idempotencyKey?: string | null;
}
