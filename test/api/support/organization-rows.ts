import { randomUUID } from 'node:crypto';
import { ComputePool } from '../../../src/compute/compute-pool';
import { TIERS } from '../../../src/domain/classification/tier';
import { conversationStream } from '../../../src/events/streams';
import { utteranceEvent } from '../../../src/services/conversation/conversation-event';
import { compareEvaluations } from '../../../src/services/comparisons/compare-evaluations';
import { computeEvaluation } from '../../../src/services/evaluation/compute-evaluation';
import { markRolloutFault } from '../../../src/services/rollouts/mark-rollout-fault';
import { startEvaluation } from '../../../src/services/evaluation/start-evaluation';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { createRewardScheme } from '../../../src/services/calibration/create-reward-scheme';
import { publishHumanTurn } from '../../../src/services/conversation/human-turn-event';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
import { startAdvantageAudit } from '../../../src/services/calibration/start-advantage-audit';
import { startCalibration } from '../../../src/services/calibration/start-calibration';
import type { TestApi } from './api-server';
import { addCheckpoint } from './checkpoints';
import { addCollection, type CollectionRows } from './collection-rows';
import { sampleRows } from './sample-rollouts';

/** One row of each kind. */
export type OrganizationRows = {
  readonly tenantId: string;
  readonly experimentId: string;
  readonly experimentName: string;
  readonly rolloutId: string;
  readonly rewardSchemeId: string;
  readonly calibrationId: string;
  readonly calibrationRoundId: string;
  readonly advantageAuditId: string;
  readonly jobRunId: string;
  /** A collection, in an experiment of its own. */
  readonly collected: CollectionRows;
  readonly checkpointId: string;
  /** One that waits. */
  readonly humanTurnId: string;
  /** One that goes on. */
  readonly conversationId: string;
  /** Two of one policy, the second with other settings: done, as far as their rows say. */
  readonly evaluationIds: readonly [string, string];
  readonly evaluationComparisonId: string;
  readonly rolloutFaultId: string;
};

/** Fills an organization with an experiment of 6 rollouts, a calibration with one round and an audit. */
export async function addRows(api: TestApi, tenantId: string): Promise<OrganizationRows> {
  const { database } = api;
  const experimentName = `rows ${randomUUID()}`;
  const { id: experimentId } = await createExperiment(database, tenantId, {
    name: experimentName,
    description: '',
    idempotencyKey: null,
  });
  const verdicts = await ingestRollouts(database, tenantId, experimentId, sampleRows(['1', '2'], 3));
  const values = Object.fromEntries(TIERS.map((tier) => [tier, 0.5])) as Record<(typeof TIERS)[number], number>;
  const scheme = await createRewardScheme(database, tenantId, { name: randomUUID(), values, idempotencyKey: null });
  const { calibration, jobRun } = await startCalibration(database, tenantId, {
    experimentId,
    policyName: null,
    anchorSchemeId: null,
    settings: {},
    idempotencyKey: null,
  });
  const calibrationRoundId = await database.inTenant(tenantId, (stores) =>
    stores.calibrations.addRound(
      {
        calibrationId: calibration.id,
        index: 0,
        rewardSchemeId: scheme.id,
        verdict: 'REJECTED',
        rolloutCount: 6,
        turnCount: 12,
        inputHash: 'a'.repeat(64),
        codeVersion: '0.0.0',
        classifierVersion: 'test',
        reportJson: '{"tiers":[]}',
        reportHash: 'b'.repeat(64),
      },
      TIERS.toReversed().map((tier) => ({
        tier,
        turns: 3,
        rolloutsWith: 2,
        turnShareInPassing: 0.5,
        presenceInPassing: 0.5,
        presenceInFailing: 0.25,
        rho: null,
        rhoLow: null,
        rhoHigh: null,
        withinTaskRho: null,
        withinTaskRhoLow: null,
        withinTaskRhoHigh: null,
        pValue: null,
        qValue: null,
        isTaskDifficultySuspected: null,
        proposedValue: 0,
        action: 'ZERO',
        reason: 'no evidence',
      })),
    ),
  );
  const { advantageAudit } = await startAdvantageAudit(database, tenantId, {
    experimentId,
    rewardSchemeId: scheme.id,
    policyName: null,
    settings: {},
    idempotencyKey: null,
  });
  const evaluationIds = [
    await addEvaluation(api, tenantId, experimentId),
    await addEvaluation(api, tenantId, experimentId),
  ] as const;
  const rolloutId = verdicts[0]!.rolloutId!;
  const humanTurnId = await askPerson(api, tenantId, experimentId);
  const conversationId = await watchConversation(api, tenantId);
  return {
    tenantId,
    experimentId,
    experimentName,
    rolloutId,
    rewardSchemeId: scheme.id,
    calibrationId: calibration.id,
    calibrationRoundId,
    advantageAuditId: advantageAudit.id,
    jobRunId: jobRun.id,
    collected: await addCollection(api, tenantId),
    checkpointId: await addCheckpoint(api, tenantId, experimentId),
    humanTurnId,
    conversationId,
    evaluationIds,
    evaluationComparisonId: await addComparison(api, tenantId, evaluationIds),
    rolloutFaultId: await addFault(api, tenantId, rolloutId),
  };
}

