import { randomUUID } from 'node:crypto';
import type { TrainingEstimatorName } from '../../domain/advantages/estimators';
import { checkSettings } from '../../domain/settings/check-settings';
import { whole } from '../../domain/settings/setting';
import { ConflictError, InvalidInputError } from '../../errors';
import type { ExternalTrainingState } from '../../model/training/training-enums';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { findTextProblem, requireText, TEXTS } from '../../stored-text';
import { runOnce } from '../jobs/idempotency';
import { appendTrainingEvent } from './training-event';
import { recordHeartbeat } from './trainer-silence';
import { externalSettingsFormat, parseEstimatorSettings } from './training-settings';

/** Settings of a run with an external trainer. */
export const EXTERNAL_TRAINING_SETTINGS = {
  heartbeatTimeoutMs: whole('Heartbeat timeout; an EXTERNAL run silent for longer is reported as LOST', {
    min: 1000,
    max: 24 * 3_600_000,
    unit: 'ms',
    default: 60_000,
  }),
} as const;

export type RegisterTrainingRunCommand = {
  readonly experimentId: string;
  readonly name: string;
  readonly taskSetId: string | null;
  readonly rewardSchemeId: string | null;
  readonly baseCheckpointId: string | null;
  readonly estimator: TrainingEstimatorName;
  /** Absent members take their defaults. */
  readonly estimatorSettings: object;
  /** Settings reported by the trainer; any text. */
  readonly trainer: string;
  readonly heartbeatTimeoutMs: number;
  readonly idempotencyKey: string | null;
};

/**
 * Stores a run with an external trainer. Registration counts as its first heartbeat.
 *
 * @throws NotFoundError for an experiment, set, scheme or checkpoint that the organization does not have
 * @throws InvalidInputError for a name, timeout or estimator setting out of range
 */
export function registerTrainingRun(
  database: TenantDatabase,
  tenantId: string,
  input: RegisterTrainingRunCommand,
): Promise<TrainingRun> {
  const { idempotencyKey, estimator, trainer, ...body } = input;
  const { experimentId, name, taskSetId, rewardSchemeId, baseCheckpointId, heartbeatTimeoutMs } = body;
  requireText('name', name, TEXTS.trainingName);
  checkSettings(EXTERNAL_TRAINING_SETTINGS, { heartbeatTimeoutMs });
  const settingsJson = externalSettingsFormat.write({
    estimator,
    estimatorSettings: parseEstimatorSettings(input.estimatorSettings),
    trainer,
  });
  return database.inTenant(tenantId, async (stores) => {
    await stores.experiments.get(experimentId);
    const call = { operation: 'registerTrainingRun', key: idempotencyKey, input: { ...body, settingsJson } };
    const { id } = await runOnce(stores, call, async () => {
      if (taskSetId !== null) await stores.taskSets.get(taskSetId);
      if (rewardSchemeId !== null) await stores.rewardSchemes.get(rewardSchemeId);
      if (baseCheckpointId !== null) await stores.checkpoints.get(baseCheckpointId);
      const id = randomUUID();
      await stores.trainingRuns.create({
        ...{ id, experimentId, kind: 'EXTERNAL', name, settingsJson, taskSetId, rewardSchemeId, baseCheckpointId },
        ...{ currentRewardSchemeId: rewardSchemeId, externalState: 'RUNNING', attempt: 1 },
        ...{ lastHeartbeatAt: new Date(), heartbeatTimeoutMs },
      });
      await stores.trainingRuns.watch(id);
      await appendTrainingEvent(stores, id, { kind: 'STATE', attempt: 1, step: 0, state: 'RUNNING' });
      return { id };
    });
    return stores.trainingRuns.get(id);
  });
}

/**
 * Records a heartbeat of an external trainer, or how its run ended. A heartbeat restores a LOST run.
 *
 * @param state null: training continues. If the returned run is CANCELLED, the trainer must stop
 * @throws NotFoundError; InvalidInputError for a run that has a job; ConflictError for a state that contradicts an
 *   earlier final one
 */
