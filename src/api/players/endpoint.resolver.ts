import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Endpoint } from '../../model/players/endpoint.model';
import { createEndpoint } from '../../services/players/create-endpoint';
import { updateEndpointKey } from '../../services/players/update-endpoint-key';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { CreateEndpointInput } from './create-endpoint.input';
import { UpdateEndpointKeyInput } from './update-endpoint-key.input';
import type { RequestContext } from '../graph/request-context';
import { organizationField } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';

const EndpointConnection = connectionTypeOf(Endpoint, 'Endpoint');

export const ENDPOINT_LIST = organizationField({
  field: 'endpoints',
  Connection: EndpointConnection,
  list: LISTS.endpoints,
  description: 'Endpoints of the organization, newest first.',
  hasNames: true,
});

@Resolver(() => Endpoint)
export class EndpointResolver {
  @FieldResolver(() => Boolean, { description: 'Whether requests carry an API key.' })
  hasKey(@Root() endpoint: Endpoint): boolean {
    return endpoint.sealedKey !== null;
  }

  @Requires('MANAGE_ENDPOINTS')
  @Mutation(() => Endpoint, {
    description: 'Stores an endpoint without contacting it. A name that is already taken is a CONFLICT.',
  })
  createEndpoint(
    @Arg('input', () => CreateEndpointInput, { description: 'The new endpoint.' }) input: CreateEndpointInput,
    @Ctx() context: RequestContext,
  ): Promise<Endpoint> {
    const { name, baseUrl, apiKey = null, idempotencyKey = null } = input;
    return createEndpoint(context, { name, baseUrl, apiKey, idempotencyKey });
  }

  @Requires('MANAGE_ENDPOINTS')
  @Mutation(() => Endpoint, {
    description: 'Replaces the API key of an endpoint. Running jobs keep the key that they started with.',
  })
  updateEndpointKey(
    @Arg('input', () => UpdateEndpointKeyInput, { description: 'The endpoint and its new key.' })
    { endpointId, apiKey = null }: UpdateEndpointKeyInput,
    @Ctx() context: RequestContext,
  ): Promise<Endpoint> {
    return updateEndpointKey(context, endpointId, apiKey);
  }

  @Requires('MANAGE_ENDPOINTS')
  @Mutation(() => Endpoint, {
    description:
      'Deletes an endpoint and its API key, and returns the deleted endpoint. Policies and user simulators that use it fail from then on.',
  })
  deleteEndpoint(
    @Arg('id', () => ID, { description: 'Id of the endpoint.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Endpoint> {
    return inTenant((stores) => stores.endpoints.delete(id));
  }
}
