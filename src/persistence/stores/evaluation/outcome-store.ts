import type { EntityManager } from 'typeorm';
import type { Fault } from '../../../domain/evaluation/outcome-matrix';
import type { OutcomeClass } from '../../../domain/trajectory';
import type { SimulatorKind } from '../../../model/enums';

/** The rollouts that an evaluation covers. */
export type OutcomeSelection =
  | { readonly collectionId: string }
  | {
      readonly experimentId: string;
      readonly policyId: string;
      /** Null for all. */
      readonly simulatorName: string | null;
      readonly simulatorVersion: string | null;
    };

/** The fields of a rollout that an evaluation needs. */
export type OutcomeRow = {
  readonly taskId: string;
  readonly externalId: string;
  readonly contentHash: string;
  /** False for a task of which only the name is known. */
  readonly isDescribed: boolean;
  readonly trial: number;
  readonly outcomeClass: OutcomeClass;
  readonly reward: number | null;
  readonly seed: string | null;
  /** The newest mark; null if no fault was marked. */
  readonly fault: Fault | null;
  readonly userSimulatorId: string;
  readonly createdAt: Date;
};

export type SimulatorRow = {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly kind: SimulatorKind;
  readonly specHash: string | null;
};

/** Outcomes of rollouts, as evaluations read them. */
export class OutcomeStore {
  constructor(private readonly manager: EntityManager) {}

  /**
   * The attempted rollouts in one statement, hence from one snapshot. Where rows differ, the order does not depend on
   * ids or times of this database: task, wording, trial, seed, simulator, content.
   */
  read(selection: OutcomeSelection): Promise<OutcomeRow[]> {
    const { condition, parameters } = conditionOf(selection);
    return this.manager.query<OutcomeRow[]>(
      `SELECT rollout.task_id AS "taskId", task.external_id AS "externalId", task.content_hash AS "contentHash",
         task.instruction <> '' AS "isDescribed", rollout.trial, rollout.outcome_class AS "outcomeClass", rollout.reward,
         rollout.seed, NULLIF(mark.fault, 'NONE') AS fault, rollout.user_simulator_id AS "userSimulatorId",
         rollout.created_at AS "createdAt"
       FROM rollout
       JOIN task ON task.id = rollout.task_id
       JOIN user_simulator simulator ON simulator.id = rollout.user_simulator_id
       LEFT JOIN LATERAL (
         SELECT fault FROM rollout_fault WHERE rollout_fault.rollout_id = rollout.id ORDER BY index DESC LIMIT 1) mark ON TRUE
       WHERE ${condition}
       ORDER BY task.external_id COLLATE "C", task.content_hash, rollout.trial, rollout.seed COLLATE "C",
         simulator.name COLLATE "C", simulator.version COLLATE "C", rollout.content_hash, rollout.id`,
      parameters,
    );
  }

  async count(selection: OutcomeSelection): Promise<number> {
    const { condition, parameters } = conditionOf(selection);
    const [row] = await this.manager.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM rollout
       JOIN user_simulator simulator ON simulator.id = rollout.user_simulator_id WHERE ${condition}`,
      parameters,
    );
    return row!.count;
  }

  /** Simulators by name and version. */
  findSimulators(ids: readonly string[]): Promise<SimulatorRow[]> {
    return this.manager.query<SimulatorRow[]>(
      `SELECT id, name, version, kind, spec_hash AS "specHash" FROM user_simulator WHERE id = ANY($1)
       ORDER BY name COLLATE "C", version COLLATE "C"`,
      [ids],
    );
  }

  /** The sets of these tasks by name and version. */
  findTaskSets(taskIds: readonly string[]): Promise<{ name: string; version: number; contentHash: string | null }[]> {
    return this.manager.query(
      `SELECT name, version, content_hash AS "contentHash" FROM task_set
       WHERE id IN (SELECT task_set_id FROM task WHERE task.id = ANY($1)) ORDER BY name COLLATE "C", version`,
      [taskIds],
    );
  }
}

function conditionOf(selection: OutcomeSelection): { condition: string; parameters: unknown[] } {
  if ('collectionId' in selection) {
    return { condition: 'rollout.collection_id = $1', parameters: [selection.collectionId] };
  }
  const { experimentId, policyId, simulatorName, simulatorVersion } = selection;
  return {
    condition:
      'rollout.experiment_id = $1 AND rollout.policy_id = $2 AND ($3::text IS NULL OR simulator.name = $3) ' +
      'AND ($4::text IS NULL OR simulator.version = $4)',
    parameters: [experimentId, policyId, simulatorName, simulatorVersion],
  };
}
