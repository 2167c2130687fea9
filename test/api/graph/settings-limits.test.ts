import { randomUUID } from 'node:crypto';
import { isInputObjectType } from 'graphql';
import { buildApiSchema } from '../../../src/api/schema';
import { TIERS } from '../../../src/domain/classification/tier';
import type { NumberSetting, Setting } from '../../../src/domain/settings/setting';
import { ask, codeOf, send, startTestApi, type TestApi, valueAt } from '../support/api-server';
import { addRows, type OrganizationRows } from '../support/organization-rows';
import { trainingInput } from '../support/training-rows';

/** A number of an input, with where a client writes it. */
type Place = { readonly path: readonly string[]; readonly setting: NumberSetting; readonly isInList: boolean };

/**
 * Operations whose input has settings, with an input that the numbers are put into. What would compute while the client waits
 * names things that do not exist, and fails once its settings are accepted.
 */
const INPUTS: Readonly<Record<string, (rows: OrganizationRows, training: object) => object>> = {
  startCalibration: ({ experimentId }) => ({ experimentId }),
  startAdvantageAudit: ({ experimentId, rewardSchemeId }) => ({ experimentId, rewardSchemeId }),
  startEvaluation: ({ experimentId }) => ({ source: { recorded: { experimentId, policyName: 'gpt-4o' } } }),
  compareEvaluations: () => ({ evaluationIds: [randomUUID(), randomUUID()] }),
  startCollection: ({ experimentId, collected: { taskSetId, policyId, userSimulatorId } }) => ({
    ...{ experimentId, taskSetId, policyId, userSimulatorId, trials: 1 },
  }),
  startTraining: ({ rewardSchemeId }, training) => ({ ...training, rewardSchemeId }),
  startImitation: (_, training) => training,
  registerTrainingRun: ({ experimentId }) => ({ experimentId, name: randomUUID() }),
  createPolicy: () => ({ name: randomUUID(), spec: {} }),
  createUserSimulator: () => ({ name: randomUUID(), spec: {} }),
  generateTaskSet: () => ({ name: randomUUID(), size: 1, families: [] }),
  createRewardScheme: () => ({ name: randomUUID(), tiers: [] }),
};

/** Members that an object needs beside the number that is tried. */
const COMPANIONS: Readonly<Record<string, object>> = {
  scripted: { script: 'GOLDEN' },
  openAi: { endpointId: randomUUID(), model: 'm' },
  llm: { endpointId: randomUUID(), model: 'm' },
  onnx: { checkpointId: randomUUID() },
  architecture: { kind: 'MLP' },
  tiers: { tier: TIERS[0] },
};

const MAX_INT = 2 ** 31 - 1;

const schema = buildApiSchema();

/** Every number with a setting below an input. */
function placesIn(typeName: string, path: readonly string[]): Place[] {
  const type = schema.getType(typeName);
  if (!isInputObjectType(type)) throw new Error(`no input ${typeName}`);
  const places: Place[] = [];
  for (const { name, extensions, type: memberType } of Object.values(type.getFields())) {
    const setting = extensions.setting as Setting | undefined;
    const memberTypeName = String(memberType).replace(/[[\]!]/g, '');
    const place = [...path, name];
    if (setting?.kind === 'NUMBER') places.push({ path: place, setting, isInList: false });
    else if (setting?.kind === 'NUMBERS') places.push({ path: place, setting: setting.each, isInList: true });
    // The settings of a collection are tried at their own operation.
    else if (memberTypeName !== 'StartCollectionInput' && isInputObjectType(schema.getType(memberTypeName))) {
      places.push(...placesIn(memberTypeName, place));
    }
  }
  return places;
}

function inputNameOf(operation: string): string {
  return `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input`;
}

/** The nearest value outside a limit, or inside it. */
function below({ isWhole, min, max, excludesMin }: NumberSetting): number {
  if (excludesMin) return min;
  return isWhole ? min - 1 : min - (max - min) / 1000;
}
function above({ isWhole, min, max, excludesMax }: NumberSetting): number {
  if (excludesMax) return max;
  return isWhole ? max + 1 : max + (max - min) / 1000;
}
function least({ min, max, excludesMin }: NumberSetting): number {
  return excludesMin ? min + (max - min) / 1000 : min;
}
function most({ min, max, excludesMax }: NumberSetting): number {
  return excludesMax ? max - (max - min) / 1000 : max;
}

type Members = Record<string, unknown>;

/** An input with a value at a place. */
function withValue(input: object, { path, isInList }: Omit<Place, 'setting'>, value: number): object {
  const [name, ...rest] = path as [string, ...string[]];
  const members = input as Members;
  if (rest.length === 0) return { ...members, [name]: isInList ? [value] : value };
  const isListOfObjects = name === 'tiers';
  const inner = { ...COMPANIONS[name], ...(isListOfObjects ? {} : (members[name] as object | undefined)) };
  const changed = withValue(inner, { path: rest, isInList }, value);
  return { ...members, [name]: isListOfObjects ? [changed] : changed };
}

/** Where a client wrote it, as errors say it. */
function nameOf({ path, isInList }: Place): string {
  const indexed = path.map((name) => (name === 'tiers' ? 'tiers[0]' : name));
  return `input.${indexed.join('.')}${isInList ? '[0]' : ''}`;
}

const CASES = Object.keys(INPUTS).flatMap((operation) =>
  placesIn(inputNameOf(operation), []).map((place) => [`${operation} ${nameOf(place)}`, operation, place] as const),
);

describe('limits of settings', () => {
  let api: TestApi;
  let rows: OrganizationRows;
  let secret: string;
  let training: object;

  beforeAll(async () => {
    api = await startTestApi();
    const organization = await api.addOrganization('limits');
    secret = organization.secrets.MEMBER;
    rows = await addRows(api, organization.id);
    training = await trainingInput(api, rows);
  });
  afterAll(() => api.stop());

  const call = (operation: string, place: Place, value: number) => {
    const document = `mutation($input: ${inputNameOf(operation)}!) { ${operation}(input: $input) { __typename } }`;
    return send(api, secret, document, { input: withValue(INPUTS[operation]!(rows, training), place, value) });
  };

  const countJobs = async () => valueAt(await ask(api, secret, '{ jobRuns { totalCount } }'), 'jobRuns.totalCount');

  it('covers every table', () => {
    expect(CASES.length).toBeGreaterThan(100);
  });

  it.each(CASES)('%s is refused beyond its limits, with field, value and limit', async (_, operation, place) => {
    const jobs = await countJobs();
    for (const [value, limit] of [
      [below(place.setting), place.setting.min],
      [above(place.setting), place.setting.max],
    ] as const) {
      const answer = await call(operation, place, value);
      expect(codeOf(answer)).toBe('INVALID_INPUT');
      const message = answer.errors?.[0]?.message ?? '';
      if (value > MAX_INT && limit === MAX_INT) {
        // GraphQL itself refuses what is no Int, before the schema's guard.
        expect(message).toContain(`Int cannot represent non 32-bit signed integer value: ${value}`);
      } else {
        expect(message).toContain(`${nameOf(place)}: is ${value};`);
        expect(message).toContain(String(limit));
      }
    }
    expect(await countJobs()).toBe(jobs);
  });

  it.each(CASES)('%s is accepted on its limits', async (_, operation, place) => {
    for (const value of [least(place.setting), most(place.setting)]) {
      const answer = await call(operation, place, value);
      expect(answer.errors?.map(({ message }) => message).join() ?? '').not.toContain(`${nameOf(place)}: is`);
    }
  });
});
