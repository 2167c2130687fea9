import { getNamedType, type GraphQLObjectType, GraphQLString, isLeafType, isObjectType } from 'graphql';
import { buildApiSchema } from '../../../src/api/schema';
import { type TextRule, TEXTS } from '../../../src/stored-text';
import { ask, listAt, send, startTestApi, type TestApi, type TestOrganization, valueAt } from '../support/api-server';
import { callOperation, inputsOf, OPERATIONS, operationsOf, type Outcome } from '../support/operations';
import { addRows, type OrganizationRows } from '../support/organization-rows';
import { addExternalRun, addTrainingRun } from '../support/training-rows';
import { withValueAt } from '../support/with-value-at';

const schema = buildApiSchema();

const UNSTORABLE = ['a\0b', 'a\ud800', '\udc00b'];
const INVISIBLE = ['', '  \t', '\u200b', '\u2060\u00ad\u3164', '\u2800', '\u0007'];
/** Longer than any body can be; the rule is the same. */
const MOST_SENT = 100_000;

/** The longest text that a rule allows, of different characters of 4 bytes, which an index cannot compress. */
function longestText({ max, unit }: TextRule): string {
  const length = Math.min(unit === 'bytes' ? Math.floor(max / 4) : max, MOST_SENT);
  return Array.from({ length }, (_, i) => String.fromCodePoint(0x20000 + ((i * 7919) % 40_000))).join('');
}

type Variables = Readonly<Record<string, unknown>>;
type Rows = { readonly rows: OrganizationRows; readonly api: TestApi };

/** Variables to which any text can be added, where those of `OPERATIONS` leave no room for one. */
const VARIABLES: Readonly<Record<string, (rows: Rows) => Variables | Promise<Variables>>> = {
  'Query.experiment': () => ({}),
};

/** Texts that a field below the operations takes: arguments of connections and of their filters. */
const FIELDS = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => !/^(Query|Mutation|Subscription|__.*)$/.test(type.name))
  .flatMap((type) => Object.keys(type.getFields()).map((name) => ({ typeName: type.name, name })))
  .flatMap(({ typeName, name }) =>
    inputsOf(schema, `${typeName}.${name}`, GraphQLString).map(({ path }) => ({ typeName, name, path })),
  );

/** An object of each type that has such a field. */
const OBJECTS: Readonly<Record<string, (rows: Rows) => string | Promise<string>>> = {
  Checkpoint: ({ rows }) => rows.checkpointId,
  Collection: ({ rows }) => rows.collected.collectionId,
  Experiment: ({ rows }) => rows.experimentId,
  Policy: ({ rows }) => rows.collected.policyId,
  Rollout: ({ rows }) => rows.rolloutId,
  TaskSet: ({ rows }) => rows.collected.taskSetId,
  TrainingRun: ({ rows, api }) => addTrainingRun(api, rows),
  EvaluationReport: ({ rows }) => rows.evaluationIds[0],
};

/** A query that passes `$value` to one argument of a field of the object with the id `$id`. */
function queryOf(typeName: string, name: string, argument: string): string {
  const type = schema.getType(typeName) as GraphQLObjectType;
  const field = type.getFields()[name]!;
  const { type: argumentType } = field.args.find((arg) => arg.name === argument)!;
  const selection = `${name}(${argument}: $value)${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`;
  const object =
    typeName === 'EvaluationReport'
      ? `evaluation(id: $id) { report { ${selection} } }`
      : `node(id: $id) { ... on ${typeName} { ${selection} } }`;
  return `query($id: ID!, $value: ${argumentType.toString()}) { ${object} }`;
}

