import type { EntityManager, ObjectType } from 'typeorm';
import { AdvantageAudit } from '../../model/calibration/advantage-audit.model';
import { CalibrationRound } from '../../model/calibration/calibration-round.model';
import { Calibration } from '../../model/calibration/calibration.model';
import { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { Collection } from '../../model/collection/collection.model';
import { Endpoint } from '../../model/players/endpoint.model';
import { EvaluationComparison } from '../../model/comparisons/evaluation-comparison.model';
import { Evaluation } from '../../model/evaluation/evaluation.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { HumanTurn } from '../../model/conversation/human-turn.model';
import { JobRun } from '../../model/jobs/job-run.model';
import type { Node } from '../../model/node';
import { Policy } from '../../model/players/policy.model';
import { RewardScheme } from '../../model/calibration/reward-scheme.model';
import { RolloutFault } from '../../model/rollouts/rollout-fault.model';
import { Rollout } from '../../model/rollouts/rollout.model';
import { TaskSet } from '../../model/tasks/task-set.model';
import { Task } from '../../model/tasks/task.model';
import { TrainingRun } from '../../model/training/training-run.model';
import { UserSimulator } from '../../model/players/user-simulator.model';

/** Types that `node(id)` can return, by table. */
const NODE_TABLES: Readonly<Record<string, ObjectType<Node>>> = {
  experiment: Experiment,
  rollout: Rollout,
  task: Task,
  task_set: TaskSet,
  policy: Policy,
  user_simulator: UserSimulator,
  endpoint: Endpoint,
  collection: Collection,
  reward_scheme: RewardScheme,
  calibration: Calibration,
  calibration_round: CalibrationRound,
  advantage_audit: AdvantageAudit,
  evaluation: Evaluation,
  evaluation_comparison: EvaluationComparison,
  rollout_fault: RolloutFault,
  job_run: JobRun,
  human_turn: HumanTurn,
  checkpoint: Checkpoint,
  training_run: TrainingRun,
};

export class NodeStore {
  constructor(private readonly manager: EntityManager) {}

  /** The row with this id, whatever its type, or null. Ids are random, so no two types share one. */
  async find(id: string): Promise<Node | null> {
    const union = Object.keys(NODE_TABLES).map((table) => `SELECT '${table}' AS "table" FROM ${table} WHERE id = $1`);
    const [row] = await this.manager.query<{ table: string }[]>(union.join(' UNION ALL '), [id]);
    return row === undefined ? null : this.manager.findOneBy(NODE_TABLES[row.table]!, { id });
  }
}
