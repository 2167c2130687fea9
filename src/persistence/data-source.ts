import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { InitialSchema1763900000000 } from '../../migrations/1763900000000-initial-schema';
import { Endpoints1764000000000 } from '../../migrations/1764000000000-endpoints';
import { Collections1764000100000 } from '../../migrations/1764000100000-collections';
import { HumanTurns1764000200000 } from '../../migrations/1764000200000-human-turns';
import { Checkpoints1764000300000 } from '../../migrations/1764000300000-checkpoints';
import { Evaluations1764000400000 } from '../../migrations/1764000400000-evaluations';
import { TrainingRuns1764000500000 } from '../../migrations/1764000500000-training-runs';
import { ListOrders1764000700000 } from '../../migrations/1764000700000-list-orders';
import { ApiKeyUses1764000800000 } from '../../migrations/1764000800000-api-key-uses';
import { TrainingWatch1764000900000 } from '../../migrations/1764000900000-training-watch';
import { TrainingShards1764000600000 } from '../../migrations/1764000600000-training-shards';
import { AdvantageAudit } from '../model/calibration/advantage-audit.model';
import { ApiKey } from '../model/organizations/api-key.model';
import { CalibrationRound } from '../model/calibration/calibration-round.model';
import { Calibration } from '../model/calibration/calibration.model';
import { Checkpoint } from '../model/checkpoints/checkpoint.model';
import { Endpoint } from '../model/players/endpoint.model';
import { EventRow } from '../model/jobs/event.model';
import { EventStream } from '../model/jobs/event-stream.model';
import { Collection } from '../model/collection/collection.model';
import { CollectionShard } from '../model/collection/collection-shard.model';
import { EvaluationComparisonMember } from '../model/comparisons/evaluation-comparison-member.model';
import { EvaluationComparison } from '../model/comparisons/evaluation-comparison.model';
import { Evaluation } from '../model/evaluation/evaluation.model';
import { Experiment } from '../model/experiments/experiment.model';
import { HumanTurn } from '../model/conversation/human-turn.model';
import { IdempotencyRecord } from '../model/jobs/idempotency-record.model';
import { JobOutbox } from '../model/jobs/job-outbox.model';
import { JobRun } from '../model/jobs/job-run.model';
import { Organization } from '../model/organizations/organization.model';
import { Policy } from '../model/players/policy.model';
import { RewardSchemeTier } from '../model/calibration/reward-scheme-tier.model';
import { RewardScheme } from '../model/calibration/reward-scheme.model';
import { RolloutFault } from '../model/rollouts/rollout-fault.model';
import { Rollout } from '../model/rollouts/rollout.model';
import { TaskSet } from '../model/tasks/task-set.model';
import { Task } from '../model/tasks/task.model';
import { TierStatistic } from '../model/calibration/tier-statistic.model';
import { ToolCall } from '../model/rollouts/tool-call.model';
import { TrainingMetric } from '../model/training/training-metric.model';
import { TrainingRun } from '../model/training/training-run.model';
import { TrainingShard } from '../model/training/training-shard.model';
import { TrainingWarningRow } from '../model/training/training-warning.model';
import { TrainingWatch } from '../model/training/training-watch.model';
import { Turn } from '../model/rollouts/turn.model';
import { UserSimulator } from '../model/players/user-simulator.model';
import { WorkerRow } from '../model/jobs/worker.model';
import { SnakeNaming } from './snake-naming';

/** One class per table. */
export const ENTITIES = [
  Organization,
  ApiKey,
  Experiment,
  TaskSet,
  Task,
  Policy,
  UserSimulator,
  Endpoint,
  Collection,
  CollectionShard,
  Rollout,
  Turn,
  ToolCall,
  RewardScheme,
  RewardSchemeTier,
  Calibration,
  CalibrationRound,
  TierStatistic,
  AdvantageAudit,
  JobRun,
  JobOutbox,
  EventStream,
  EventRow,
  IdempotencyRecord,
  Evaluation,
  EvaluationComparison,
  EvaluationComparisonMember,
  RolloutFault,
  HumanTurn,
  Checkpoint,
  TrainingRun,
  TrainingMetric,
  TrainingWarningRow,
  TrainingWatch,
  TrainingShard,
  WorkerRow,
];

/** Every migration, oldest first. Never edited once merged. */
export const MIGRATIONS = [
  InitialSchema1763900000000,
  Endpoints1764000000000,
  Collections1764000100000,
  HumanTurns1764000200000,
  Checkpoints1764000300000,
  Evaluations1764000400000,
  TrainingRuns1764000500000,
  TrainingShards1764000600000,
  ListOrders1764000700000,
  ApiKeyUses1764000800000,
  TrainingWatch1764000900000,
];

/** A data source that is not connected yet; it never changes the schema by itself. */
export function createDataSource(url: string, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'all',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    poolSize,
    connectTimeoutMS: 10_000,
    applicationName: 'turnwise',
  });
}
