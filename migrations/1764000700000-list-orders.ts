import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index for every order that lists are read in; policies know the checkpoint that they play. */
export class ListOrders1764000700000 implements MigrationInterface {
  readonly name = 'ListOrders1764000700000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CHANGES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX experiment_created_idx, task_set_created_idx, task_task_set_created_idx, policy_created_idx,
        user_simulator_created_idx, endpoint_created_idx, api_key_created_idx, reward_scheme_created_idx,
        calibration_round_reward_scheme_idx, checkpoint_created_idx, checkpoint_training_run_created_idx,
        checkpoint_parent_created_idx, evaluation_policy_created_idx, job_run_experiment_created_idx,
        rollout_collection_created_idx;
      ALTER TABLE policy DROP COLUMN checkpoint_id;
    `);
  }
}

/**
 * The update and the check of the key touch rows of every organization. From the first ALTER on, both tables are locked
 * until the migration commits, so the indexes of the other tables are built before it.
 */
const CHANGES = `
CREATE INDEX experiment_created_idx ON experiment (tenant_id, created_at, id);
CREATE INDEX task_set_created_idx ON task_set (tenant_id, created_at, id);
CREATE INDEX task_task_set_created_idx ON task (tenant_id, task_set_id, created_at, id);
CREATE INDEX user_simulator_created_idx ON user_simulator (tenant_id, created_at, id);
CREATE INDEX endpoint_created_idx ON endpoint (tenant_id, created_at, id);
CREATE INDEX api_key_created_idx ON api_key (tenant_id, created_at, id);
CREATE INDEX reward_scheme_created_idx ON reward_scheme (tenant_id, created_at, id);
CREATE INDEX calibration_round_reward_scheme_idx ON calibration_round (tenant_id, reward_scheme_id);
CREATE INDEX evaluation_policy_created_idx ON evaluation (tenant_id, policy_id, created_at, id);
CREATE INDEX job_run_experiment_created_idx ON job_run (tenant_id, experiment_id, created_at, id);
CREATE INDEX rollout_collection_created_idx ON rollout (tenant_id, collection_id, created_at, id);

ALTER TABLE policy NO FORCE ROW LEVEL SECURITY;
ALTER TABLE checkpoint NO FORCE ROW LEVEL SECURITY;
ALTER TABLE policy ADD COLUMN checkpoint_id uuid;
UPDATE policy SET checkpoint_id = checkpoint.id FROM checkpoint
  WHERE policy.kind = 'ONNX' AND checkpoint.tenant_id = policy.tenant_id
    AND checkpoint.id = (policy.spec_json::json ->> 'checkpointId')::uuid;
ALTER TABLE policy ADD CONSTRAINT policy_checkpoint_fkey
  FOREIGN KEY (tenant_id, checkpoint_id) REFERENCES checkpoint (tenant_id, id);
ALTER TABLE policy FORCE ROW LEVEL SECURITY;
ALTER TABLE checkpoint FORCE ROW LEVEL SECURITY;
CREATE INDEX policy_created_idx ON policy (tenant_id, created_at, id);
CREATE INDEX policy_checkpoint_created_idx ON policy (tenant_id, checkpoint_id, created_at, id);
CREATE INDEX checkpoint_created_idx ON checkpoint (tenant_id, created_at, id);
CREATE INDEX checkpoint_training_run_created_idx ON checkpoint (tenant_id, training_run_id, created_at, id);
CREATE INDEX checkpoint_parent_created_idx ON checkpoint (tenant_id, parent_id, created_at, id);
`;
