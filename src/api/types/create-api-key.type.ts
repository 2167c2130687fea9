import { Field, ObjectType } from 'type-graphql';
import { ApiKey } from '../../model/api-key.model';

@ObjectType('CreateApiKeyPayload', { description: 'A new key with its secret.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;

  @Field(() => String, {
    description: 'What to send as `Authorization: Bearer <secret>`. Shown here once, never again.',
  })
  secret!: string;
}
