import { Field, ID, InputType } from 'type-graphql';
import { ENDPOINT_KEY } from '../../services/players/endpoint-key';
import { BoundedText } from '../guards/argument-limits';

@InputType('UpdateEndpointKeyInput', { description: 'Another API key for an endpoint.' })
export class UpdateEndpointKeyInput {
  @Field(() => ID, { description: 'Id of the endpoint.' })
  endpointId!: string;

  @BoundedText({
    nullable: true,
    rule: ENDPOINT_KEY,
    description: 'The new key; null or absent: requests carry none any more.',
  })
  apiKey?: string | null;
}
