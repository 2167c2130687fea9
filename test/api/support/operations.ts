import { randomUUID } from 'node:crypto';
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  GraphQLID,
  isInputObjectType,
  isListType,
} from 'graphql';
import { ROLES, type Role } from '../../../src/model/enums';
import type { Data, GraphqlError, TestApi } from './api-server';
import { send } from './api-server';
import { askPerson, type OrganizationRows } from './organization-rows';
import { addCancelledTrainingRun, addExternalRun, addTrainingRun, trainingInput } from './training-rows';
import { listen, openSocket } from './web-socket';

type Variables = Readonly<Record<string, unknown>>;

/** How to call an operation so that it succeeds on the rows of an organization. Variables are named as its arguments. */
export type OperationRow = {
  readonly roles: readonly Role[];
  readonly selection: string;
  /** @param path an id that the variables must hold, where not all fit together */
  readonly variables: (rows: OrganizationRows, api: TestApi, path?: string) => Variables | Promise<Variables>;
};

const WRITERS: readonly Role[] = ['MEMBER', 'ADMIN'];
const ADMINS: readonly Role[] = ['ADMIN'];
const NONE = () => ({});

/** Every operation of the API: one that is missing here fails the tests of roles and of strangers. */
export const OPERATIONS: Readonly<Record<string, OperationRow>> = {
  'Query.me': { roles: ROLES, selection: '{ role }', variables: NONE },
  'Query.experiments': { roles: ROLES, selection: '{ totalCount }', variables: NONE },
  'Query.experiment': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.experimentId }) },
  'Query.rollouts': {
    roles: ROLES,
    selection: '{ nodes { id } }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.rollout': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.rolloutId }) },
  'Query.rewardSchemes': { roles: ROLES, selection: '{ totalCount }', variables: NONE },
  'Query.rewardScheme': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.rewardSchemeId }) },
  'Query.calibrations': {
    roles: ROLES,
    selection: '{ nodes { id } }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.calibration': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.calibrationId }) },
  'Query.advantageAudits': {
    roles: ROLES,
    selection: '{ nodes { id } }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.advantageAudit': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.advantageAuditId }) },
  'Query.compareSchemes': {
    roles: ROLES,
    selection: '{ rolloutCount }',
    variables: (rows) => ({
      input: {
        experimentId: rows.experimentId,
        beforeId: rows.rewardSchemeId,
        afterId: rows.rewardSchemeId,
      },
    }),
  },
  'Query.tierTransitions': {
    roles: ROLES,
    selection: '{ rolloutsPassing }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.collections': {
    roles: ROLES,
    selection: '{ nodes { id } }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.collection': {
    roles: ROLES,
    selection: '{ id progress { done } groups { groups } shardJobs { id } }',
    variables: (rows) => ({ id: rows.collected.collectionId }),
  },
  'Query.evaluations': {
    roles: ROLES,
    selection: '{ nodes { id } }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.evaluation': {
    roles: ROLES,
    selection: '{ id state report { passRate { value } } manifest { inputHash: outcomesHash } }',
    variables: (rows) => ({ id: rows.evaluationIds[0] }),
  },
  'Query.recomputeEvaluation': {
    roles: ROLES,
    selection: '{ isSame }',
    variables: (rows) => ({ id: rows.evaluationIds[0] }),
  },
  'Query.evaluationComparisons': {
    roles: ROLES,
    selection: '{ nodes { id } }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.evaluationComparison': {
    roles: ROLES,
    selection: '{ id pairs { tasksPaired } }',
    variables: (rows) => ({ id: rows.evaluationComparisonId }),
  },
  'Query.simulatorTransfer': {
    roles: ROLES,
    selection: '{ columns { name } }',
    variables: (rows, _api, path) =>
      path === 'input.humanEvaluationId'
        ? { input: { evaluationIds: [], humanEvaluationId: rows.evaluationIds[0] } }
        : { input: { evaluationIds: [rows.evaluationIds[0]] } },
  },
  'Query.planEvaluation': {
    roles: ROLES,
    selection: '{ model }',
    variables: (rows) => ({ input: { effect: 0.1, pilotComparisonId: rows.evaluationComparisonId } }),
  },
  'Query.taskSets': { roles: ROLES, selection: '{ totalCount }', variables: NONE },
  'Query.taskSet': {
    roles: ROLES,
    selection: '{ id tasks { totalCount } }',
    variables: (rows) => ({ id: rows.collected.taskSetId }),
  },
  'Query.policies': { roles: ROLES, selection: '{ totalCount }', variables: NONE },
  'Query.userSimulators': { roles: ROLES, selection: '{ totalCount }', variables: NONE },
  'Query.jobRuns': { roles: ROLES, selection: '{ totalCount }', variables: NONE },
  'Query.jobRun': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.jobRunId }) },
  'Query.checkpoints': {
    roles: ROLES,
    selection: '{ nodes { id } }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.checkpoint': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.checkpointId }) },
  'Query.trainingRuns': {
    roles: ROLES,
    selection: '{ nodes { id state } totalCount }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.trainingRun': {
    roles: ROLES,
    selection:
      '{ id state metrics { value } metricNames warnings { message } rewardScheme(step: 3) { id } estimator { name } }',
    variables: async (rows, api) => ({ id: await addTrainingRun(api, rows) }),
  },
  'Query.estimateAdvantages': {
    roles: ROLES,
    selection: '{ groups { rollouts { advantages } } }',
    variables: async (rows, api) => ({
      input: {
        trainingRunId: await addExternalRun(api, rows),
        rewardSchemeId: rows.rewardSchemeId,
        groups: [{ rollouts: [{ rolloutId: rows.rolloutId }, { reward: 0, turns: [{ tier: 'MESSAGE' }] }] }],
      },
    }),
  },
  'Query.workers': { roles: ROLES, selection: '{ nodes { name } }', variables: NONE },
  'Query.node': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.calibrationRoundId }) },
  'Query.endpoints': { roles: ROLES, selection: '{ nodes { id } }', variables: NONE },
  'Query.waitingHumanTurns': {
    roles: ROLES,
    selection: '{ nodes { id } totalCount }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Query.humanTurn': { roles: ROLES, selection: '{ id }', variables: (rows) => ({ id: rows.humanTurnId }) },
  'Query.apiKeys': { roles: ADMINS, selection: '{ nodes { id } }', variables: NONE },
  'Mutation.createExperiment': {
    roles: WRITERS,
    selection: '{ id }',
    variables: () => ({ input: { name: randomUUID() } }),
  },
  'Mutation.ingestRollouts': {
    roles: WRITERS,
    selection: '{ accepted }',
    variables: (rows) => ({ input: { experimentId: rows.experimentId, rows: [] } }),
  },
  'Mutation.createRewardScheme': {
    roles: WRITERS,
    selection: '{ id }',
    variables: () => ({ input: { name: randomUUID(), tiers: tierValues() } }),
  },
  'Mutation.startCalibration': {
    roles: WRITERS,
    selection: '{ calibration { id } }',
    variables: (rows) => ({ input: { experimentId: rows.experimentId, anchorSchemeId: rows.rewardSchemeId } }),
  },
  'Mutation.startAdvantageAudit': {
    roles: WRITERS,
    selection: '{ id }',
    variables: (rows) => ({ input: { experimentId: rows.experimentId, rewardSchemeId: rows.rewardSchemeId } }),
  },
  'Mutation.generateTaskSet': {
    roles: WRITERS,
    selection: '{ id }',
    variables: () => ({ input: { name: randomUUID(), worldSize: 'SMALL', size: 1 } }),
  },
  'Mutation.createPolicy': {
    roles: WRITERS,
    selection: '{ id }',
    variables: async (rows, api, path = '') => ({
      input: { name: randomUUID(), spec: await policySpec(rows, api, path) },
    }),
  },
  'Mutation.createUserSimulator': {
    roles: WRITERS,
    selection: '{ id }',
    variables: async (rows, api, path = '') => ({
      input: { name: randomUUID(), spec: await simulatorSpec(rows, api, path) },
    }),
  },
  'Mutation.startCollection': {
    roles: WRITERS,
    selection: '{ id }',
    variables: ({ experimentId, collected: { taskSetId, policyId, userSimulatorId } }) => ({
      input: { experimentId, taskSetId, policyId, userSimulatorId, trials: 1 },
    }),
  },
  'Mutation.startEvaluation': {
    roles: WRITERS,
    selection: '{ id }',
    variables: ({ experimentId, collected }, _api, path = '') => {
      const { collectionId, ...players } = collected;
      if (path.includes('collectionId')) return { input: { source: { collectionId } } };
      if (path.includes('recorded')) return { input: { source: { recorded: { experimentId, policyName: 'gpt-4o' } } } };
      return { input: { source: { collection: { experimentId, ...players, trials: 1 } } } };
    },
  },
  'Mutation.compareEvaluations': {
    roles: WRITERS,
    selection: '{ id }',
    variables: (rows) => ({ input: { evaluationIds: rows.evaluationIds, settings: { bootstrapDraws: 10 } } }),
  },
  'Mutation.markRolloutFault': {
    roles: WRITERS,
    selection: '{ id keyName }',
    variables: (rows) => ({ input: { rolloutId: rows.rolloutId, fault: 'SIMULATOR' } }),
  },
  'Mutation.cancelCollection': {
    roles: WRITERS,
    selection: '{ id }',
    variables: (rows) => ({ id: rows.collected.collectionId }),
  },
  'Mutation.startImitation': {
    roles: WRITERS,
    selection: '{ id state }',
    variables: async (rows, api) => ({ input: await trainingInput(api, rows) }),
  },
  'Mutation.startTraining': {
    roles: WRITERS,
    selection: '{ id state }',
    variables: async (rows, api) => ({
      input: { ...(await trainingInput(api, rows)), rewardSchemeId: rows.rewardSchemeId, gating: {} },
    }),
  },
  'Mutation.pauseTraining': {
    roles: WRITERS,
    selection: '{ pauseRequested }',
    variables: async (rows, api) => ({ id: await addTrainingRun(api, rows) }),
  },
  'Mutation.resumeTraining': {
    roles: WRITERS,
    selection: '{ state }',
    variables: async (rows, api) => ({ input: { trainingRunId: await addCancelledTrainingRun(api, rows) } }),
  },
  'Mutation.cancelTraining': {
    roles: WRITERS,
    selection: '{ state }',
    variables: async (rows, api) => ({ id: await addTrainingRun(api, rows) }),
  },
  'Mutation.registerTrainingRun': {
    roles: WRITERS,
    selection: '{ id state }',
    variables: (rows) => ({
      input: {
        experimentId: rows.experimentId,
        name: randomUUID(),
        taskSetId: rows.collected.taskSetId,
        rewardSchemeId: rows.rewardSchemeId,
        baseCheckpointId: rows.checkpointId,
      },
    }),
  },
  'Mutation.sendTrainingHeartbeat': {
    roles: WRITERS,
    selection: '{ state }',
    variables: async (rows, api) => ({ input: { trainingRunId: await addExternalRun(api, rows) } }),
  },
  'Mutation.sendTrainingMetrics': {
    roles: WRITERS,
    selection: '{ accepted userErrors { index } }',
    variables: async (rows, api) => ({
      input: { trainingRunId: await addExternalRun(api, rows), points: [{ name: 'loss', step: 1, value: 0.5 }] },
    }),
  },
  'Mutation.cancelJob': { roles: WRITERS, selection: '{ id }', variables: (rows) => ({ id: rows.jobRunId }) },
  'Mutation.submitUserMessage': {
    roles: WRITERS,
    selection: '{ state }',
    variables: async (rows, api) => ({
      input: { humanTurnId: await askPerson(api, rows.tenantId, rows.experimentId), text: 'Yes.' },
    }),
  },
  'Mutation.createApiKey': {
    roles: ADMINS,
    selection: '{ apiKey { id } }',
    variables: () => ({ input: { name: 'another', role: 'VIEWER' } }),
  },
  'Mutation.revokeApiKey': {
    roles: ADMINS,
    selection: '{ id }',
    variables: async (rows, api) => ({
      id: (await api.database.inTenant(rows.tenantId, (stores) => stores.apiKeys.issue('gone', 'VIEWER'))).key.id,
    }),
  },
  'Mutation.createEndpoint': {
    roles: ADMINS,
    selection: '{ id }',
    variables: () => ({ input: { name: randomUUID(), baseUrl: 'https://models.example/v1', apiKey: 'a-key' } }),
  },
  'Mutation.updateEndpointKey': {
    roles: ADMINS,
    selection: '{ id }',
    variables: async (rows, api) => ({ input: { endpointId: await addEndpoint(rows, api), apiKey: 'another-key' } }),
  },
  'Mutation.deleteEndpoint': {
    roles: ADMINS,
    selection: '{ id }',
    variables: async (rows, api) => ({ id: await addEndpoint(rows, api) }),
  },
  'Subscription.collectionProgress': {
    roles: ROLES,
    selection: '{ seq }',
    variables: (rows) => ({ id: rows.collected.collectionId }),
  },
  'Subscription.evaluationProgress': {
    roles: ROLES,
    selection: '{ seq }',
    variables: (rows) => ({ id: rows.evaluationIds[0] }),
  },
  'Subscription.trainingMetrics': {
    roles: ROLES,
    selection: '{ seq }',
    variables: async (rows, api) => ({ runId: await addTrainingRun(api, rows) }),
  },
  'Subscription.jobProgress': { roles: ROLES, selection: '{ seq }', variables: (rows) => ({ id: rows.jobRunId }) },
  'Subscription.humanTurns': {
    roles: ROLES,
    selection: '{ seq }',
    variables: (rows) => ({ experimentId: rows.experimentId }),
  },
  'Subscription.conversation': {
    roles: ROLES,
    selection: '{ seq }',
    variables: (rows) => ({ id: rows.conversationId }),
  },
  'Subscription.experimentEvents': {
    roles: ROLES,
    selection: '{ seq }',
    variables: (rows) => ({ id: rows.experimentId }),
  },
};

