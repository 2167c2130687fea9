import { InputType } from 'type-graphql';
import { MAX_BASE_URL } from '../../endpoints/address-guard';
import { ENDPOINT_KEY } from '../../services/players/endpoint-key';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';

@InputType('CreateEndpointInput', { description: 'A new endpoint.' })
export class CreateEndpointInput {
  @BoundedText({ rule: TEXTS.name, description: 'Name, unique within the organization.' })
  name!: string;

  @BoundedText({
    max: MAX_BASE_URL,
    description:
      'Base URL, http or https, without user, password, query or fragment, e.g. `https://host/v1`. Internal hosts only if the operator allows them.',
  })
  baseUrl!: string;

  @BoundedText({
    nullable: true,
    rule: ENDPOINT_KEY,
    description: 'API key, sent as a bearer token and stored encrypted; absent if the endpoint needs none.',
  })
  apiKey?: string | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
