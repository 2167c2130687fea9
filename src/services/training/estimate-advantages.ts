import type { Compute } from '../../compute/compute-tasks';
import { type TrainingEstimatorName } from '../../domain/advantages/estimators';
import type { TrainingEstimatorSettings } from '../../domain/advantages/training/training-estimator-settings';
import type { EstimatedAdvantages, TrainingRollout } from '../../domain/advantages/training/training-rollout';
import { type TierValues, turnReward } from '../../domain/calibration/schemes/reward-scheme';
import type { Tier } from '../../domain/classification/tier';
import { InvalidInputError, NotFoundError } from '../../errors';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { readRewardScheme } from '../calibration/reward-scheme-values';
import { parseEstimatorSettings, readEstimatorOf } from './training-settings';

export const ADVANTAGE_LIMITS = {
  groups: 1000,
  rolloutsPerGroup: 1000,
  turnsPerRollout: 1000,
  turns: 200_000,
} as const;

/**
 * A rollout to compare: given by the id of a stored rollout, by the tiers of its turns, or by the rewards of its turns.
 */
export type RolloutToCompare = {
  readonly rolloutId: string | null;
  /** Final reward; read from the stored rollout if an id is given. */
  readonly reward: number | null;
  readonly turns: readonly { readonly tier: Tier; readonly score: number }[] | null;
  readonly turnRewards: readonly number[] | null;
  readonly stateKeys: readonly string[] | null;
  readonly values: readonly number[] | null;
  readonly finalValue: number;
  readonly probabilities: readonly number[] | null;
  readonly squaredProbabilitySums: readonly number[] | null;
};

export type EstimateAdvantagesCommand = {
  /** Training run that provides estimator and scheme if they are not given; null for none. */
  readonly trainingRunId: string | null;
  readonly rewardSchemeId: string | null;
  readonly estimator: TrainingEstimatorName | null;
  readonly estimatorSettings: object | null;
  readonly groups: readonly (readonly RolloutToCompare[])[];
};

type Estimator = { readonly estimator: TrainingEstimatorName; readonly settings: TrainingEstimatorSettings };
type Turns = { readonly reward: number; readonly turns: readonly { readonly tier: Tier; readonly score: number }[] };

/**
 * Computes the advantages of a batch for an external trainer, exactly as the built-in trainer does, outside the event
 * loop.
 *
 * @returns for each rollout of each group, one advantage per turn, in order
 * @throws NotFoundError for a run, scheme or rollout that the organization does not have
 * @throws InvalidInputError if an input of the estimator is missing or out of range
 */
export async function estimateAdvantages(
  place: { readonly database: TenantDatabase; readonly tenantId: string; readonly compute: Compute },
  input: EstimateAdvantagesCommand,
): Promise<EstimatedAdvantages> {
  checkSize(input.groups);
  const { estimator, scheme, stored } = await place.database.inTenant(place.tenantId, async (stores) => ({
    ...(await readHow(stores, input)),
    stored: await readRollouts(stores, input.groups),
  }));
  const groups = input.groups.map((group, g) =>
    group.map((rollout, i) => toTrainingRollout(rollout, { stored, scheme, path: `groups[${g}].rollouts[${i}]` })),
  );
  return place.compute.run('estimateAdvantages', { groups, ...estimator });
}

async function readHow(stores: TenantStores, input: EstimateAdvantagesCommand) {
  const run = input.trainingRunId === null ? null : await stores.trainingRuns.get(input.trainingRunId);
  const schemeId = input.rewardSchemeId ?? run?.currentRewardSchemeId ?? null;
  const scheme = schemeId === null ? null : (await readRewardScheme(stores, schemeId)).values;
  const own = run === null ? null : readEstimatorOf(run.settingsJson);
  const estimator: Estimator = {
    estimator: input.estimator ?? own?.estimator ?? 'HYBRID',
    settings: parseEstimatorSettings(input.estimatorSettings ?? own?.estimatorSettings ?? {}),
  };
  return { estimator, scheme };
}

/** Tiers and rewards of the rollouts given by id. */
async function readRollouts(
  stores: TenantStores,
  groups: EstimateAdvantagesCommand['groups'],
): Promise<ReadonlyMap<string, Turns>> {
  const ids = [...new Set(groups.flat().flatMap(({ rolloutId }) => rolloutId?.toLowerCase() ?? []))];
  if (ids.length === 0) return new Map();
  const rows = new Map((await stores.rollouts.findMany(ids)).map((row) => [row.id, row]));
  const turns = await stores.rollouts.findTurnTiers(ids);
  return new Map(
    ids.map((id) => {
      const row = rows.get(id);
      if (row === undefined) throw new NotFoundError(`no rollout ${id}`);
      const { reward } = row;
      if (reward === null) throw new InvalidInputError(`rollout ${id} is not SCORED: it has no reward to compare`);
      return [id, { reward, turns: turns.get(id) ?? [] }] as const;
    }),
  );
}

type Surroundings = {
  readonly stored: ReadonlyMap<string, Turns>;
  readonly scheme: TierValues | null;
  /** Path of the rollout in the input. */
  readonly path: string;
};

function toTrainingRollout(rollout: RolloutToCompare, { stored, scheme, path }: Surroundings): TrainingRollout {
  const known = rollout.rolloutId === null ? null : stored.get(rollout.rolloutId.toLowerCase())!;
  const given = [known, rollout.turns, rollout.turnRewards].filter((member) => member !== null).length;
  if (given !== 1)
    throw new InvalidInputError(`${path}: has ${given} of rolloutId, turns and turnRewards; exactly one is required`);
  const outcome = known?.reward ?? rollout.reward;
  if (outcome === null)
    throw new InvalidInputError(`${path}.reward: is missing; it can be omitted only with rolloutId`);
  const tiers = known?.turns ?? rollout.turns;
  if (tiers !== null && scheme === null) {
    throw new InvalidInputError(`rewardSchemeId: is missing; ${path} has tiers, whose rewards come from a scheme`);
  }
  const rewards = tiers?.map(({ tier, score }) => turnReward({ values: scheme! }, tier, score)) ?? rollout.turnRewards!;
  const perTurn = (name: 'values' | 'probabilities' | 'squaredProbabilitySums') => {
    const numbers = rollout[name];
    if (numbers !== null) requireLength(`${path}.${name}`, numbers.length, rewards.length);
    return numbers === null ? null : Float64Array.from(numbers);
  };
  if (rollout.stateKeys !== null) requireLength(`${path}.stateKeys`, rollout.stateKeys.length, rewards.length);
  return {
    turnRewards: Float64Array.from(rewards),
    outcome,
    stateKeys: rollout.stateKeys,
    values: perTurn('values'),
    finalValue: rollout.finalValue,
    probabilities: perTurn('probabilities'),
    squaredProbabilitySums: perTurn('squaredProbabilitySums'),
  };
}

function requireLength(field: string, length: number, turns: number): void {
  if (length === turns) return;
  throw new InvalidInputError(`${field}: has ${length} entries; the rollout has ${turns} turns`);
}

function checkSize(groups: EstimateAdvantagesCommand['groups']): void {
  const turns = groups
    .flat()
    .reduce((sum, rollout) => sum + (rollout.turns?.length ?? rollout.turnRewards?.length ?? 0), 0);
  if (turns <= ADVANTAGE_LIMITS.turns) return;
  throw new InvalidInputError(`groups: have ${turns} turns in total; at most ${ADVANTAGE_LIMITS.turns}`);
}