describe('a text of a client', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let rows: OrganizationRows;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('acme');
    rows = await addRows(api, organization.id);
  });
  afterAll(() => api.stop());

  const texts = operationsOf(schema).flatMap((coordinate) =>
    inputsOf(schema, coordinate, GraphQLString).map(({ path, input }) => ({ coordinate, path, input })),
  );
  const inRows = texts.filter(({ path }) => /^input\.(rows|points)\./.test(path));
  const alone = texts.filter((text) => !inRows.includes(text));

  /** Calls an operation with a text at a place. */
  async function callWith(coordinate: string, path: string, text: string): Promise<Outcome> {
    const variables = await (VARIABLES[coordinate]?.({ rows, api }) ??
      OPERATIONS[coordinate]!.variables(rows, api, path));
    const changed = withValueAt(variables, path.split('.'), text) as Variables;
    return callOperation(api, schema, { coordinate, secret: organization.secrets.ADMIN, variables: changed });
  }

  /** The code and the message of each error, so that what is wrong shows. */
  const problemsOf = ({ errors }: Outcome) =>
    errors?.map(({ extensions, message }) => `${String(extensions.code)} ${message}`) ?? [];

  it('is tried at every field that takes one', () => {
    expect(new Set(FIELDS.map(({ typeName }) => typeName))).toEqual(new Set(Object.keys(OBJECTS)));
    expect(texts.filter(({ coordinate }) => OPERATIONS[coordinate] === undefined)).toEqual([]);
  });

  describe.each(alone)('$coordinate $path', ({ coordinate, path, input }) => {
    const rule = input.extensions.rule as TextRule;
    const named = path.replace(/\.(\d+)/g, '[$1]');
    const fields = path.split('.').filter((step) => !/^(input|\d+)$/.test(step));
    const refusal = new RegExp(`^(NOT_FOUND|INVALID_INPUT.*(${fields.join('|')}))`, 's');

    it('is refused by name with NUL or half of a surrogate pair', async () => {
      for (const text of UNSTORABLE) {
        const problems = problemsOf(await callWith(coordinate, path, text));
        const expected = `INVALID_INPUT ${named} has ${text.includes('\0') ? 'a NUL character' : 'half of a surrogate pair'}`;
        expect(problems.map((problem) => problem.slice(0, expected.length))).toEqual([expected]);
      }
    });

    it(rule.mayBeBlank ? 'never fails when nothing of it shows' : 'is refused when nothing of it shows', async () => {
      for (const text of INVISIBLE) {
        const problems = problemsOf(await callWith(coordinate, path, text));
        if (!rule.mayBeBlank)
          expect(problems).toEqual([`INVALID_INPUT ${named} is blank; it must have a visible character`]);
        else for (const problem of problems) expect(problem).toMatch(refusal);
      }
    });

    it('is accepted, or refused by name, at the longest', async () => {
      for (const problem of problemsOf(await callWith(coordinate, path, longestText(rule)))) {
        expect(problem).toMatch(refusal);
      }
      const [problem] = problemsOf(await callWith(coordinate, path, `${longestText(rule)}\u{20000}`));
      expect(problem).toMatch(/^LIMIT_EXCEEDED .* at most \d+ are allowed/);
    });
  });

  it.each(FIELDS)('never fails in $typeName $name($path)', async ({ typeName, name, path }) => {
    const id = await OBJECTS[typeName]!({ rows, api });
    const [argument = '', ...inside] = path.split('.');
    const query = queryOf(typeName, name, argument);
    for (const text of [...UNSTORABLE, ...INVISIBLE, '\u{20000}'.repeat(500)]) {
      const value = withValueAt(undefined, inside, text);
      const { errors } = await send(api, organization.secrets.VIEWER, query, { id, value });
      const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
      if (UNSTORABLE.includes(text)) expect(codes).toEqual(['INVALID_INPUT']);
      else expect(codes.filter((code) => !/^(INVALID_INPUT|LIMIT_EXCEEDED)$/.test(String(code)))).toEqual([]);
    }
  });

  describe.each(inRows)('$coordinate $path', ({ coordinate, path, input }) => {
    const rule = (input.extensions.rule as TextRule | undefined) ?? TEXTS.content;
    const sendWith = coordinate === 'Mutation.ingestRollouts' ? ingestWith : reportWith;
    const field = path
      .split('.')
      .slice(3)
      .join('.')
      .replace(/\.(\d+)/g, '[$1]');

    it('rejects its row by name, and keeps the others', async () => {
      const blank = rule.mayBeBlank ? [] : INVISIBLE;
      const long = rule.max > MOST_SENT ? [] : [`${longestText(rule)}\u{20000}`];
      for (const text of [...UNSTORABLE, ...blank, ...long]) {
        expect(await sendWith(path, text)).toEqual({ accepted: 1, rejected: [field] });
      }
    });

    it('is stored when it is as long as it may be', async () => {
      expect(await sendWith(path, longestText(rule))).toEqual({ accepted: 2, rejected: [] });
    });
  });

  /** Ingests a row with a text at a place, and one without. */
  async function ingestWith(path: string, text: string) {
    const query = `mutation($input: IngestRolloutsInput!) { ingestRollouts(input: $input) { accepted verdicts { field } } }`;
    const input = { experimentId: rows.experimentId, rows: [rolloutRow(), rolloutRow()] };
    const variables = withValueAt({ input }, path.split('.'), text) as Variables;
    const data = await ask(api, organization.secrets.MEMBER, query, variables);
    return outcomeOf(data, 'ingestRollouts', 'verdicts');
  }

  /** Reports a figure with a name, and one without. */
  async function reportWith(path: string, text: string) {
    const query = `mutation($input: SendTrainingMetricsInput!) {
      sendTrainingMetrics(input: $input) { accepted userErrors { field } } }`;
    const point = { name: 'loss', step: 1, value: 0.5 };
    const input = { trainingRunId: await addExternalRun(api, rows), points: [point, point] };
    const variables = withValueAt({ input }, path.split('.'), text) as Variables;
    const data = await ask(api, organization.secrets.MEMBER, query, variables);
    return outcomeOf(data, 'sendTrainingMetrics', 'userErrors');
  }

  function outcomeOf(data: Variables, mutation: string, list: string) {
    const fields = listAt(data, `${mutation}.${list}`).map((entry) => valueAt(entry, 'field'));
    return { accepted: valueAt(data, `${mutation}.accepted`), rejected: fields.filter((field) => field !== null) };
  }

  it('is refused by the import, in a name as in an escape of the address', async () => {
    const headers = { authorization: `Bearer ${organization.secrets.MEMBER}` };
    const importWith = async (query: string) => {
      const response = await fetch(`${api.server.url}/import?${query}`, { method: 'POST', headers, body: '[]' });
      return valueAt(await response.json(), 'error');
    };
    const experiment = `experiment=${encodeURIComponent(rows.experimentName)}`;
    for (const [query, message] of [
      ['experiment=a%00b', 'experiment has a NUL character at position 1'],
      ['experiment=a%ED%A0%80', 'the query of the address has escapes that are no UTF-8'],
      [`${experiment}&policy=%E2%80%8B`, 'policy is blank'],
      [`${experiment}&simulator=${encodeURIComponent('\u{20000}'.repeat(251))}`, 'simulator has 1004 bytes of UTF-8'],
    ] as const) {
      const error = await importWith(query);
      expect(valueAt(error, 'code')).toBe('INVALID_INPUT');
      expect(valueAt(error, 'message')).toContain(message);
    }
  });

  it('is not repeated when it is a key', async () => {
    const query = 'mutation($input: CreateEndpointInput!) { createEndpoint(input: $input) { id } }';
    const input = { name: 'secretive', baseUrl: 'https://models.example/v1', apiKey: 'secret'.repeat(200) };
    const answer = await send(api, organization.secrets.ADMIN, query, { input });
    expect(problemsOf(answer)).toEqual(['LIMIT_EXCEEDED input.apiKey has 1200 characters; at most 1000 are allowed']);
  });
});

let madeRows = 0;

/** A row unlike any other. */
function rolloutRow() {
  return {
    clientId: `row ${++madeRows}`,
    policyName: 'agent',
    simulatorName: 'user',
    simulatorVersion: '1',
    task: {
      externalId: '1',
      instruction: 'Fly.',
      goldenActions: [{ name: 'think', arguments: '{}' }],
      expectedOutputs: ['yes'],
    },
    trial: 0,
    outcomeClass: 'SCORED',
    reward: 1,
    turns: [{ toolCalls: [{ name: 'think', arguments: '{}', result: 'ok' }] }],
  };
}
