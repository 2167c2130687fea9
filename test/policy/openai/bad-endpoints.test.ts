import { inspect } from 'node:util';
import { openEndpoint } from '../../../src/services/players/open-endpoint';
import { createEndpoint } from '../../../src/services/players/create-endpoint';
import { createOpenAiPolicy } from '../../../src/policy/openai/openai-policy';
import { openAiPolicySettings } from '../../../src/policy/openai/openai-policy-settings';
import { createLlmUser } from '../../../src/simulators/llm/llm-user';
import { llmUserSettings } from '../../../src/simulators/llm/llm-user-settings';
import { play, playable, SMALL_ENVIRONMENTS } from '../../conversation/support/play';
import { smallTasks } from '../../environment/generator/support/generated-worlds';
import { testEndpointAccess } from '../../support/endpoint-access';
import {
  answer,
  callTool,
  cutBody,
  cutConnection,
  dripForever,
  json,
  neverAnswer,
  pourForever,
  raw,
  redirectTo,
  refuse,
  say,
  slowly,
  streamForever,
} from '../../support/model-server/behaviours';
import { type Behaviour, type ModelServer, startModelServer } from '../../support/model-server/model-server';
import { recordPauses } from '../../support/model-server/recorded-pauses';
import { createTestTenant, type TestTenant } from '../../support/tenant';

const KEY = 'sk-never-to-be-seen-0123456789';
const task = playable(smallTasks('cancel-allowed', 1))[0]!;
const calls = task.task.goldenActions.map((action) => callTool(action.name, action.arguments));

/** The agent that does everything right: it makes the task's calls, then says so. */
const RIGHT: readonly Behaviour[] = [...calls, say('It is done.')];

/** The outcome of a conversation, without its turns. */
type Outcome = { readonly outcomeClass: string; readonly reward: number | null; readonly endReason: string | null };

const RIGHT_OUTCOME: Outcome = { outcomeClass: 'SCORED', reward: 1, endReason: 'user_stop' };
const NO_EVIDENCE: Outcome = {
  outcomeClass: 'INFRASTRUCTURE_FAILURE',
  reward: null,
  endReason: 'infrastructure_failure',
};

function blamed(reason: string): Outcome {
  return { outcomeClass: 'SCORED', reward: 0, endReason: `agent_error:${reason}` };
}

/** Fails once, then goes on: each behaviour is followed by what the right agent does. */
function once(behaviour: Behaviour): readonly Behaviour[] {
  return [behaviour, ...RIGHT];
}

const SECRET_SERVICE = 'http://127.0.0.1:9/latest/meta-data/iam';

/** What the endpoint does, the outcome it gets, and what the failure says. */
const ROWS: readonly (readonly [
  name: string,
  script: readonly Behaviour[],
  outcome: Outcome,
  reason: RegExp | null,
])[] = [
  ['answers as it should', RIGHT, RIGHT_OUTCOME, null],
  ['answers slowly', RIGHT.map((behaviour) => slowly(30, behaviour)), RIGHT_OUTCOME, null],
  ['says 429 once', once(refuse(429, 'busy', { 'retry-after': '30' })), RIGHT_OUTCOME, null],
  ['says 500 once', once(refuse(500, 'oops')), RIGHT_OUTCOME, null],
  ['breaks its JSON once', once(raw('{"choices": [{')), RIGHT_OUTCOME, null],
  ['cuts the connection once', once(cutConnection), RIGHT_OUTCOME, null],
  ['cuts a body once', once(cutBody), RIGHT_OUTCOME, null],
  ['calls an unknown tool first', once(callTool('drop_tables', '{}')), RIGHT_OUTCOME, null],
  ['breaks the arguments of a call first', once(callTool('calculate', '{"expression": "1')), RIGHT_OUTCOME, null],
  ['says 429 for ever', [refuse(429, 'busy')], NO_EVIDENCE, /status 429: busy \(3 requests\)/],
  ['says 500 for ever', [refuse(500, `failed for ${KEY}`)], NO_EVIDENCE, /status 500: failed for \[hidden\]/],
  ['says 500 in the middle', [calls[0]!, refuse(500, 'oops')], NO_EVIDENCE, /status 500: oops/],
  ['says 401', [refuse(401, `wrong key: ${KEY}`)], NO_EVIDENCE, /status 401: wrong key: \[hidden\]/],
  ['says 404', [refuse(404, 'no such model')], NO_EVIDENCE, /status 404: no such model/],
  ['breaks its JSON for ever', [raw('<html>internal page')], NO_EVIDENCE, /not a chat completion/],
  ['has no choice', [json(200, { choices: [] })], NO_EVIDENCE, /not a chat completion/],
  ['sends a body without end', [pourForever], NO_EVIDENCE, /longer than 200000 bytes/],
  ['sends a stream without end', [streamForever], NO_EVIDENCE, /longer than 200000 bytes/],
  ['sends a byte now and then', [dripForever], NO_EVIDENCE, /did not answer in time/],
  ['never answers', [neverAnswer], NO_EVIDENCE, /did not answer in time/],
  ['cuts every connection', [cutConnection], NO_EVIDENCE, /cannot be reached, or dropped the connection/],
  [
    'redirects to an internal service',
    [redirectTo(SECRET_SERVICE)],
    NO_EVIDENCE,
    /redirect \(307\), which is not followed/,
  ],
  ['says nothing', [answer({ content: '' })], blamed('empty'), null],
  [
    'is cut off in a call',
    [answer({ calls: [['calculate', '{"exp']], finishReason: 'length' })],
    blamed('truncated'),
    null,
  ],
  ['is held back', [answer({ content: 'a', finishReason: 'content_filter' })], blamed('filtered'), null],
];

