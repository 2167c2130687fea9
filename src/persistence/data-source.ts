import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { InitialSchema1763900000000 } from '../../migrations/1763900000000-initial-schema';
import { Endpoints1764000000000 } from '../../migrations/1764000000000-endpoints';
import { Collections1764000100000 } from '../../migrations/1764000100000-collections';
import { HumanTurns1764000200000 } from '../../migrations/1764000200000-human-turns';
import { Checkpoints1764000300000 } from '../../migrations/1764000300000-checkpoints';
import { Evaluations1764000400000 } from '../../migrations/1764000400000-evaluations';
import { TrainingRuns1764000500000 } from '../../migrations/1764000500000-training-runs';
import { TrainingShards1764000600000 } from '../../migrations/1764000600000-training-shards';
import { AdvantageAudit } from '../model/advantage-audit.model';
import { ApiKey } from '../model/api-key.model';
import { CalibrationRound } from '../model/calibration-round.model';
import { Calibration } from '../model/calibration.model';
import { Checkpoint } from '../model/checkpoint.model';
import { Endpoint } from '../model/endpoint.model';
import { EventRow } from '../model/event.model';
import { EventStream } from '../model/event-stream.model';
import { Collection } from '../model/collection.model';
import { CollectionShard } from '../model/collection-shard.model';
import { EvaluationComparisonMember } from '../model/evaluation-comparison-member.model';
import { EvaluationComparison } from '../model/evaluation-comparison.model';
import { Evaluation } from '../model/evaluation.model';
import { Experiment } from '../model/experiment.model';
import { HumanTurn } from '../model/human-turn.model';
import { IdempotencyRecord } from '../model/idempotency-record.model';
import { JobOutbox } from '../model/job-outbox.model';
import { JobRun } from '../model/job-run.model';
import { Organization } from '../model/organization.model';
import { Policy } from '../model/policy.model';
import { RewardSchemeTier } from '../model/reward-scheme-tier.model';
import { RewardScheme } from '../model/reward-scheme.model';
import { RolloutFault } from '../model/rollout-fault.model';
import { Rollout } from '../model/rollout.model';
import { TaskSet } from '../model/task-set.model';
import { Task } from '../model/task.model';
import { TierStatistic } from '../model/tier-statistic.model';
import { ToolCall } from '../model/tool-call.model';
import { TrainingMetric } from '../model/training-metric.model';
import { TrainingRun } from '../model/training-run.model';
import { TrainingShard } from '../model/training-shard.model';
import { TrainingWarningRow } from '../model/training-warning.model';
import { Turn } from '../model/turn.model';
import { UserSimulator } from '../model/user-simulator.model';
import { WorkerRow } from '../model/worker.model';
import { SnakeNaming } from './snake-naming';

/** Every table, one class each. */
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