/** How to reach a field that takes an id: variables `parent`, an id of an own row, and `id`, what the field is given. */
export type FieldRow = {
  readonly query: string;
  readonly parent: (rows: OrganizationRows) => string;
  readonly id: (rows: OrganizationRows) => string;
};

function fieldOfRollout(selection: string): FieldRow {
  return {
    query: `query($parent: ID!, $id: ID!) { rollout(id: $parent) { ${selection} } }`,
    parent: (rows) => rows.rolloutId,
    id: (rows) => rows.rewardSchemeId,
  };
}

/** Every id that a field below the operations takes: one that is missing here fails the test of strangers. */
export const FIELDS: Readonly<Record<string, FieldRow>> = {
  'Turn.reward(schemeId)': fieldOfRollout('turns { nodes { reward(schemeId: $id) } }'),
  'Rollout.turnRewards(schemeId)': fieldOfRollout('turnRewards(schemeId: $id)'),
  'Rollout.meanTurnReward(schemeId)': fieldOfRollout('meanTurnReward(schemeId: $id)'),
};

async function addEndpoint(rows: OrganizationRows, { database }: TestApi): Promise<string> {
  const endpoint = { id: randomUUID(), name: randomUUID(), baseUrl: 'https://models.example/v1' };
  const stored = { ...endpoint, sealedKey: null, keyHint: null };
  return (await database.inTenant(rows.tenantId, (stores) => stores.endpoints.create(stored))).id;
}

