import { randomUUID } from 'node:crypto';
import { InvalidInputError } from '../../errors';
import { checkRequirements, type JobRequirements } from '../../jobs/job-requirements';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { requireText, TEXTS } from '../../stored-text';
import { runOnce } from '../jobs/idempotency';
import { startJob } from '../jobs/job-runs';
import { appendTrainingEvent } from './training-event';
import {
  type ImitationChoice,
  imitationSettingsFormat,
  type ReinforcementChoice,
  reinforcementSettingsFormat,
  requireComparable,
  resolveImitationSettings,
  resolveReinforcementSettings,
} from './training-settings';
import { trainingJobOf } from './training-job-of';
import { requireTrainingTasks } from './training-tasks';

/** Default reward scheme of a run: the paper's. */
export const DEFAULT_TRAINING_SCHEME = 'IRC';

type CommonInput = {
  readonly experimentId: string;
  readonly name: string;
  readonly taskSetId: string;
  /** Tasks that are never trained on; null: no validation. */
  readonly validationTaskSetId: string | null;
  /** Checkpoint with the initial parameters; null: random parameters drawn from the seed. */
  readonly baseCheckpointId: string | null;
  /** Required and preferred capabilities of the worker; null: any worker. */
  readonly requirements: JobRequirements | null;
  readonly idempotencyKey: string | null;
};

export type StartImitationCommand = CommonInput & { readonly settings: ImitationChoice };

export type StartTrainingCommand = CommonInput & {
  /** The initial scheme; null for the latest version of `DEFAULT_TRAINING_SCHEME`. */
  readonly rewardSchemeId: string | null;
  readonly settings: ReinforcementChoice;
};

/**
 * Stores a behaviour cloning run with all its settings, and its job, in one unit of work.
 *
 * @throws NotFoundError for an experiment, task set or checkpoint that the organization does not have
 * @throws InvalidInputError for a setting out of range, or tasks that cannot be trained on
 */
export function startImitation(
  database: TenantDatabase,
  tenantId: string,
  input: StartImitationCommand,
): Promise<TrainingRun> {
  const settings = resolveImitationSettings(input.settings);
  return database.inTenant(tenantId, (stores) =>
    startOnce(stores, input, 'startImitation', async () => {
      await requireTrainingTasks(stores, { ...input, ...settings });
      const settingsJson = imitationSettingsFormat.write(settings);
      return createRun(stores, input, { kind: 'IMITATION', settingsJson, rewardSchemeId: null });
    }),
  );
}

/**
 * Stores a reinforcement learning run with all its settings, and its job, in one unit of work.
 *
 * @throws NotFoundError for an experiment, task set, checkpoint or scheme that the organization does not have
 * @throws InvalidInputError as `startImitation`
 */
export function startTraining(
  database: TenantDatabase,
  tenantId: string,
  input: StartTrainingCommand,
): Promise<TrainingRun> {
  const settings = resolveReinforcementSettings(input.settings);
  requireComparable(settings);
  return database.inTenant(tenantId, (stores) =>
    startOnce(stores, input, 'startTraining', async () => {
      await requireTrainingTasks(stores, { ...input, ...settings });
      const rewardSchemeId = await findSchemeId(stores, input.rewardSchemeId);
      const settingsJson = reinforcementSettingsFormat.write(settings);
      return createRun(stores, input, { kind: 'REINFORCEMENT', settingsJson, rewardSchemeId });
    }),
  );
}

async function startOnce(
  stores: TenantStores,
  input: StartImitationCommand | StartTrainingCommand,
  operation: string,
  create: () => Promise<string>,
): Promise<TrainingRun> {
  const { idempotencyKey, ...body } = input;
  requireText('name', input.name, TEXTS.trainingName);
  await stores.experiments.get(input.experimentId);
  const { id } = await runOnce(stores, { operation, key: idempotencyKey, input: body }, async () => ({
    id: await create(),
  }));
  return stores.trainingRuns.get(id);
}

type RunContent = {
  readonly kind: 'IMITATION' | 'REINFORCEMENT';
  readonly settingsJson: string;
  readonly rewardSchemeId: string | null;
};

async function createRun(
  stores: TenantStores,
  { experimentId, name, taskSetId, validationTaskSetId, baseCheckpointId, requirements }: CommonInput,
  { kind, settingsJson, rewardSchemeId }: RunContent,
): Promise<string> {
  if (baseCheckpointId !== null) await stores.checkpoints.get(baseCheckpointId);
  if (requirements !== null) checkRequirements(requirements);
  const id = randomUUID();
  await stores.trainingRuns.create({
    ...{ id, experimentId, kind, name, taskSetId, validationTaskSetId, baseCheckpointId, rewardSchemeId },
    currentRewardSchemeId: rewardSchemeId,
    settingsJson,
  });
  const payload = { trainingRunId: id };
  const { id: jobRunId } = await startJob(stores, trainingJobOf(kind), { experimentId, payload, requirements });
  await stores.trainingRuns.setJob(id, jobRunId);
  await appendTrainingEvent(stores, id, { kind: 'STATE', attempt: 0, step: 0, state: 'QUEUED' });
  return id;
}

async function findSchemeId(stores: TenantStores, rewardSchemeId: string | null): Promise<string> {
  if (rewardSchemeId !== null) return (await stores.rewardSchemes.get(rewardSchemeId)).id;
  const scheme = await stores.rewardSchemes.findNewest(DEFAULT_TRAINING_SCHEME);
  if (scheme !== null) return scheme.id;
  throw new InvalidInputError(
    `rewardSchemeId: is missing, and the organization has no scheme ${DEFAULT_TRAINING_SCHEME}`,
  );
}
