import { Client } from 'pg';
import { createLogger } from '../../../src/logging';
import { migrateDatabase } from '../../../src/services/organizations/migrate-database';
import { type RestoredDatabase, restoreDatabase } from '../../support/restored-database';
import { listAt, send, startTestApi, type TestApi, valueAt } from '../support/api-server';

/** Stored texts that can be damaged, and where an answer shows them in a list. */
const TEXTS = [
  {
    ...{ table: 'calibration_round', column: 'report_json', text: '{"verdict":' },
    ...{
      experiment: 'airline',
      list: 'calibrations { nodes { rounds { id thresholds { name } } } }',
      field: 'thresholds',
    },
  },
  {
    ...{ table: 'calibration_round', column: 'report_json', text: '{"formatVersion":99}' },
    ...{
      experiment: 'airline',
      list: 'calibrations { nodes { rounds { id estimators { mismatches } } } }',
      field: 'estimators',
    },
  },
  {
    ...{ table: 'evaluation', column: 'report_json', text: '{"tasks":"many"}' },
    ...{ experiment: 'evaluation', list: 'evaluations { nodes { id report { tasks } } }', field: 'report' },
  },
  {
    ...{ table: 'evaluation_comparison', column: 'report_json', text: '[]' },
    ...{
      experiment: 'evaluation',
      list: 'evaluationComparisons { nodes { id pairs { tasksPaired } } }',
      field: 'pairs',
    },
  },
  {
    ...{ table: 'task', column: 'golden_actions_json', text: '[{"name":1}]' },
    ...{
      experiment: 'imported',
      list: 'rollouts { nodes { task { id goldenActions { name } } } }',
      field: 'goldenActions',
    },
  },
] as const;

describe('a damaged stored text', () => {
  const logged: string[] = [];
  let restored: RestoredDatabase;
  let api: TestApi;

  beforeAll(async () => {
    restored = await restoreDatabase('v0.1.0');
    await migrateDatabase(restored.tables);
    const destination = { write: (line: string) => void logged.push(line) };
    api = await startTestApi(createLogger('error', 'test', destination), restored);
  });
  afterAll(() => api.stop());

  it.each(TEXTS)('is an error of its field alone: $table $column: $text', async ({ table, column, text, ...shown }) => {
    const [list] = shown.list.split(' ');
    const query = `query ($id: ID!) { ${shown.list.replace(list!, `${list!}(experimentId: $id)`)} }`;
    const { adminKey } = restored.contents.organizations.find(({ slug }) => slug === 'north')!;
    const found = await send(api, adminKey, 'query ($name: String) { experiment(name: $name) { id } }', {
      name: shown.experiment,
    });
    const ask = () => send(api, adminKey, query, { id: valueAt(found.data, 'experiment.id') });

    const before = await ask();
    expect(before.errors).toBeUndefined();
    const row = findAll(before.data, shown.field).find((each) => each[shown.field] !== null)!;
    const sound = await replaceText(`${table}.${column}`, row.id, text);
    logged.length = 0;
    const after = await ask();
    await replaceText(`${table}.${column}`, row.id, sound);

    expect(after.errors?.length).toBeGreaterThan(0);
    for (const error of after.errors ?? []) {
      expect(valueAt(error, 'extensions.code')).toBe('INTERNAL');
      expect(listAt(error, 'path').at(-1)).toBe(shown.field);
    }
    expect(findAll(after.data, shown.field)).toEqual(
      findAll(before.data, shown.field).map((each) => (each.id === row.id ? { ...each, [shown.field]: null } : each)),
    );
    expect(logged.join('\n')).toContain(`${table}.${column} of ${String(row.id)}: `);
  });

  /** @returns the text that was there */
  async function replaceText(place: string, id: unknown, text: string): Promise<string> {
    const [table, column] = place.split('.');
    const client = new Client({ connectionString: restored.tables.adminUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ text: string }>(`SELECT ${column} AS text FROM ${table} WHERE id = $1`, [
        id,
      ]);
      await client.query(`UPDATE ${table} SET ${column} = $1 WHERE id = $2`, [text, id]);
      return rows[0]!.text;
    } finally {
      await client.end();
    }
  }
});

/** Every object in an answer that has the field, in order. */
function findAll(answer: unknown, field: string): Readonly<Record<string, unknown>>[] {
  if (typeof answer !== 'object' || answer === null) return [];
  const members = answer as Readonly<Record<string, unknown>>;
  const own = field in members ? [members] : [];
  return [...own, ...Object.values(members).flatMap((member) => findAll(member, field))];
}