export function sendTrainingHeartbeat(
  database: TenantDatabase,
  tenantId: string,
  { id, state }: { readonly id: string; readonly state: ExternalTrainingState | null },
): Promise<TrainingRun> {
  return database.inTenant(tenantId, async (stores) => {
    const run = await lockExternal(stores, id);
    if (run.externalState !== 'RUNNING' && state !== null && state !== run.externalState) {
      throw new ConflictError(`training run ${id} is ${run.externalState}, which is final; it cannot become ${state}`);
    }
    return recordHeartbeat(stores, run, state);
  });
}

export type ExternalMetric = { readonly name: string; readonly step: number; readonly value: number | null };

/** Why one figure of a batch was rejected. */
export type MetricProblem = { readonly index: number; readonly field: string; readonly message: string };

export type SentMetrics = { readonly accepted: number; readonly problems: readonly MetricProblem[] };

export const EXTERNAL_METRICS = { batch: 5000, mostStep: 2 ** 31 - 1 } as const;

/**
 * Records figures of an external trainer. Each figure is accepted or rejected on its own; the batch counts as a
 * heartbeat. A figure sent again replaces the earlier one.
 *
 * @param attempt null: the latest; the next number starts a new attempt, e.g. after a crash of the trainer
 * @throws NotFoundError; InvalidInputError for a run that has a job, or any other attempt number
 */
export function sendTrainingMetrics(
  database: TenantDatabase,
  tenantId: string,
  sent: { readonly id: string; readonly attempt: number | null; readonly points: readonly ExternalMetric[] },
): Promise<SentMetrics> {
  const { id, points } = sent;
  const problems = points.flatMap((point, index) => problemOf(point, index) ?? []);
  const bad = new Set(problems.map(({ index }) => index));
  // If a figure occurs twice in a batch, the last one counts.
  const good = new Map(
    points.filter((_, index) => !bad.has(index)).map((point) => [`${point.step} ${point.name}`, point]),
  );
  return database.inTenant(tenantId, async (stores) => {
    const run = await lockExternal(stores, id);
    const attempt = await attemptOf(stores, run, sent.attempt);
    await stores.trainingMetrics.writeMany({ trainingRunId: id, attempt }, [...good.values()]);
    await recordHeartbeat(stores, run, null);
    const steps = [...new Set([...good.values()].map(({ step }) => step))].sort((a, b) => a - b);
    const newest = steps.at(-1);
    if (newest !== undefined && (newest > run.step || attempt > run.attempt)) {
      await stores.trainingRuns.setStep(id, newest);
    }
    for (const step of steps) {
      const ofStep = [...good.values()].filter((point) => point.step === step);
      const values = Object.fromEntries(ofStep.map(({ name, value }) => [name, value]));
      await appendTrainingEvent(stores, id, { kind: 'METRICS', attempt, step, values });
    }
    return { accepted: points.length - problems.length, problems };
  });
}

/** Locks and returns the row. @throws NotFoundError; InvalidInputError for a run that has a job */
export async function lockExternal(stores: TenantStores, id: string): Promise<TrainingRun> {
  const run = await stores.trainingRuns.lock(id);
  if (run.kind === 'EXTERNAL') return run;
  throw new InvalidInputError(`training run ${id} is trained by a job of Turnwise; only EXTERNAL runs accept reports`);
}

async function attemptOf(stores: TenantStores, run: TrainingRun, wanted: number | null): Promise<number> {
  if (wanted === null || wanted === run.attempt) return run.attempt;
  if (wanted === run.attempt + 1) return stores.trainingRuns.beginAttempt(run.id);
  throw new InvalidInputError(
    `attempt: is ${wanted}; it must be ${run.attempt}, the latest, or ${run.attempt + 1} for a new one`,
  );
}

function problemOf({ name, step, value }: ExternalMetric, index: number): MetricProblem | null {
  const { mostStep } = EXTERNAL_METRICS;
  const problem = findTextProblem(name, TEXTS.metricName);
  if (problem !== null) return { index, field: 'name', message: problem.message };
  if (!Number.isInteger(step) || step < 0 || step > mostStep) {
    return { index, field: 'step', message: `is ${step}; it must be a whole number from 0 to ${mostStep}` };
  }
  if (value === null || Number.isFinite(value)) return null;
  return { index, field: 'value', message: `is ${value}; it must be a finite number or null` };
}
