import { createExperiment } from '../../../src/services/experiments/create-experiment';
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

const PAGE = `query($first: Int!, $after: String) { experiments(first: $first, after: $after) {
  totalCount nodes { name } edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

describe('paging', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let viewer: string;

  const add = (name: string) =>
    createExperiment(api.database, organization.id, { name, description: '', idempotencyKey: null });
  const readPage = async (first: number, after: string | null) =>
    valueAt(await ask(api, viewer, PAGE, { first, after }), 'experiments');
  const namesOf = (page: unknown) => listAt(page, 'nodes').map((node) => textAt(node, 'name'));

  beforeEach(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('pages');
    viewer = organization.secrets.VIEWER;
  });
  afterEach(() => api.stop());

  it('gives each row that was there once, in order, while rows are added between the pages', async () => {
    const expected = Array.from({ length: 7 }, (_, i) => `old ${i}`);
    for (const name of expected) await add(name);
    const seen: string[] = [];
    let after: string | null = null;
    for (let i = 0; ; i++) {
      const page: unknown = await readPage(2, after);
      seen.push(...namesOf(page));
      if (valueAt(page, 'pageInfo.hasNextPage') === false) break;
      after = textAt(page, 'pageInfo.endCursor');
      if (i < 4) await add(`new ${i}`);
    }
    expect(seen).toEqual(expected.toReversed());
  });

  it('says where a page lies', async () => {
    for (const name of ['a', 'b', 'c']) await add(name);
    const first = await readPage(2, null);
    expect(valueAt(first, 'totalCount')).toBe(3);
    expect(valueAt(first, 'pageInfo')).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: valueAt(first, 'edges.0.cursor'),
      endCursor: valueAt(first, 'edges.1.cursor'),
    });
    const second = await readPage(2, textAt(first, 'pageInfo.endCursor'));
    expect(namesOf(second)).toEqual(['a']);
    expect(valueAt(second, 'pageInfo.hasNextPage')).toBe(false);
    expect(valueAt(second, 'pageInfo.hasPreviousPage')).toBe(true);
    const beyond = await readPage(2, textAt(second, 'pageInfo.endCursor'));
    expect(namesOf(beyond)).toEqual([]);
    expect(valueAt(beyond, 'pageInfo.endCursor')).toBeNull();
  });

  it('refuses cursors that are none, and those of another list', async () => {
    await add('a');
    for (const after of [
      'nonsense',
      '',
      'W10',
      Buffer.from('["experiments","createdAt,id",1,"x"]').toString('base64url'),
    ]) {
      const answer = await send(api, viewer, PAGE, { first: 2, after });
      if (after === '') expect(answer.errors).toBeUndefined();
      else expect(codeOf(answer)).toBe('INVALID_INPUT');
    }
    const cursor = textAt(await readPage(1, null), 'pageInfo.endCursor');
    const other = await send(api, viewer, 'query($after: String) { jobRuns(after: $after) { nodes { id } } }', {
      after: cursor,
    });
    expect(other.errors?.[0]?.message).toBe('after: is a cursor of another list, not of jobRuns');
  });
});
