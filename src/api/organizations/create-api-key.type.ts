import { Field, ObjectType } from 'type-graphql';
import { ApiKey } from '../../model/organizations/api-key.model';

@ObjectType('CreateApiKeyPayload', { description: 'A new API key with its secret.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;

  @Field(() => String, {
    nullable: true,
    description:
      'Secret, to be sent as `Authorization: Bearer <secret>`. Returned once: null if a retry with the idempotency key returns an earlier result.',
  })
  secret!: string | null;
}
