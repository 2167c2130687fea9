import DataLoader from 'dataloader';
import type { TierValues } from '../../domain/calibration/schemes/reward-scheme';
import { NotFoundError } from '../../errors';
import { capabilitiesFormat, type WorkerCapabilities } from '../../jobs/job-requirements';
import type { CalibrationRound } from '../../model/calibration/calibration-round.model';
import type { Calibration } from '../../model/calibration/calibration.model';
import type { Collection } from '../../model/collection/collection.model';
import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import type { EvaluationComparisonMember } from '../../model/comparisons/evaluation-comparison-member.model';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { FaultMark } from '../../model/enums';
import type { Experiment } from '../../model/experiments/experiment.model';
import type { HumanTurn } from '../../model/conversation/human-turn.model';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { Policy } from '../../model/players/policy.model';
import type { RewardSchemeTier } from '../../model/calibration/reward-scheme-tier.model';
import type { RewardScheme } from '../../model/calibration/reward-scheme.model';
import type { TaskSet } from '../../model/tasks/task-set.model';
import type { Task } from '../../model/tasks/task.model';
import type { TierStatistic } from '../../model/calibration/tier-statistic.model';
import type { ToolCall } from '../../model/rollouts/tool-call.model';
import type { Turn } from '../../model/rollouts/turn.model';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { TrainingState } from '../../model/training/training-enums';
import type { UserSimulator } from '../../model/players/user-simulator.model';
import type { HumanExchange } from '../../persistence/stores/conversation/human-turn-store';
import type { TurnRange, TurnTier } from '../../persistence/stores/rollouts/rollout-reader';
import type { ShardState } from '../../persistence/stores/collection/collection-store';
import type { TenantStores } from '../../persistence/tenant-stores';
import { LIMITS } from '../guards/limits';
import { readTrainingStates } from '../../services/training/training-run-state';
import { readTierValues } from '../../services/calibration/reward-scheme-values';
import { groupBy } from '../../domain/group-by';
import { ListLoader } from './list-loader';

type InTenant = <Result>(work: (stores: TenantStores) => Promise<Result>) => Promise<Result>;
type Loader<Value> = DataLoader<string, Value>;

/** The edges between types, each fetched for all objects of an answer at once. Keys are ids. */
export type Loaders = {
  readonly experiment: Loader<Experiment>;
  readonly task: Loader<Task>;
  readonly taskSet: Loader<TaskSet>;
  readonly policy: Loader<Policy>;
  readonly userSimulator: Loader<UserSimulator>;
  readonly rewardScheme: Loader<RewardScheme>;
  /** The calibration that proposed a scheme, or null. */
  readonly calibrationOfScheme: Loader<Calibration | null>;
  readonly jobRun: Loader<JobRun>;
  readonly calibration: Loader<Calibration>;
  readonly checkpoint: Loader<Checkpoint>;
  readonly ancestorsOfCheckpoint: Loader<Checkpoint[]>;
  readonly stateOfTrainingRun: Loader<TrainingState>;
  readonly trainingRun: Loader<TrainingRun>;
  /** What live workers offer; the key is ignored. */
  readonly liveWorkers: Loader<readonly WorkerCapabilities[]>;
  readonly turnsWithin: DataLoader<TurnRange, Turn[]>;
  readonly lists: ListLoader;
  /** Only tiers and scores, because texts make up most of a turn. */
  readonly turnTiersOfRollout: Loader<readonly TurnTier[]>;
  readonly toolCallsOfRollout: Loader<ReadonlyMap<number, ToolCall[]>>;
  readonly tiersOfScheme: Loader<RewardSchemeTier[]>;
  /**
   * Values of a scheme by the id that a client sent, in lower case; NotFoundError if the organization has no such
   * scheme.
   */
  readonly tierValues: Loader<TierValues>;
  readonly collection: Loader<Collection>;
  readonly evaluation: Loader<Evaluation>;
  readonly membersOfComparison: Loader<EvaluationComparisonMember[]>;
  /** The newest mark; NONE if there are no marks. */
  readonly faultOfRollout: Loader<FaultMark>;
  /** Name of an API key. */
  readonly keyName: Loader<string>;
  readonly shardsOfCollection: Loader<ShardState[]>;
  readonly roundsOfCalibration: Loader<CalibrationRound[]>;
  readonly statisticsOfRound: Loader<TierStatistic[]>;
  readonly humanTurn: Loader<HumanTurn>;
  readonly exchangesBeforeHumanTurn: Loader<readonly HumanExchange[]>;
};

