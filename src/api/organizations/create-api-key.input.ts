import { Field, InputType } from 'type-graphql';
import { type Role, RoleEnum } from '../../model/enums';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('CreateApiKeyInput', { description: 'A new API key of the organization.' })
export class CreateApiKeyInput {
  @BoundedText({ rule: TEXTS.name, description: 'Free-text label that says what the key is used for.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'Role, which decides what the key is allowed to do.' })
  role!: Role;

  @IdempotencyKey('The secret is returned only by the first call.')
  idempotencyKey?: string | null;
}
