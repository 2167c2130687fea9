import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { RolloutInput } from '../../src/api/rollouts/ingest-rollouts.input';
import { syntheticIngestRows } from '../support/synthetic-ingest-rows';
import {
  attachTurns,
  readCalibration,
  readExperiments,
  readMe,
  readRewardSchemes,
  readRollouts,
  readRolloutsOfTask,
  readWholeRollout,
} from './bare-reads';
import { insertExperiment, insertRollouts } from './bare-writes';
import type { Seeded } from './seeded';

type Variables = Readonly<Record<string, unknown>>;

/** An operation of the API, with the same response from plain SQL statements. */
export type ApiOperation = {
  readonly name: string;
  /** Name of the single root field. */
  readonly field: string;
  readonly query: string;
  readonly variables: () => Variables;
  /** Value of the root field, as `graphql-js` reads it with its default resolvers. */
  readonly answerBare: (client: ClientBase, variables: Variables) => Promise<unknown>;
  /** Whether two responses are equal; those of a mutation have different ids. */
  readonly isRead: boolean;
};

const PAGE = 100;
const INGEST_ROWS = 50;

const ROLLOUT = `id createdAt clientId trial seed outcomeClass reward endReason isTruncated openingMessage turnCount toolCallCount
  inputTokens outputTokens latencyMs`;
const TURNS = `turns { nodes { index message userMessage tier score classifierVersion inputTokens outputTokens latencyMs
  toolCalls { index name arguments result isError } } }`;

/** The ten measured operations, as a dashboard or notebook would send them. */
export function apiOperations(seeded: Seeded): ApiOperation[] {
  const { tenantId, keyId, experimentId, targetExperimentId, rolloutId, calibrationId, taskExternalId } = seeded;
  const read = (operation: Omit<ApiOperation, 'isRead'>): ApiOperation => ({ ...operation, isRead: true });
  return [
    read({
      name: 'me',
      field: 'me',
      query: '{ me { role organization { id slug name } key { id name prefix } } }',
      variables: () => ({}),
      answerBare: (client) => readMe(client, tenantId, keyId),
    }),
    read({
      name: 'page of 50 experiments, with their count',
      field: 'experiments',
      query:
        '{ experiments(first: 50) { totalCount nodes { id createdAt name description } pageInfo { hasNextPage } } }',
      variables: () => ({}),
      answerBare: (client) => readExperiments(client, tenantId, 50),
    }),
    read({
      name: `page of ${PAGE} rollouts`,
      field: 'rollouts',
      query: `query ($id: ID!) { rollouts(experimentId: $id, first: ${PAGE}) { nodes { ${ROLLOUT} } pageInfo { hasNextPage } } }`,
      variables: () => ({ id: experimentId }),
      answerBare: (client) => readRollouts(client, tenantId, experimentId, PAGE),
    }),
    read({
      name: `page of ${PAGE} rollouts with turns and calls`,
      field: 'rollouts',
      query: `query ($id: ID!) { rollouts(experimentId: $id, first: ${PAGE}) { nodes { ${ROLLOUT} ${TURNS} } } }`,
      variables: () => ({ id: experimentId }),
      answerBare: async (client) => {
        const page = await readRollouts(client, tenantId, experimentId, PAGE);
        await attachTurns(client, tenantId, page.nodes as Record<string, unknown>[]);
        return page;
      },
    }),
    read({
      name: 'scored rollouts of one task, with their count',
      field: 'rollouts',
      query: `query ($id: ID!, $filter: RolloutFilter!) {
        rollouts(experimentId: $id, filter: $filter, first: 20) { totalCount nodes { ${ROLLOUT} } } }`,
      variables: () => ({ id: experimentId, filter: { taskExternalId, outcomeClass: 'SCORED' } }),
      answerBare: (client) => readRolloutsOfTask(client, tenantId, experimentId, { first: 20, taskExternalId }),
    }),
    read({
      name: 'node: one rollout with everything',
      field: 'node',
      query: `query ($id: ID!) { node(id: $id) { id ... on Rollout { ${ROLLOUT} ${TURNS} experiment { id name }
        task { id externalId instruction expectedOutputs goldenActions { name arguments } taskSet { id name version } }
        policy { id name kind } userSimulator { id name version kind } } } }`,
      variables: () => ({ id: rolloutId }),
      answerBare: (client) => readWholeRollout(client, tenantId, rolloutId),
    }),
    read({
      name: 'reward schemes with tiers',
      field: 'rewardSchemes',
      query: '{ rewardSchemes { nodes { id createdAt name version origin tiers { tier value } } } }',
      variables: () => ({}),
      answerBare: (client) => readRewardSchemes(client, tenantId, 50),
    }),
    read({
      name: 'calibration with rounds and statistics',
      field: 'calibration',
      query: `query ($id: ID!) { calibration(id: $id) { id createdAt settingsJson rounds {
        id createdAt index verdict rolloutCount turnCount inputHash reportHash statistics { tier turns rolloutsWith rho rhoLow
        rhoHigh withinTaskRho withinTaskRhoLow withinTaskRhoHigh pValue qValue proposedValue action reason } } } }`,
      variables: () => ({ id: calibrationId }),
      answerBare: (client) => readCalibration(client, tenantId, calibrationId),
    }),
    {
      name: 'createExperiment',
      field: 'createExperiment',
      query:
        'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id createdAt name description } }',
      variables: () => ({ input: { name: randomUUID() } }),
      answerBare: (client, { input }) => insertExperiment(client, tenantId, (input as { name: string }).name),
      isRead: false,
    },
    {
      name: `ingestRollouts of ${INGEST_ROWS} rows`,
      field: 'ingestRollouts',
      query: `mutation ($input: IngestRolloutsInput!) { ingestRollouts(input: $input) {
        accepted duplicates rejected verdicts { row status rolloutId } } }`,
      variables: () => ({ input: { experimentId: targetExperimentId, rows: ingestInputs() } }),
      answerBare: (client, { input }) => insertRollouts(client, seeded, (input as { rows: RolloutInput[] }).rows),
      isRead: false,
    },
  ];
}

const TEMPLATES = syntheticIngestRows({ tasks: INGEST_ROWS, trials: 1, seed: 2, maxTurns: 5 });

/** The same rollouts with new ids. */
function ingestInputs(): unknown[] {
  return TEMPLATES.map(({ rollout, policyName, simulatorName }) => ({
    ...rollout,
    clientId: randomUUID(),
    policyName,
    simulatorName,
  }));
}
