import { AdvantageAudit } from '../../model/calibration/advantage-audit.model';
import { Calibration } from '../../model/calibration/calibration.model';
import { RewardScheme } from '../../model/calibration/reward-scheme.model';
import { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { Collection } from '../../model/collection/collection.model';
import { EvaluationComparison } from '../../model/comparisons/evaluation-comparison.model';
import { HumanTurn } from '../../model/conversation/human-turn.model';
import { Evaluation } from '../../model/evaluation/evaluation.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { JobRun } from '../../model/jobs/job-run.model';
import { ApiKey } from '../../model/organizations/api-key.model';
import { Endpoint } from '../../model/players/endpoint.model';
import { Policy } from '../../model/players/policy.model';
import { UserSimulator } from '../../model/players/user-simulator.model';
import { RolloutFault } from '../../model/rollouts/rollout-fault.model';
import { Rollout } from '../../model/rollouts/rollout.model';
import { TaskSet } from '../../model/tasks/task-set.model';
import { Task } from '../../model/tasks/task.model';
import { TrainingRun } from '../../model/training/training-run.model';
import { NEWEST_FIRST, OLDEST_FIRST, type RowList } from './row-list';

type Entity<Row> = new () => Row;

const ANSWERABLE = `state = 'WAITING' AND expires_at > clock_timestamp()`;

/** All lists of rows with ids. Each order needs an index that starts with the parent's column. */
export const LISTS = {
  apiKeys: ofOrganization('apiKeys', ApiKey),
  endpoints: ofOrganization('endpoints', Endpoint),
  experiments: ofOrganization('experiments', Experiment),
  jobRuns: ofOrganization('jobRuns', JobRun),
  policies: ofOrganization('policies', Policy),
  rewardSchemes: ofOrganization('rewardSchemes', RewardScheme),
  taskSets: ofOrganization('taskSets', TaskSet),
  userSimulators: ofOrganization('userSimulators', UserSimulator),
  checkpoints: ofOrganization('checkpoints', Checkpoint),
  waitingHumanTurns: {
    ...ofOrganization('waitingHumanTurns', HumanTurn),
    condition: ANSWERABLE,
    sort: OLDEST_FIRST,
  },

  advantageAuditsOfExperiment: ofExperiment('advantageAudits', AdvantageAudit),
  calibrationsOfExperiment: ofExperiment('calibrations', Calibration),
  checkpointsOfExperiment: ofExperiment('checkpoints', Checkpoint),
  collectionsOfExperiment: ofExperiment('collections', Collection),
  evaluationsOfExperiment: ofExperiment('evaluations', Evaluation),
  evaluationComparisonsOfExperiment: ofExperiment('evaluationComparisons', EvaluationComparison),
  jobRunsOfExperiment: ofExperiment('jobRuns', JobRun),
  rolloutsOfExperiment: ofExperiment('rollouts', Rollout),
  trainingRunsOfExperiment: ofExperiment('trainingRuns', TrainingRun),
  waitingHumanTurnsOfExperiment: {
    ...ofExperiment('waitingHumanTurns', HumanTurn),
    condition: ANSWERABLE,
    sort: OLDEST_FIRST,
  },

  rolloutsOfCollection: newestOf('rollouts', Rollout, 'collection_id = parent.id'),
  evaluationsOfCollection: newestOf('evaluations', Evaluation, 'collection_id = parent.id'),
  evaluationsOfPolicy: newestOf('evaluations', Evaluation, 'policy_id = parent.id'),
  /** Of the policies that play its checkpoints. */
  evaluationsOfTrainingRun: newestOf(
    'evaluations',
    Evaluation,
    `policy_id IN (SELECT policy.id FROM policy JOIN checkpoint ON checkpoint.id = policy.checkpoint_id
       WHERE checkpoint.training_run_id = parent.id)`,
  ),
  checkpointsOfTrainingRun: newestOf('checkpoints', Checkpoint, 'training_run_id = parent.id'),
  childrenOfCheckpoint: newestOf('children', Checkpoint, 'parent_id = parent.id'),
  policiesOfCheckpoint: newestOf('policies', Policy, 'checkpoint_id = parent.id'),
  tasksOfTaskSet: { ...newestOf('tasks', Task, 'task_set_id = parent.id'), sort: OLDEST_FIRST },
  faultsOfRollout: {
    ...newestOf('faultHistory', RolloutFault, 'rollout_id = parent.id'),
    sort: { key: 'index', keyType: 'INTEGER', direction: 'DESC' },
  },
} as const;

function ofOrganization<Row extends { id: string }>(name: string, entity: Entity<Row>): RowList<Row> {
  return newestOf(name, entity, 'tenant_id = parent.id');
}

function ofExperiment<Row extends { id: string }>(name: string, entity: Entity<Row>): RowList<Row> {
  return newestOf(name, entity, 'experiment_id = parent.id');
}

function newestOf<Row extends { id: string }>(name: string, entity: Entity<Row>, ofParent: string): RowList<Row> {
  return { name, entity, ofParent, sort: NEWEST_FIRST };
}
