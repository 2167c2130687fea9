import { readConfig } from '../../src/config';
import { createEndpointAccess } from '../../src/endpoints/endpoint-access';
import { TEST_MASTER_KEY } from '../support/endpoint-access';

describe('the settings of endpoints', () => {
  it('come from two variables, and internal hosts are closed without them', () => {
    const { guard } = createEndpointAccess(readConfig({}));
    expect(() => guard.checkBaseUrl('http://127.0.0.1:8080/v1')).toThrow(/TURNWISE_ENDPOINT_ALLOW/);
    const config = readConfig({ TURNWISE_ENDPOINT_ALLOW: '127.0.0.0/8', TURNWISE_SECRET_KEY: TEST_MASTER_KEY });
    const access = createEndpointAccess(config);
    expect(access.guard.checkBaseUrl('http://127.0.0.1:8080/v1')).toBe('http://127.0.0.1:8080/v1');
    const owner = { tenantId: 't', endpointId: 'e', baseUrl: 'u' };
    expect(access.vault.open(access.vault.seal('key', owner), owner)).toBe('key');
  });

  it('are refused at the start when they are wrong, without repeating the secret', () => {
    const start = (variables: Record<string, string>) => (): unknown => createEndpointAccess(readConfig(variables));
    expect(start({ TURNWISE_ENDPOINT_ALLOW: '127.0.0.0/99' })).toThrow(
      'TURNWISE_ENDPOINT_ALLOW: "127.0.0.0/99" is neither',
    );
    expect(start({ TURNWISE_SECRET_KEY: 'hunter2hunter2' })).toThrow(/TURNWISE_SECRET_KEY: holds .*32 bytes/);
    expect(start({ TURNWISE_SECRET_KEY: 'hunter2hunter2' })).not.toThrow(/hunter2/);
  });
});