/** A policy of the kind that takes the id at the path. */
async function policySpec(rows: OrganizationRows, api: TestApi, path: string): Promise<Variables> {
  if (path.includes('openAi')) return { openAi: { endpointId: await addEndpoint(rows, api), model: 'small' } };
  if (path.includes('onnx')) return { onnx: { checkpointId: rows.checkpointId } };
  return { scripted: { script: 'RANDOM' } };
}

/** A simulated user of the kind that takes the id at the path. */
async function simulatorSpec(rows: OrganizationRows, api: TestApi, path: string): Promise<Variables> {
  if (path.includes('llm')) return { llm: { endpointId: await addEndpoint(rows, api), model: 'small' } };
  if (path.includes('replay')) return { replay: { experimentId: rows.experimentId } };
  return { scripted: true };
}

function tierValues(): unknown[] {
  const tiers = ['GOLD_EXACT', 'SOFT_MATCH', 'READ_ONLY', 'STATE_CHANGE', 'MESSAGE', 'ERROR', 'DUPLICATE'];
  return tiers.map((tier) => ({ tier, value: 0.5 }));
}

/** Coordinates of every operation of a schema, e.g. `Query.rollout`. */
export function operationsOf(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.flatMap((root) => (root ? Object.keys(root.getFields()).map((name) => `${root.name}.${name}`) : []));
}

