import { Field, InputType } from 'type-graphql';
import { type Role, RoleEnum } from '../../model/enums';
import { BoundedText } from '../argument-limits';
import { LIMITS } from '../limits';

@InputType('CreateApiKeyInput', { description: 'A new key of the organization.' })
export class CreateApiKeyInput {
  @BoundedText({ max: LIMITS.keyNameLength, description: 'What the key is for; not blank.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it may do.' })
  role!: Role;
}
