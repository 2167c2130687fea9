import { randomUUID } from 'node:crypto';
import type { RecordedRollout } from '../../../src/domain/trajectory';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
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
import { sampleRollout } from '../support/sample-rollouts';
import { syntheticRows } from '../support/synthetic-rollouts';

const PAGE = `query($id: ID!, $first: Int!, $after: String, $orderBy: RolloutOrder, $filter: RolloutFilter) {
  rollouts(experimentId: $id, first: $first, after: $after, orderBy: $orderBy, filter: $filter) {
    nodes { id clientId createdAt reward turnCount } edges { cursor } pageInfo { hasNextPage endCursor } } }`;

const ORDERS = ['CREATED_AT', 'REWARD', 'TURN_COUNT'].flatMap((field) =>
  ['ASCENDING', 'DESCENDING'].map((direction) => ({ field, direction })),
);

/** Few different rewards and lengths, so that most rollouts share theirs, and a third without a reward. */
function rolloutNumber(i: number): RecordedRollout {
  const sample = sampleRollout(String(i % 3), i, i % 3 === 2 ? 'TIMEOUT' : 'SCORED');
  const turns = Array.from({ length: i % 4 }, () => sample.turns[0]!);
  return { ...sample, reward: sample.reward === null ? null : (i % 2) / 2, turns };
}

describe('orders of rollouts', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let viewer: string;
  let experimentId: string;
  let made = 0;

  const add = async (count: number) => {
    const rollouts = Array.from({ length: count }, () => rolloutNumber(made++));
    const rows = syntheticRows(rollouts).map((row) => ({ ...row, clientId: `rollout ${row.rollout.trial}` }));
    const verdicts = await ingestRollouts(api.database, organization.id, experimentId, rows);
    expect(verdicts.map((verdict) => verdict.status)).toEqual(rows.map(() => 'ACCEPTED'));
  };
  const readPage = async (variables: Readonly<Record<string, unknown>>) =>
    valueAt(await ask(api, viewer, PAGE, { id: experimentId, ...variables }), 'rollouts');

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('orders');
    viewer = organization.secrets.VIEWER;
  });
  afterAll(() => api.stop());

  beforeEach(async () => {
    made = 0;
    const input = { name: randomUUID(), description: '', idempotencyKey: null };
    experimentId = (await createExperiment(api.database, organization.id, input)).id;
  });

  type Node = { id: string; createdAt: string; reward: number | null; turnCount: number; clientId: string };

  /** True when `a` may stand before `b`: by key, rewards that are missing last, then by id. */
  function isInOrder(a: Node, b: Node, { field, direction }: { field: string; direction: string }): boolean {
    const keyOf = (node: Node): number | null =>
      field === 'REWARD' ? node.reward : field === 'TURN_COUNT' ? node.turnCount : Date.parse(node.createdAt);
    const sign = direction === 'ASCENDING' ? 1 : -1;
    const [keyOfA, keyOfB] = [keyOf(a), keyOf(b)];
    if ((keyOfA === null) !== (keyOfB === null)) return keyOfB === null;
    if (keyOfA !== null && keyOfB !== null && keyOfA !== keyOfB) return (keyOfA - keyOfB) * sign < 0;
    return a.id < b.id ? sign > 0 : sign < 0;
  }

  it.each(ORDERS)(
    'give each rollout that was there once, by $field $direction, while others arrive',
    async (orderBy) => {
      await add(20);
      await add(21);
      const seen: Node[] = [];
      let after: string | null = null;
      for (;;) {
        const page: unknown = await readPage({ first: 4, after, orderBy });
        seen.push(...(listAt(page, 'nodes') as Node[]));
        if (valueAt(page, 'pageInfo.hasNextPage') === false) break;
        after = textAt(page, 'pageInfo.endCursor');
        if (made < 60) await add(3);
      }
      const names = seen.map((node) => node.clientId);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining(Array.from({ length: 41 }, (_, i) => `rollout ${i}`)));
      seen.slice(1).forEach((node, i) => {
        expect([seen[i], node, isInOrder(seen[i]!, node, orderBy)]).toEqual([seen[i], node, true]);
      });
    },
  );

  it.each(ORDERS)('go on from every cursor, by $field $direction', async (orderBy) => {
    await add(14);
    const whole = await readPage({ first: 100, orderBy });
    const ids = listAt(whole, 'nodes').map((node) => valueAt(node, 'id'));
    expect(ids).toHaveLength(14);
    for (const [i, edge] of listAt(whole, 'edges').entries()) {
      const rest = await readPage({ first: 100, orderBy, after: valueAt(edge, 'cursor') });
      expect(listAt(rest, 'nodes').map((node) => valueAt(node, 'id'))).toEqual(ids.slice(i + 1));
      const one = await readPage({ first: 1, orderBy, after: valueAt(edge, 'cursor') });
      expect(valueAt(one, 'pageInfo.hasNextPage')).toBe(i + 2 < ids.length);
    }
  });

  it('refuse the cursor of another order, direction, filter or experiment', async () => {
    await add(6);
    const other = await createExperiment(api.database, organization.id, {
      name: 'other',
      description: '',
      idempotencyKey: null,
    });
    const orderBy = { field: 'REWARD', direction: 'DESCENDING' };
    const filter = { turnCount: { min: 1 } };
    const after = textAt(await readPage({ first: 1, orderBy, filter }), 'pageInfo.endCursor');
    const list = { id: experimentId, first: 1, after, orderBy, filter };
    expect((await send(api, viewer, PAGE, { ...list, id: experimentId.toUpperCase() })).errors).toBeUndefined();
    for (const [changed, message] of [
      [{ orderBy: { field: 'REWARD' } }, 'after: is a cursor of another order, not of REWARD ASCENDING'],
      [{ orderBy: undefined }, 'after: is a cursor of another order, not of CREATED_AT ASCENDING'],
      [{ filter: { turnCount: { min: 2 } } }, 'after: is a cursor of rollouts with another parent or filter'],
      [{ filter: undefined }, 'after: is a cursor of rollouts with another parent or filter'],
      [{ id: other.id }, 'after: is a cursor of rollouts with another parent or filter'],
    ] as const) {
      const answer = await send(api, viewer, PAGE, { ...list, ...changed });
      expect([codeOf(answer), answer.errors?.[0]?.message]).toEqual(['INVALID_INPUT', message]);
    }
    const parts = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[];
    for (const key of ['1', true, [1]]) {
      const forged = Buffer.from(JSON.stringify(parts.with(3, key))).toString('base64url');
      expect(codeOf(await send(api, viewer, PAGE, { ...list, after: forged }))).toBe('INVALID_INPUT');
    }
  });
});
