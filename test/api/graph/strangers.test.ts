import { randomUUID } from 'node:crypto';
import { isObjectType } from 'graphql';
import { buildApiSchema } from '../../../src/api/schema';
import { ask, listAt, send, startTestApi, type TestApi, type TestOrganization, valueAt } from '../support/api-server';
import { callOperation, FIELDS, idPathsOf, OPERATIONS, operationsOf } from '../support/operations';
import { addRows, type OrganizationRows } from '../support/organization-rows';
import { withValueAt } from '../support/with-value-at';

const schema = buildApiSchema();

describe('strangers', () => {
  let api: TestApi;
  let mine: TestOrganization;
  let myRows: OrganizationRows;
  let theirs: TestOrganization;
  let theirRows: OrganizationRows;

  beforeAll(async () => {
    api = await startTestApi();
    mine = await api.addOrganization('mine');
    theirs = await api.addOrganization('theirs');
    myRows = await addRows(api, mine.id);
    theirRows = await addRows(api, theirs.id);
  });
  afterAll(() => api.stop());

  const paths = operationsOf(schema).flatMap((coordinate) =>
    idPathsOf(schema, coordinate).map((path) => [coordinate, path] as const),
  );

  it('are tested with every id that an operation takes', () => {
    expect(paths.filter(([coordinate]) => OPERATIONS[coordinate] === undefined)).toEqual([]);
    expect(paths).toContainEqual(['Mutation.startCalibration', 'input.anchorSchemeId']);
  });

  it('are tested with every id that a field takes', () => {
    const fields = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) =>
        /^(Query|Mutation|Subscription|__.*)$/.test(type.name)
          ? []
          : Object.keys(type.getFields()).map((name) => `${type.name}.${name}`),
      );
    const found = fields.flatMap((field) => idPathsOf(schema, field).map((path) => `${field}(${path})`));
    expect(found.toSorted()).toEqual(Object.keys(FIELDS).toSorted());
  });

  it.each(Object.entries(FIELDS))('get NOT_FOUND from %s, although the row exists', async (_field, row) => {
    const [own, foreign] = [row.id(myRows), row.id(theirRows)];
    const control = await send(api, theirs.secrets.VIEWER, row.query, { parent: row.parent(theirRows), id: foreign });
    expect(control.errors).toBeUndefined();
    const parent = row.parent(myRows);
    expect((await send(api, mine.secrets.VIEWER, row.query, { parent, id: own })).errors).toBeUndefined();
    for (const id of [foreign, randomUUID()]) {
      const answer = await send(api, mine.secrets.ADMIN, row.query, { parent, id });
      expect(new Set(answer.errors?.map((error) => error.extensions.code))).toEqual(new Set(['NOT_FOUND']));
      expect(answer.text).not.toContain(theirRows.experimentName);
    }
    const wrong = await send(api, mine.secrets.ADMIN, row.query, { parent, id: "1' OR true" });
    expect(new Set(wrong.errors?.map((error) => error.extensions.code))).toEqual(new Set(['INVALID_INPUT']));
  });

  describe.each(paths)('%s with a foreign %s', (coordinate, path) => {
    const operation = OPERATIONS[coordinate];
    if (operation === undefined) return;

    it('is NOT_FOUND, although the row exists', async () => {
      const steps = path.split('.');
      const foreign = await operation.variables(theirRows, api, path);
      const foreignId = valueAt(foreign, path);
      expect(typeof foreignId).toBe('string');

      const control = await callOperation(api, schema, {
        coordinate,
        secret: theirs.secrets.ADMIN,
        variables: foreign,
      });
      expect(control.errors).toBeUndefined();

      const own = await operation.variables(myRows, api, path);
      for (const id of [foreignId, randomUUID()]) {
        const variables = withValueAt(own, steps, id) as Record<string, unknown>;
        const outcome = await callOperation(api, schema, { coordinate, secret: mine.secrets.ADMIN, variables });
        expect(outcome.errors?.map((error) => error.extensions.code)).toEqual(['NOT_FOUND']);
        expect(JSON.stringify(outcome)).not.toContain(theirRows.experimentName);
      }
    });

    it('is INVALID_INPUT for a text that is no id', async () => {
      const own = await operation.variables(myRows, api, path);
      const variables = withValueAt(own, path.split('.'), "1' OR true") as Record<string, unknown>;
      const outcome = await callOperation(api, schema, { coordinate, secret: mine.secrets.ADMIN, variables });
      expect(outcome.errors?.map((error) => [error.extensions.code, error.message])).toEqual([
        ['INVALID_INPUT', `${path.replace(/\.(\d+)/g, '[$1]')}: "1' OR true" is not an id (a UUID)`],
      ]);
    });
  });

  it('find no experiment by its name', async () => {
    const query = 'query($name: String) { experiment(name: $name) { id } }';
    const found = await ask(api, theirs.secrets.VIEWER, query, { name: theirRows.experimentName });
    expect(valueAt(found, 'experiment.id')).toBe(theirRows.experimentId);
    const answer = await send(api, mine.secrets.ADMIN, query, { name: theirRows.experimentName });
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['NOT_FOUND']);
  });

  it('see nothing of each other in any list', async () => {
    const query = `{ experiments { nodes { id } } rewardSchemes { nodes { id } } jobRuns { nodes { id } } apiKeys { nodes { id } } }`;
    const seen = async (organization: TestOrganization) => {
      const data = await ask(api, organization.secrets.ADMIN, query);
      const lists = [
        ...['experiments', 'rewardSchemes', 'jobRuns', 'apiKeys'].map((name) => listAt(data, `${name}.nodes`)),
      ];
      return lists.map((list) => list.map((row) => valueAt(row, 'id')));
    };
    const [own, foreign] = [await seen(mine), await seen(theirs)];
    own.forEach((ids, list) => {
      expect(ids.length).toBeGreaterThan(0);
      expect(foreign[list]!.length).toBeGreaterThan(0);
      expect(ids.filter((id) => foreign[list]!.includes(id))).toEqual([]);
    });
  });

  it('cannot reach a node of any type', async () => {
    const query = 'query($id: ID!) { node(id: $id) { __typename id } }';
    const ids = [
      theirRows.experimentId,
      theirRows.rolloutId,
      theirRows.rewardSchemeId,
      theirRows.calibrationId,
      theirRows.calibrationRoundId,
      theirRows.advantageAuditId,
      theirRows.jobRunId,
      theirRows.collected.collectionId,
      theirRows.checkpointId,
      theirRows.humanTurnId,
      theirRows.evaluationIds[0],
      theirRows.evaluationComparisonId,
      theirRows.rolloutFaultId,
    ];
    for (const id of ids) {
      expect(valueAt(await ask(api, theirs.secrets.VIEWER, query, { id }), 'node.id')).toBe(id);
      const answer = await send(api, mine.secrets.ADMIN, query, { id });
      expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['NOT_FOUND']);
    }
  });

  it('cannot send a file to an experiment of the same name', async () => {
    const address = `${api.server.url}/import?experiment=${encodeURIComponent(theirRows.experimentName)}`;
    const headers = { authorization: `Bearer ${mine.secrets.ADMIN}` };
    const response = await fetch(address, { method: 'POST', headers, body: '[]' });
    expect(response.status).toBe(404);
    expect(valueAt(await response.json(), 'error.code')).toBe('NOT_FOUND');
  });
});
