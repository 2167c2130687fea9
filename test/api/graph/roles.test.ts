import { buildApiSchema } from '../../../src/api/schema';
import { ROLES } from '../../../src/model/enums';
import { startTestApi, type TestApi, type TestOrganization } from '../support/api-server';
import { callOperation, OPERATIONS, operationsOf } from '../support/operations';
import { addRows, type OrganizationRows } from '../support/organization-rows';

const schema = buildApiSchema();

describe('roles', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let rows: OrganizationRows;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('roles');
    rows = await addRows(api, organization.id);
  });
  afterAll(() => api.stop());

  it('are tested for every operation of the schema', () => {
    expect(operationsOf(schema).toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  });

  describe.each(operationsOf(schema))('%s', (coordinate) => {
    const operation = OPERATIONS[coordinate];
    if (operation === undefined) return;

    it.each(ROLES.filter((role) => operation.roles.includes(role)))('is open to %s', async (role) => {
      const variables = await operation.variables(rows, api);
      const outcome = await callOperation(api, schema, { coordinate, secret: organization.secrets[role], variables });
      expect(outcome.errors).toBeUndefined();
      expect(outcome.data).not.toBeNull();
    });

    const forbidden = ROLES.filter((role) => !operation.roles.includes(role));
    if (forbidden.length === 0) return;
    it.each(forbidden)('is FORBIDDEN to %s', async (role) => {
      const variables = await operation.variables(rows, api);
      const outcome = await callOperation(api, schema, { coordinate, secret: organization.secrets[role], variables });
      expect(outcome.errors?.map((error) => error.extensions.code)).toEqual(['FORBIDDEN']);
      expect(outcome.data ?? null).toBeNull();
    });
  });

  it('are named in the error, with those that would do', async () => {
    const outcome = await callOperation(api, schema, {
      coordinate: 'Query.apiKeys',
      secret: organization.secrets.MEMBER,
      variables: {},
    });
    expect(outcome.errors?.[0]?.message).toBe('apiKeys requires a key with role ADMIN; this key has role MEMBER');
  });
});
