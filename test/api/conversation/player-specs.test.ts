import { ask, startTestApi, type TestApi, type TestOrganization, textAt, valueAt } from '../support/api-server';

const MODEL = `endpointId model temperature sendsSeed maxOutputTokens timeoutMs maxRetries inputPricePerMillion
  outputPricePerMillion`;
const POLICY = `mutation($input: CreatePolicyInput!) { createPolicy(input: $input) { kind spec {
  __typename
  ... on ScriptedPolicySpec { script errorRate version }
  ... on OpenAiPolicySpec { ${MODEL} wantsLogProbabilities }
  ... on OnnxPolicySpec { checkpointId temperature } } } }`;
const USER = `mutation($input: CreateUserSimulatorInput!) { createUserSimulator(input: $input) { kind version spec {
  __typename
  ... on ScriptedUserSpec { version }
  ... on LlmUserSpec { ${MODEL} strategy maxTries }
  ... on HumanUserSpec { replyTimeoutMs }
  ... on ReplayUserSpec { experimentId policyName } } } }`;
const ASKED = {
  model: 'some-model',
  temperature: 0.5,
  sendsSeed: true,
  maxOutputTokens: null,
  timeoutMs: 120_000,
  maxRetries: 4,
  inputPricePerMillion: 2,
  outputPricePerMillion: null,
};

describe('what a player is', () => {
  let api: TestApi;
  let acme: TestOrganization;
  let endpointId: string;

  beforeAll(async () => {
    api = await startTestApi();
    acme = await api.addOrganization('acme');
    const create = `mutation { createEndpoint(input: {
      name: "models", baseUrl: "https://models.example/v1", apiKey: "sk-very-secret" }) { id } }`;
    endpointId = textAt(await ask(api, acme.secrets.ADMIN, create), 'createEndpoint.id');
  });
  afterAll(() => api.stop());

  const model = () => ({ endpointId, model: 'some-model', temperature: 0.5, inputPricePerMillion: 2 });

  async function create(document: string, name: string, spec: object): Promise<unknown> {
    const data = await ask(api, acme.secrets.MEMBER, document, { input: { name, spec } });
    return valueAt(data, document === POLICY ? 'createPolicy' : 'createUserSimulator');
  }

  it('is read back as it was created, with the defaults, for policies', async () => {
    expect(await create(POLICY, 'program', { scripted: { script: 'GOLDEN', errorRate: 0.25 } })).toMatchObject({
      kind: 'SCRIPTED',
      spec: { __typename: 'ScriptedPolicySpec', script: 'GOLDEN', errorRate: 0.25 },
    });
    expect(await create(POLICY, 'model', { openAi: model() })).toEqual({
      kind: 'OPENAI',
      spec: { __typename: 'OpenAiPolicySpec', endpointId, ...ASKED, wantsLogProbabilities: false },
    });
  });

  it('is read back as it was created, with the defaults, for simulated users', async () => {
    const scripted = await create(USER, 'program', { scripted: true });
    const version = valueAt(scripted, 'version');
    expect(scripted).toMatchObject({ kind: 'SCRIPTED', spec: { __typename: 'ScriptedUserSpec', version } });
    expect(await create(USER, 'model', { llm: model() })).toMatchObject({
      spec: { __typename: 'LlmUserSpec', endpointId, ...ASKED, strategy: 'LLM', maxTries: 3 },
    });
    expect(await create(USER, 'person', { human: { replyTimeoutMs: 5000 } })).toMatchObject({
      spec: { __typename: 'HumanUserSpec', replyTimeoutMs: 5000 },
    });
    const experiment = 'mutation { createExperiment(input: {name: "recorded"}) { id } }';
    const experimentId = textAt(await ask(api, acme.secrets.MEMBER, experiment), 'createExperiment.id');
    expect(await create(USER, 'recorded', { replay: { experimentId } })).toMatchObject({
      spec: { __typename: 'ReplayUserSpec', experimentId, policyName: null },
    });
  });

  it('is null for a policy that ran elsewhere', async () => {
    await api.database.inTenant(acme.id, (stores) => stores.catalog.ensurePolicy('elsewhere', 'EXTERNAL'));
    const query = '{ policies(name: "elsewhere") { nodes { kind spec { __typename } } } }';
    expect(await ask(api, acme.secrets.VIEWER, query)).toEqual({
      policies: { nodes: [{ kind: 'EXTERNAL', spec: null }] },
    });
  });
});