/** Loaders of one request. Each batch is one unit of work with one statement. */
export function createLoaders(inTenant: InTenant): Loaders {
  const byId = <Row extends { id: string }>(find: (stores: TenantStores, ids: string[]) => Promise<Row[]>) =>
    batched(async (ids) => {
      const rows = await inTenant((stores) => find(stores, ids));
      const found = new Map(rows.map((row) => [row.id, row]));
      return (id) => found.get(id) ?? new Error(`referenced row ${id} is missing`);
    });
  const byParent = <Row>(
    find: (stores: TenantStores, ids: string[]) => Promise<Row[]>,
    parentOf: (row: Row) => string,
  ) =>
    batched(async (ids) => {
      const groups = groupBy(await inTenant((stores) => find(stores, ids)), parentOf);
      return (id) => groups.get(id) ?? [];
    });
  return {
    experiment: byId((stores, ids) => stores.experiments.findMany(ids)),
    task: byId((stores, ids) => stores.catalog.findTasks(ids)),
    taskSet: byId((stores, ids) => stores.catalog.findTaskSets(ids)),
    policy: byId((stores, ids) => stores.catalog.findPolicies(ids)),
    userSimulator: byId((stores, ids) => stores.catalog.findUserSimulators(ids)),
    rewardScheme: byId((stores, ids) => stores.rewardSchemes.findMany(ids)),
    jobRun: byId((stores, ids) => stores.jobRuns.findMany(ids)),
    calibration: byId((stores, ids) => stores.calibrations.findMany(ids)),
    checkpoint: byId((stores, ids) => stores.checkpoints.findMany(ids)),
    ancestorsOfCheckpoint: batched(async (ids) => {
      const lines = await inTenant((stores) => stores.checkpoints.ancestors(ids, LIMITS.lineage));
      return (id) => lines.get(id) ?? [];
    }),
    stateOfTrainingRun: batched(async (ids) => {
      const states = await inTenant((stores) => readTrainingStates(stores, ids));
      return (id) => states.get(id) ?? new Error(`training run ${id} is missing`);
    }),
    trainingRun: byId((stores, ids) => stores.trainingRuns.findMany(ids)),
    liveWorkers: batched(async () => {
      const rows = await inTenant((stores) => stores.workers.findLive(LIMITS.workers));
      const capabilities = rows.map((row) => capabilitiesFormat.read(row.capabilitiesJson, row.name));
      return () => capabilities;
    }),
    turnsWithin: new DataLoader<TurnRange, Turn[]>(
      async (ranges) => {
        const turns = groupBy(
          await inTenant((stores) => stores.rollouts.findTurnsWithin(ranges)),
          (turn) => turn.rolloutId,
        );
        return ranges.map(({ rolloutId, from, to }) =>
          (turns.get(rolloutId) ?? []).filter(({ index }) => index >= from && index < to),
        );
      },
      { cache: false },
    ),
    lists: new ListLoader(inTenant),
    calibrationOfScheme: batched(async (ids) => {
      const calibrations = await inTenant((stores) => stores.calibrations.findByScheme(ids));
      return (id) => calibrations.get(id) ?? null;
    }),
    turnTiersOfRollout: batched(async (ids) => {
      const tiers = await inTenant((stores) => stores.rollouts.findTurnTiers(ids));
      return (id) => tiers.get(id) ?? [];
    }),
    toolCallsOfRollout: batched(async (ids) => {
      const calls = groupBy(await inTenant((stores) => stores.rollouts.findToolCalls(ids)), (call) => call.rolloutId);
      const byTurn = new Map([...calls].map(([id, list]) => [id, groupBy(list, (call) => call.turnIndex)]));
      return (id) => byTurn.get(id) ?? new Map<number, ToolCall[]>();
    }),
    tiersOfScheme: byParent(
      (stores, ids) => stores.rewardSchemes.findTiers(ids),
      (tier) => tier.rewardSchemeId,
    ),
    tierValues: batched(async (ids) => {
      const values = await inTenant((stores) => readTierValues(stores, ids));
      return (id): TierValues | Error => values.get(id) ?? new NotFoundError(`no reward scheme ${id}`);
    }),
    collection: byId((stores, ids) => stores.collections.findMany(ids)),
    evaluation: byId((stores, ids) => stores.evaluations.findMany(ids)),
    membersOfComparison: byParent(
      (stores, ids) => stores.evaluationComparisons.findMembers(ids),
      (member) => member.evaluationComparisonId,
    ),
    faultOfRollout: batched(async (ids) => {
      const marks = await inTenant((stores) => stores.rolloutFaults.findNewest(ids));
      return (id): FaultMark => marks.get(id) ?? 'NONE';
    }),
    keyName: batched(async (ids) => {
      const names = await inTenant((stores) => stores.apiKeys.findNames(ids));
      return (id) => names.get(id) ?? new Error(`referenced key ${id} is missing`);
    }),
    shardsOfCollection: byParent(
      (stores, ids) => stores.collections.findShardStates(ids),
      (shard) => shard.collectionId,
    ),
    roundsOfCalibration: byParent(
      (stores, ids) => stores.calibrations.findRounds(ids),
      (round) => round.calibrationId,
    ),
    statisticsOfRound: byParent(
      (stores, ids) => stores.calibrations.findStatistics(ids),
      (statistic) => statistic.calibrationRoundId,
    ),
    humanTurn: byId((stores, ids) => stores.humanTurns.findMany(ids)),
    exchangesBeforeHumanTurn: batched(async (ids) => {
      const exchanges = await inTenant((stores) => stores.humanTurns.findExchangesBefore(ids));
      return (id) => exchanges.get(id) ?? [];
    }),
  };
}

/**
 * A loader that fetches distinct keys together. It does not cache: an answer is read level by level, so a cache would
 * hardly ever be hit, and would return stale rows after a mutation or in a later event of a subscription.
 */
function batched<Value>(fetch: (keys: string[]) => Promise<(key: string) => Value | Error>): Loader<Value> {
  return new DataLoader<string, Value>(
    async (keys) => {
      const answerOf = await fetch([...new Set(keys)]);
      return keys.map(answerOf);
    },
    { cache: false },
  );
}
