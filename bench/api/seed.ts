import { TIERS, type Tier } from '../../src/domain/classification/tier';
import type { NewTierStatistic } from '../../src/persistence/stores/calibration/calibration-store';
import { createExperiment } from '../../src/services/experiments/create-experiment';
import { ingestRollouts } from '../../src/services/rollouts/ingest-rollouts';
import { startCalibration } from '../../src/services/calibration/start-calibration';
import type { BenchDatabase } from '../support/bench-database';
import { syntheticIngestRows } from '../support/synthetic-ingest-rows';
import type { Seeded } from './seeded';

const TASKS = 1000;
const TRIALS = 20;
const MAX_TURNS = 5;
const BATCH_ROLLOUTS = 200;
const OTHER_EXPERIMENTS = 60;
const ROUNDS = 3;

/**
 * Fills an organization: 60 experiments, one with 20,000 synthetic rollouts of 5 turns and a calibration of 3 rounds.
 *
 * @returns what was created, and the secret of a member's key
 */
export async function seedApiBench(bench: BenchDatabase): Promise<{ seeded: Seeded; secret: string }> {
  const { database, tenantId } = bench;
  const { key, secret } = await database.inTenant(tenantId, (stores) => stores.apiKeys.issue('benchmark', 'MEMBER'));
  const experimentId = await makeExperiment(bench, 'rollouts');
  const targetExperimentId = await makeExperiment(bench, 'target');
  for (let i = 0; i < OTHER_EXPERIMENTS; i++) await makeExperiment(bench, `experiment ${i}`);
  const rows = syntheticIngestRows({ tasks: TASKS, trials: TRIALS, seed: 1, maxTurns: MAX_TURNS });
  let rolloutId = '';
  for (let start = 0; start < rows.length; start += BATCH_ROLLOUTS) {
    const verdicts = await ingestRollouts(database, tenantId, experimentId, rows.slice(start, start + BATCH_ROLLOUTS));
    rolloutId = verdicts[0]!.rolloutId!;
  }
  const calibrationId = await makeCalibration(bench, experimentId);
  const taskExternalId = rows[0]!.rollout.task.externalId;
  const seeded = {
    tenantId,
    keyId: key.id,
    experimentId,
    targetExperimentId,
    rolloutId,
    calibrationId,
    taskExternalId,
  };
  return { seeded, secret };
}

async function makeExperiment({ database, tenantId }: BenchDatabase, name: string): Promise<string> {
  return (await createExperiment(database, tenantId, { name, description: '', idempotencyKey: null })).id;
}

/** Rounds as the job would store them, with made-up values. */
async function makeCalibration({ database, tenantId }: BenchDatabase, experimentId: string): Promise<string> {
  const { calibration } = await startCalibration(database, tenantId, {
    experimentId,
    policyName: null,
    anchorSchemeId: null,
    settings: {},
    idempotencyKey: null,
  });
  await database.inTenant(tenantId, async (stores) => {
    for (let index = 0; index < ROUNDS; index++) {
      const values = Object.fromEntries(TIERS.map((tier) => [tier, index / 10])) as Record<Tier, number>;
      const scheme = await stores.rewardSchemes.createVersion('calibrated', 'CALIBRATION', values);
      await stores.calibrations.addRound(
        {
          calibrationId: calibration.id,
          index,
          rewardSchemeId: scheme.id,
          verdict: 'REJECTED',
          rolloutCount: TASKS * TRIALS,
          turnCount: TASKS * TRIALS * MAX_TURNS,
          inputHash: 'a'.repeat(64),
          codeVersion: '0.0.0',
          classifierVersion: 'benchmark',
          reportJson: '{}',
          reportHash: 'b'.repeat(64),
        },
        TIERS.map(madeUpStatistic),
      );
    }
  });
  return calibration.id;
}

function madeUpStatistic(tier: Tier): NewTierStatistic {
  return {
    tier,
    turns: 1000,
    rolloutsWith: 500,
    turnShareInPassing: 0.5,
    presenceInPassing: 0.5,
    presenceInFailing: 0.25,
    rho: 0.1,
    rhoLow: 0.05,
    rhoHigh: 0.15,
    withinTaskRho: 0.1,
    withinTaskRhoLow: 0.05,
    withinTaskRhoHigh: 0.15,
    pValue: 0.01,
    qValue: 0.02,
    isTaskDifficultySuspected: false,
    proposedValue: 0.5,
    action: 'KEEP',
    reason: 'made up',
  };
}