/** Paths of the arguments of an operation that are ids, e.g. `input.experimentId`; of a list the first member, e.g. `input.ids.0`. */
export function idPathsOf(schema: GraphQLSchema, coordinate: string): string[] {
  return inputsOf(schema, coordinate, GraphQLID).map(({ path }) => path);
}

/** An argument or input field, and where it is among the variables of an operation. */
export type InputAt = { readonly path: string; readonly input: GraphQLArgument | GraphQLInputField };

/** The arguments and input fields of an operation that are of a type, in whatever depth, with their paths as in `idPathsOf`. */
export function inputsOf(schema: GraphQLSchema, coordinate: string, wanted: GraphQLScalarType): InputAt[] {
  return argumentsOf(schema, coordinate).flatMap((arg) => inputsIn(arg, arg.name, { wanted, around: [] }));
}

/** @param around input types that the path leads through: a filter holds filters */
function inputsIn(
  input: InputAt['input'],
  path: string,
  { wanted, around }: { readonly wanted: GraphQLScalarType; readonly around: readonly GraphQLInputType[] },
): InputAt[] {
  const named = getNamedType(input.type);
  // In a list, the first.
  const inside = isListType(getNullableType(input.type)) ? `${path}.0` : path;
  if (named === wanted) return [{ path: inside, input }];
  if (!isInputObjectType(named) || around.includes(named)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    inputsIn(field, `${inside}.${field.name}`, { wanted, around: [...around, named] }),
  );
}

