import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts of an update that are played by other workers than the learner's. */
export class TrainingShards1764000600000 implements MigrationInterface {
  readonly name = 'TrainingShards1764000600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await queryRunner.query(`
      ALTER TABLE training_shard ENABLE ROW LEVEL SECURITY;
      ALTER TABLE training_shard FORCE ROW LEVEL SECURITY;
      CREATE POLICY tenant_isolation ON training_shard
        USING (tenant_id = current_setting('turnwise.tenant_id')::uuid)
        WITH CHECK (tenant_id = current_setting('turnwise.tenant_id')::uuid);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE training_shard');
  }
}

const TABLES = `
CREATE TABLE training_shard (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  training_run_id uuid NOT NULL,
  job_run_id uuid NOT NULL,
  step integer NOT NULL CONSTRAINT training_shard_step_check CHECK (step >= 0),
  group_count integer NOT NULL CONSTRAINT training_shard_group_count_check CHECK (group_count >= 1),
  model_hash text NOT NULL,
  result_hash text,
  state text NOT NULL DEFAULT 'WAITING'
    CONSTRAINT training_shard_state_check CHECK (state IN ('WAITING','DELIVERED','GIVEN_UP')),
  CONSTRAINT training_shard_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT training_shard_delivered_check CHECK (state <> 'DELIVERED' OR result_hash IS NOT NULL),
  CONSTRAINT training_shard_training_run_fkey FOREIGN KEY (tenant_id, training_run_id)
    REFERENCES training_run (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT training_shard_job_run_fkey FOREIGN KEY (tenant_id, job_run_id) REFERENCES job_run (tenant_id, id)
);
CREATE INDEX training_shard_training_run_idx ON training_shard (tenant_id, training_run_id);
`;
