import { createEndpointAccess, type EndpointAccess } from '../../src/endpoints/endpoint-access';

/** A master key for tests. */
export const TEST_MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

/** Endpoints of a process that is given a master key. @param endpointAllow as TURNWISE_ENDPOINT_ALLOW */
export function testEndpointAccess(endpointAllow = ''): EndpointAccess {
  return createEndpointAccess({
    secretKey: TEST_MASTER_KEY,
    endpointAllow,
    databaseUrl: 'postgres://elsewhere',
    dataFolder: '',
  });
}