describe('a conversation with an endpoint that', () => {
  let tenant: TestTenant;
  const endpoints = testEndpointAccess('127.0.0.0/8');
  beforeAll(async () => {
    tenant = await createTestTenant();
  });
  afterAll(() => tenant.close());

  /** Stores an endpoint and opens it again, as the collection of rollouts does. */
  async function openStored(server: ModelServer, name: string) {
    const { database, tenantId } = tenant;
    const context = { database, tenantId, endpoints };
    const input = { name, baseUrl: server.baseUrl, apiKey: KEY, idempotencyKey: null };
    const { id } = await createEndpoint(context, input);
    return { id, client: await openEndpoint(context, id, { maxAnswerBytes: 200_000, pauses: recordPauses() }) };
  }

  it.each(ROWS)('%s', async (name, script, outcome, reason) => {
    const agentServer = await startModelServer(script);
    // The user asks, hears of the end, and stops.
    const userServer = await startModelServer([say(task.task.instruction), say('###STOP###')]);
    const agent = await openStored(agentServer, `agent ${name}`);
    const user = await openStored(userServer, `user ${name}`);
    try {
      // Only where an endpoint is slow for ever: elsewhere a busy machine must not decide the outcome.
      const timeoutMs = reason?.source.includes('in time') === true ? 200 : 60_000;
      const sampling = { model: 'small', maxRetries: 2 };
      const { utterances, ...played } = await play(SMALL_ENVIRONMENTS.v1, task, {
        policy: createOpenAiPolicy({
          client: agent.client,
          settings: openAiPolicySettings.parse({ ...sampling, timeoutMs, endpointId: agent.id }),
        }),
        simulator: createLlmUser({
          client: user.client,
          settings: llmUserSettings.parse({ ...sampling, endpointId: user.id }),
          version: 'v1',
        }),
      });
      const { outcomeClass, reward, endReason, turns } = played.rollout;
      expect({ outcomeClass, reward, endReason }).toEqual(outcome);
      expect((played.failure === null) === (outcomeClass === 'SCORED')).toBe(true);
      if (reason !== null) expect(played.failure?.message).toMatch(reason);
      const shown = inspect({ ...played, utterances }, { depth: 20, maxStringLength: null });
      expect(shown).not.toMatch(/never-to-be-seen|authorization|internal page|meta-data|body of a redirect/i);
      // The control: the endpoint did get the key, and what was right is there.
      expect(agentServer.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
      if (outcome === RIGHT_OUTCOME) expect(turns.at(-1)?.message).toBe('It is done.');
    } finally {
      await agent.client.close();
      await user.client.close();
      await agentServer.close();
      await userServer.close();
    }
  });

  it('is the user’s is no evidence of the agent', async () => {
    const agentServer = await startModelServer(RIGHT);
    const userServer = await startModelServer([say(task.task.instruction), refuse(500, 'oops')]);
    const agent = await openStored(agentServer, 'agent of a lost user');
    const user = await openStored(userServer, 'lost user');
    try {
      const sampling = { model: 'small', maxRetries: 1 };
      const settings = llmUserSettings.parse({ ...sampling, endpointId: user.id });
      const played = await play(SMALL_ENVIRONMENTS.v1, task, {
        policy: createOpenAiPolicy({
          client: agent.client,
          settings: openAiPolicySettings.parse({ ...sampling, endpointId: agent.id }),
        }),
        simulator: createLlmUser({ client: user.client, settings, version: 'v1' }),
      });
      expect(played.rollout).toMatchObject({ outcomeClass: 'SIMULATOR_FAILURE', reward: null });
      expect(played.failure?.message).toBe('endpoint "lost user": it answers with status 500: oops (2 requests)');
      expect(played.agentUsage).toMatchObject({ inputTokens: 100 * RIGHT.length, outputTokens: 10 * RIGHT.length });
      expect(played.simulatorUsage).toMatchObject({ inputTokens: 100, outputTokens: 10 });
    } finally {
      await agent.client.close();
      await user.client.close();
      await agentServer.close();
      await userServer.close();
    }
  });
});
