import { Field, ObjectType } from 'type-graphql';
import { ApiKey } from '../../model/organizations/api-key.model';

@ObjectType('CreateApiKeyPayload', { description: 'A new key with its secret.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;

  @Field(() => String, {
    nullable: true,
    description:
      'What to send as `Authorization: Bearer <secret>`. Shown once: null when the idempotency key repeats an earlier call.',
  })
  secret!: string | null;
}
