import { type GraphQLField, getNamedType, type GraphQLSchema, isObjectType } from 'graphql';
import { buildApiSchema } from '../../../src/api/schema';
import {
  ask,
  codeOf,
  listAt,
  send,
  startTestApi,
  type TestApi,
  type TestOrganization,
  textAt,
  valueAt,
} from '../support/api-server';
import { addCopiedRows, COPIES, type CopiedRows } from '../support/copied-rows';

type Order = 'newest first' | 'oldest first' | 'by index' | 'latest index first' | 'by name';

/** Where a list hangs: the id of its object, or at the root with the id of an experiment. */
type Place = { readonly parent?: (rows: CopiedRows) => string; readonly order?: Order };

const ofExperiment: Place = { parent: (rows) => rows.experimentId };
const ofCollection: Place = { parent: (rows) => rows.collected.collectionId };
const ofPolicy: Place = { parent: (rows) => rows.collected.policyId };
const ofRun: Place = { parent: (rows) => rows.trainingRunId };
const ofCheckpoint: Place = { parent: (rows) => rows.checkpointId };
const ofRollout: Place = { parent: (rows) => rows.rolloutId };

/** Every list of the schema. One that is missing here fails the first test. */
const LISTED: Readonly<Record<string, Place>> = {
  'Query.apiKeys': {},
  'Query.endpoints': {},
  'Query.experiments': {},
  'Query.jobRuns': {},
  'Query.policies': {},
  'Query.rewardSchemes': {},
  'Query.taskSets': {},
  'Query.userSimulators': {},
  'Query.workers': { order: 'by name' },
  'Query.checkpoints': {},
  'Query.waitingHumanTurns': { order: 'oldest first' },
  'Query.advantageAudits': ofExperiment,
  'Query.calibrations': ofExperiment,
  'Query.collections': ofExperiment,
  'Query.evaluations': ofExperiment,
  'Query.evaluationComparisons': ofExperiment,
  'Query.trainingRuns': ofExperiment,
  'Query.rollouts': { ...ofExperiment, order: 'oldest first' },
  'Experiment.audits': ofExperiment,
  'Experiment.calibrations': ofExperiment,
  'Experiment.checkpoints': ofExperiment,
  'Experiment.collections': ofExperiment,
  'Experiment.evaluations': ofExperiment,
  'Experiment.evaluationComparisons': ofExperiment,
  'Experiment.jobRuns': ofExperiment,
  'Experiment.rollouts': { ...ofExperiment, order: 'oldest first' },
  'Experiment.trainingRuns': ofExperiment,
  'Collection.evaluations': ofCollection,
  'Collection.rollouts': { ...ofCollection, order: 'oldest first' },
  'Policy.evaluations': ofPolicy,
  'TrainingRun.checkpoints': ofRun,
  'TrainingRun.evaluations': ofRun,
  'Checkpoint.children': ofCheckpoint,
  'Checkpoint.policies': ofCheckpoint,
  'Rollout.turns': { ...ofRollout, order: 'by index' },
  'Rollout.faultHistory': { ...ofRollout, order: 'latest index first' },
  'TaskSet.tasks': { parent: (rows) => rows.collected.taskSetId, order: 'oldest first' },
};

type ListField = { readonly coordinate: string; readonly field: GraphQLField<unknown, unknown> };
type Node = { readonly id?: string; readonly createdAt?: string; readonly index?: number; readonly name?: string };
type Arguments = Readonly<Record<string, string | number>>;

function listFieldsOf(schema: GraphQLSchema): ListField[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
          .map((field) => ({ coordinate: `${type.name}.${field.name}`, field }))
      : [],
  );
}

