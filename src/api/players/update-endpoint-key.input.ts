import { Field, ID, InputType } from 'type-graphql';
import { ENDPOINT_KEY } from '../../services/players/endpoint-key';
import { BoundedText } from '../guards/argument-limits';

@InputType('UpdateEndpointKeyInput', { description: 'A new API key for an endpoint.' })
export class UpdateEndpointKeyInput {
  @Field(() => ID, { description: 'Id of the endpoint.' })
  endpointId!: string;

  @BoundedText({
    nullable: true,
    rule: ENDPOINT_KEY,
    description: 'The new API key. Null or absent: requests no longer carry a key.',
  })
  apiKey?: string | null;
}