/** Lays a question before whoever plays the user, as a worker does. @returns id of the human turn, which waits */
export async function askPerson({ database }: TestApi, tenantId: string, experimentId: string): Promise<string> {
  const turn = await database.inTenant(tenantId, async (stores) => {
    const sessionId = randomUUID();
    const created = await stores.humanTurns.create(
      {
        experimentId,
        collectionId: null,
        conversationId: sessionId,
        sessionId,
        taskExternalId: '17',
        trial: 0,
        index: 0,
        instruction: 'You want to cancel a trip.',
        agentText: 'How can I help?',
      },
      3_600_000,
    );
    await publishHumanTurn(stores, created);
    return created;
  });
  return turn.id;
}

/** Begins a conversation that can be watched. @returns its id */
async function watchConversation({ database }: TestApi, tenantId: string): Promise<string> {
  const conversationId = randomUUID();
  await database.inTenant(tenantId, (stores) => {
    const { kind, payload } = utteranceEvent({ speaker: 'USER', text: 'Hello.' });
    return stores.events.append(conversationStream(conversationId), kind, payload);
  });
  return conversationId;
}

/** Evaluates the rollouts of an experiment as a worker does. @returns id of the evaluation, which is done */
async function addEvaluation({ database }: TestApi, tenantId: string, experimentId: string): Promise<string> {
  const { id } = await startEvaluation(database, tenantId, {
    source: { kind: 'RECORDED', experimentId, policyName: 'gpt-4o', simulatorName: null, simulatorVersion: null },
    settings: { bootstrapDraws: 10 },
    idempotencyKey: null,
  });
  const { result } = await withCompute((compute) => computeEvaluation({ database, tenantId, compute }, id, {}));
  await database.inTenant(tenantId, (stores) => stores.evaluations.saveResult(id, result));
  return id;
}

/** @returns id of a comparison of evaluations */
function addComparison({ database }: TestApi, tenantId: string, evaluationIds: readonly string[]): Promise<string> {
  const settings = { bootstrapDraws: 10, permutationDraws: 10 };
  return withCompute((compute) =>
    compareEvaluations({ database, tenantId, compute }, { evaluationIds, design: 'WITH_FIRST', settings }),
  );
}

/** Blames a rollout on its task. @returns id of the mark */
async function addFault({ database }: TestApi, tenantId: string, rolloutId: string): Promise<string> {
  const mark = await database.inTenant(tenantId, async (stores) => {
    const { key } = await stores.apiKeys.issue('judge', 'MEMBER');
    return markRolloutFault(stores, { rolloutId, fault: 'TASK', comment: '', apiKeyId: key.id });
  });
  return mark.id;
}

async function withCompute<Result>(work: (compute: ComputePool) => Promise<Result>): Promise<Result> {
  const compute = new ComputePool(1);
  try {
    return await work(compute);
  } finally {
    compute.close();
  }
}
