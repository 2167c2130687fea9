import type { EntityManager } from 'typeorm';

/** The user's messages in a rollout. */
export type RecordedUser = {
  readonly taskExternalId: string;
  readonly trial: number;
  /** Null if the agent spoke first. */
  readonly openingMessage: string | null;
  /** The user's message after each turn; null where the user said nothing. */
  readonly userMessages: readonly (string | null)[];
};

export type RecordedUserChoice = {
  readonly experimentId: string;
  /** Null for every policy. */
  readonly policyName: string | null;
  readonly taskExternalIds: readonly string[];
};

/** The users of recorded rollouts, for replay. */
export class RecordedUserStore {
  constructor(private readonly manager: EntityManager) {}

  /** One per task and trial: of several, the one stored first. */
  find({ experimentId, policyName, taskExternalIds }: RecordedUserChoice): Promise<RecordedUser[]> {
    return this.manager.query<RecordedUser[]>(
      `SELECT DISTINCT ON (task.external_id, rollout.trial) task.external_id AS "taskExternalId", rollout.trial,
         rollout.opening_message AS "openingMessage",
         (SELECT COALESCE(array_agg(turn.user_message ORDER BY turn.index), '{}') FROM turn
          WHERE turn.rollout_id = rollout.id) AS "userMessages"
       FROM rollout JOIN task ON task.id = rollout.task_id
       WHERE rollout.experiment_id = $1 AND task.external_id = ANY($2)
         AND ($3::text IS NULL OR rollout.policy_id = (SELECT id FROM policy WHERE name = $3))
       ORDER BY task.external_id, rollout.trial, rollout.created_at, rollout.id`,
      [experimentId, taskExternalIds, policyName],
    );
  }
}
