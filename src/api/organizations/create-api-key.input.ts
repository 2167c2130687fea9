import { Field, InputType } from 'type-graphql';
import { type Role, RoleEnum } from '../../model/enums';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('CreateApiKeyInput', { description: 'A new key of the organization.' })
export class CreateApiKeyInput {
  @BoundedText({ rule: TEXTS.name, description: 'What the key is for.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it may do.' })
  role!: Role;

  @IdempotencyKey('The secret is returned the first time only.')
  idempotencyKey?: string | null;
}