const FIELDS = listFieldsOf(buildApiSchema());
const NODES: Readonly<Record<string, string>> = { Turn: 'index', Worker: 'name', RolloutFault: 'id createdAt index' };
const IN_ORDER: Readonly<Record<Order, (a: Node, b: Node) => boolean>> = {
  'newest first': (a, b) => a.createdAt! > b.createdAt! || (a.createdAt === b.createdAt && a.id! > b.id!),
  'oldest first': (a, b) => a.createdAt! < b.createdAt! || (a.createdAt === b.createdAt && a.id! < b.id!),
  'by index': (a, b) => a.index! < b.index!,
  'latest index first': (a, b) => a.index! > b.index!,
  'by name': (a, b) => a.name! < b.name!,
};

describe('every list', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let rows: CopiedRows;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('lists');
    rows = await addCopiedRows(api, organization.id);
  });
  afterAll(() => api.stop());

  /** A query of one list, and the path of the connection in the answer. */
  function queryOf({ coordinate, field }: ListField, args: Arguments) {
    const [typeName, name] = coordinate.split('.') as [string, string];
    const id = LISTED[coordinate]!.parent?.(rows);
    const all = { ...args, ...(typeName === 'Query' && id !== undefined && { experimentId: id }) };
    const given = Object.entries(all).map(([arg, value]) => `${arg}: ${JSON.stringify(value)}`);
    const nodeName = getNamedType(field.type).name.replace(/Connection$/, '');
    const node = NODES[nodeName] ?? (hasName(field) ? 'id createdAt name' : 'id createdAt');
    const list = `${name}${given.length > 0 ? `(${given.join(', ')})` : ''} {
      totalCount nodes { ${node} } edges { cursor node { ${node} } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
    if (typeName === 'Query') return { query: `{ ${list} }`, path: name };
    return { query: `{ node(id: "${id}") { ... on ${typeName} { ${list} } } }`, path: `node.${name}` };
  }
  const hasName = ({ args }: ListField['field']) => args.some(({ name }) => name === 'nameContains');

  async function read(field: ListField, args: Arguments): Promise<unknown> {
    const { query, path } = queryOf(field, args);
    return valueAt(await ask(api, organization.secrets.ADMIN, query), path);
  }
  async function refusalOf(field: ListField, args: Arguments): Promise<unknown> {
    return codeOf(await send(api, organization.secrets.ADMIN, queryOf(field, args).query));
  }
  const nodesOf = (page: unknown) => listAt(page, 'nodes') as Node[];

  /** All rows page by page, from either end. */
  async function walk(field: ListField, size: 'first' | 'last'): Promise<Node[]> {
    const isForward = size === 'first';
    const seen: Node[] = [];
    let cursor: string | null = null;
    for (;;) {
      const page = await read(field, {
        [size]: 2,
        ...(cursor !== null && { [isForward ? 'after' : 'before']: cursor }),
      });
      if (isForward) seen.push(...nodesOf(page));
      else seen.unshift(...nodesOf(page));
      expect(valueAt(page, `pageInfo.${isForward ? 'hasPreviousPage' : 'hasNextPage'}`)).toBe(cursor !== null);
      expect(valueAt(page, 'pageInfo.startCursor')).toBe(valueAt(page, 'edges.0.cursor'));
      if (valueAt(page, `pageInfo.${isForward ? 'hasNextPage' : 'hasPreviousPage'}`) === false) return seen;
      cursor = textAt(page, `pageInfo.${isForward ? 'endCursor' : 'startCursor'}`);
    }
  }

  it('is walked here', () => {
    expect(FIELDS.map(({ coordinate }) => coordinate).sort()).toEqual(Object.keys(LISTED).sort());
  });

  describe.each(FIELDS.map((field) => [field.coordinate, field] as const))('%s', (coordinate, field) => {
    const has = (name: string) => field.field.args.some((arg) => arg.name === name);

    it('holds every row once, in its order, from both ends', async () => {
      const whole = await read(field, {});
      const nodes = nodesOf(whole);
      expect(nodes.length).toBeGreaterThanOrEqual(COPIES);
      expect(valueAt(whole, 'totalCount')).toBe(nodes.length);
      const isInOrder = IN_ORDER[LISTED[coordinate]!.order ?? 'newest first'];
      nodes.slice(1).forEach((node, i) => {
        expect([nodes[i], node, isInOrder(nodes[i]!, node)]).toEqual([nodes[i], node, true]);
      });
      expect(await walk(field, 'first')).toEqual(nodes);
      expect(await walk(field, 'last')).toEqual(nodes);
      const { id } = nodes[0]!;
      const type = getNamedType(field.field.type).name.replace(/Connection$/, '');
      if (id !== undefined && type !== 'ApiKey') {
        const found = await ask(api, organization.secrets.ADMIN, `{ node(id: "${id}") { __typename } }`);
        expect(valueAt(found, 'node.__typename')).toBe(type);
      }
    });

    it('ends a page at either cursor', async () => {
      const edges = listAt(await read(field, {}), 'edges');
      const nodes = edges.map((edge) => valueAt(edge, 'node') as Node);
      const cursorAt = (index: number) => textAt(edges[index], 'cursor');
      const between = { after: cursorAt(1), before: cursorAt(6) };
      expect(nodesOf(await read(field, { ...between, first: 100 }))).toEqual(nodes.slice(2, 6));
      expect(nodesOf(await read(field, { ...between, first: 2 }))).toEqual(nodes.slice(2, 4));
      expect(nodesOf(await read(field, { ...between, last: 2 }))).toEqual(nodes.slice(4, 6));
      expect(nodesOf(await read(field, { after: cursorAt(6), before: cursorAt(1) }))).toEqual([]);
    });

    it('refuses cursors and sizes that it did not give', async () => {
      const cursor = textAt(await read(field, { first: 1 }), 'pageInfo.endCursor');
      const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
      const forge = (index: number, value: unknown) =>
        Buffer.from(JSON.stringify(parts.with(index, value))).toString('base64url');
      const forged = [forge(0, 'x'), forge(1, 'x'), forge(2, 'x'), forge(3, [1]), forge(3, -1e300), forge(4, "1'")];
      for (const text of ['nonsense', 'W10', ...forged]) {
        for (const name of ['after', 'before']) {
          expect([name, text, await refusalOf(field, { [name]: text })]).toEqual([name, text, 'INVALID_INPUT']);
        }
      }
      expect(await refusalOf(field, { first: 1, last: 1 })).toBe('INVALID_INPUT');
      expect(await refusalOf(field, { last: 0 })).toBe('INVALID_INPUT');
      expect(await refusalOf(field, { last: 101 })).toBe('LIMIT_EXCEEDED');
    });

    if (has('createdAfter')) {
      it('is filtered by time of creation, from the first time to below the second', async () => {
        const nodes = nodesOf(await read(field, {}));
        const window = { createdAfter: '2026-01-01T00:00:00.001Z', createdBefore: '2026-01-01T00:00:00.002Z' };
        const expected = nodes.filter(({ createdAt }) => createdAt === window.createdAfter);
        expect(expected.length).toBeGreaterThan(1);
        const page = await read(field, { ...window, first: 2 });
        expect(nodesOf(page)).toEqual(expected.slice(0, 2));
        expect(valueAt(page, 'totalCount')).toBe(expected.length);
        const after = textAt(page, 'pageInfo.endCursor');
        expect(nodesOf(await read(field, { ...window, after }))).toEqual(expected.slice(2));
        expect(await refusalOf(field, { after })).toBe('INVALID_INPUT');
      });
    } else {
      it('has no time of creation to filter by', () => {
        expect(['Query.workers', 'Rollout.turns', 'TaskSet.tasks']).toContain(coordinate);
      });
    }

    if (has('nameContains')) {
      it('is filtered by a part of the name, in whatever case', async () => {
        const nodes = nodesOf(await read(field, {}));
        const expected = nodes.filter(({ name }) => name!.includes('Even'));
        expect(expected.length).toBeGreaterThan(1);
        expect(nodesOf(await read(field, { nameContains: 'eVeN' }))).toEqual(expected);
        expect(nodesOf(await read(field, { nameContains: '%even' }))).toEqual([]);
        expect(await refusalOf(field, { nameContains: '' })).toBe('INVALID_INPUT');
      });
    }
  });

  it('below objects is read for all of them in one unit of work', async () => {
    const query = (first: number) =>
      `{ experiments(first: ${first}) { nodes { rollouts(first: 2) { totalCount nodes { id } } calibrations(last: 2) { nodes { id } } } } }`;
    const units = jest.spyOn(api.database, 'inTenant');
    const countUnits = async (first: number) => {
      units.mockClear();
      await ask(api, organization.secrets.VIEWER, query(first));
      return units.mock.calls.length;
    };
    const few = await countUnits(2);
    expect(few).toBe(4);
    expect(await countUnits(10)).toBe(few);
    units.mockRestore();
  });

  it.each(['evaluations', 'evaluationComparisons', 'audits'])(
    'costs what the reports in its rows weigh: %s',
    async (list) => {
      const nested = (size: number) =>
        send(
          api,
          organization.secrets.VIEWER,
          `{ experiments(first: ${size}) { nodes { ${list}(first: ${size}) { nodes { id } } } } }`,
        );
      expect((await nested(20)).errors).toBeUndefined();
      expect(codeOf(await nested(100))).toBe('LIMIT_EXCEEDED');
    },
  );

  it('below a list multiplies its cost, by `first` and by `last`', async () => {
    const nested = (outer: string, inner: string) =>
      send(
        api,
        organization.secrets.VIEWER,
        `{ experiments(${outer}) { nodes { rollouts(${inner}) { nodes { turns(first: 100) { nodes { tier score } } } } } } }`,
      );
    expect((await nested('first: 10', 'first: 50')).errors).toBeUndefined();
    for (const [outer, inner] of [
      ['first: 50', 'first: 50'],
      ['last: 50', 'first: 50'],
      ['first: 50', 'last: 50'],
    ] as const) {
      expect(codeOf(await nested(outer, inner))).toBe('LIMIT_EXCEEDED');
    }
    const plain = '{ experiments(first: 50) { nodes { rollouts(first: 50) { nodes { id } } } } }';
    expect((await send(api, organization.secrets.VIEWER, plain)).errors).toBeUndefined();
  });

  it('knows the calibration of a scheme that one proposed, and of no other', async () => {
    const query = 'query($id: ID!) { rewardScheme(id: $id) { calibration { id } } }';
    const proposed = await ask(api, organization.secrets.VIEWER, query, { id: rows.rewardSchemeId });
    expect(valueAt(proposed, 'rewardScheme.calibration.id')).toBe(rows.calibrationId);
    const all = await ask(api, organization.secrets.VIEWER, '{ rewardSchemes { nodes { calibration { id } } } }');
    expect(listAt(all, 'rewardSchemes.nodes').filter((one) => valueAt(one, 'calibration') !== null)).toHaveLength(1);
  });
});

describe('a look-up by id', () => {
  let api: TestApi;
  let viewer: string;
  beforeAll(async () => {
    api = await startTestApi();
    viewer = (await api.addOrganization('look-ups')).secrets.VIEWER;
  });
  afterAll(() => api.stop());

  const LOOKUPS = Object.values(buildApiSchema().getQueryType()!.getFields())
    .filter(
      ({ name, type, args }) =>
        args[0]?.name === 'id' && name !== 'recomputeEvaluation' && !String(type).includes('Connection'),
    )
    .map(({ name }) => name);

  it.each(LOOKUPS)('of nothing, by %s, leaves the rest of the answer alone', async (name) => {
    const query = `query($id: ID!) { me { role } found: ${name}(id: $id) { id } }`;
    const { data, errors } = await send(api, viewer, query, { id: '00000000-0000-4000-8000-000000000009' });
    expect(data).toEqual({ me: { role: 'VIEWER' }, found: null });
    expect(errors).toMatchObject([{ path: ['found'], extensions: { code: 'NOT_FOUND' } }]);
  });
});
