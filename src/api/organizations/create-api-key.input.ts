import { Field, InputType } from 'type-graphql';
import { type Role, RoleEnum } from '../../model/enums';
import { MAX_KEY_NAME } from '../../services/organizations/create-api-key';
import { BoundedText } from '../guards/argument-limits';
import { LIMITS } from '../guards/limits';

@InputType('CreateApiKeyInput', { description: 'A new key of the organization.' })
export class CreateApiKeyInput {
  @BoundedText({ max: MAX_KEY_NAME, description: 'What the key is for; not blank.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it may do.' })
  role!: Role;

  @BoundedText({
    nullable: true,
    max: LIMITS.idempotencyKeyLength,
    description:
      'Sent again with the same input, the same key comes back without its secret; another input is a CONFLICT.',
  })
  idempotencyKey?: string | null;
}