function argumentsOf(schema: GraphQLSchema, coordinate: string) {
  const [typeName, fieldName] = coordinate.split('.') as [string, string];
  const type = schema.getType(typeName);
  if (type === undefined || !('getFields' in type)) throw new Error(`no type ${typeName}`);
  const field = type.getFields()[fieldName];
  if (field === undefined || !('args' in field)) throw new Error(`no field ${coordinate}`);
  return field.args;
}

export type Outcome = { readonly data: Data | null; readonly errors: readonly GraphqlError[] | undefined };

/** Calls an operation over the transport that it belongs to; of a subscription, hears the first message. */
export async function callOperation(
  api: TestApi,
  schema: GraphQLSchema,
  { coordinate, secret, variables }: { coordinate: string; secret: string; variables: Variables },
): Promise<Outcome> {
  const [root, name] = coordinate.split('.') as [string, string];
  const args = argumentsOf(schema, coordinate).filter((arg) => arg.name in variables);
  const declared = args.map((arg) => `$${arg.name}: ${arg.type.toString()}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const query =
    `${root.toLowerCase()}${declared && `(${declared})`} ` +
    `{ ${name}${passed && `(${passed})`} ${OPERATIONS[coordinate]!.selection} }`;
  if (root !== 'Subscription') return send(api, secret, query, variables);
  const socket = openSocket(api, secret);
  try {
    const [first] = await listen(socket, query, variables, 1);
    return first ?? { data: null, errors: undefined };
  } finally {
    await socket.dispose();
  }
}
