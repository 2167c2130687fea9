import type { EntityManager } from 'typeorm';
import { AdvantageAuditStore } from './stores/calibration/advantage-audit-store';
import { ApiKeyStore } from './stores/organizations/api-key-store';
import { CalibrationStore } from './stores/calibration/calibration-store';
import { CatalogStore } from './stores/catalog-store';
import { CheckpointStore } from './stores/checkpoints/checkpoint-store';
import { CollectionFiguresStore } from './stores/collection/collection-figures';
import { CollectionStore } from './stores/collection/collection-store';
import { EndpointStore } from './stores/players/endpoint-store';
import { EvaluationComparisonStore } from './stores/comparisons/evaluation-comparison-store';
import { EvaluationStore } from './stores/evaluation/evaluation-store';
import { EventStore } from './stores/jobs/event-store';
import { ExperimentStore } from './stores/experiments/experiment-store';
import { HumanTurnStore } from './stores/conversation/human-turn-store';
import { IdempotencyStore } from './stores/jobs/idempotency-store';
import { JobRunStore } from './stores/jobs/job-run-store';
import { ListReader } from './lists/list-reader';
import { NodeStore } from './stores/node-store';
import { OutcomeStore } from './stores/evaluation/outcome-store';
import { PlayerStore } from './stores/players/player-store';
import { RecordedUserStore } from './stores/conversation/recorded-user-store';
import { RewardSchemeStore } from './stores/calibration/reward-scheme-store';
import { RolloutFaultStore } from './stores/rollouts/rollout-fault-store';
import { RolloutReader } from './stores/rollouts/rollout-reader';
import { RolloutWriter } from './stores/rollouts/rollout-writer';
import { TrainingMetricStore } from './stores/training/training-metric-store';
import { TrainingRunStore } from './stores/training/training-run-store';
import { TrainingShardStore } from './stores/training/training-shard-store';
import { WorkerStore } from './stores/jobs/worker-store';
import { TaskSetStore } from './stores/tasks/task-set-store';

/** The stores of a unit of work, bound to its transaction and organization. */
export type TenantStores = {
  readonly apiKeys: ApiKeyStore;
  readonly experiments: ExperimentStore;
  readonly catalog: CatalogStore;
  readonly taskSets: TaskSetStore;
  readonly players: PlayerStore;
  readonly collections: CollectionStore;
  readonly collectionFigures: CollectionFiguresStore;
  readonly recordedUsers: RecordedUserStore;
  readonly endpoints: EndpointStore;
  readonly rollouts: RolloutReader;
  readonly rolloutWriter: RolloutWriter;
  readonly rewardSchemes: RewardSchemeStore;
  readonly calibrations: CalibrationStore;
  readonly advantageAudits: AdvantageAuditStore;
  readonly evaluations: EvaluationStore;
  readonly evaluationComparisons: EvaluationComparisonStore;
  readonly outcomes: OutcomeStore;
  readonly rolloutFaults: RolloutFaultStore;
  readonly jobRuns: JobRunStore;
  readonly events: EventStore;
  readonly humanTurns: HumanTurnStore;
  readonly idempotency: IdempotencyStore;
  readonly lists: ListReader;
  readonly nodes: NodeStore;
  readonly checkpoints: CheckpointStore;
  readonly trainingRuns: TrainingRunStore;
  readonly trainingMetrics: TrainingMetricStore;
  readonly trainingShards: TrainingShardStore;
  /** Belongs to the installation, not to the organization. */
  readonly workers: WorkerStore;
};

export function createTenantStores(manager: EntityManager, tenantId: string): TenantStores {
  return {
    apiKeys: new ApiKeyStore(manager, tenantId),
    experiments: new ExperimentStore(manager, tenantId),
    catalog: new CatalogStore(manager, tenantId),
    taskSets: new TaskSetStore(manager, tenantId),
    players: new PlayerStore(manager, tenantId),
    collections: new CollectionStore(manager, tenantId),
    collectionFigures: new CollectionFiguresStore(manager),
    recordedUsers: new RecordedUserStore(manager),
    endpoints: new EndpointStore(manager, tenantId),
    rollouts: new RolloutReader(manager),
    rolloutWriter: new RolloutWriter(manager, tenantId),
    rewardSchemes: new RewardSchemeStore(manager, tenantId),
    calibrations: new CalibrationStore(manager, tenantId),
    advantageAudits: new AdvantageAuditStore(manager, tenantId),
    evaluations: new EvaluationStore(manager, tenantId),
    evaluationComparisons: new EvaluationComparisonStore(manager, tenantId),
    outcomes: new OutcomeStore(manager),
    rolloutFaults: new RolloutFaultStore(manager, tenantId),
    jobRuns: new JobRunStore(manager, tenantId),
    events: new EventStore(manager, tenantId),
    humanTurns: new HumanTurnStore(manager, tenantId),
    idempotency: new IdempotencyStore(manager, tenantId),
    lists: new ListReader(manager),
    nodes: new NodeStore(manager),
    checkpoints: new CheckpointStore(manager, tenantId),
    trainingRuns: new TrainingRunStore(manager, tenantId),
    trainingMetrics: new TrainingMetricStore(manager, tenantId),
    trainingShards: new TrainingShardStore(manager, tenantId),
    workers: new WorkerStore(manager),
  };
}
