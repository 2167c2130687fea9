import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checkpoints of policies, and the workers with what they offer. */
export class Checkpoints1764000300000 implements MigrationInterface {
  readonly name = 'Checkpoints1764000300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await queryRunner.query(`
      ALTER TABLE checkpoint ENABLE ROW LEVEL SECURITY;
      ALTER TABLE checkpoint FORCE ROW LEVEL SECURITY;
      CREATE POLICY tenant_isolation ON checkpoint
        USING (tenant_id = current_setting('turnwise.tenant_id')::uuid)
        WITH CHECK (tenant_id = current_setting('turnwise.tenant_id')::uuid);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE job_run DROP COLUMN requirements_json;
      DROP TABLE worker;
      DROP TABLE checkpoint;
    `);
  }
}

/** `worker` stands outside row security: it holds machines and nothing of any organization. */
const TABLES = `
CREATE TABLE checkpoint (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid,
  training_run_id uuid,
  parent_id uuid,
  origin text NOT NULL CONSTRAINT checkpoint_origin_check CHECK (origin IN ('TRAINED','IMITATION','UPLOADED')),
  step integer NOT NULL CONSTRAINT checkpoint_step_check CHECK (step >= 0),
  model_hash text NOT NULL,
  model_bytes integer NOT NULL,
  optimizer_hash text,
  optimizer_bytes integer,
  metadata_json text NOT NULL,
  CONSTRAINT checkpoint_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT checkpoint_optimizer_check CHECK ((optimizer_hash IS NULL) = (optimizer_bytes IS NULL)),
  CONSTRAINT checkpoint_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id),
  CONSTRAINT checkpoint_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id),
  CONSTRAINT checkpoint_parent_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES checkpoint (tenant_id, id)
);
CREATE INDEX checkpoint_experiment_created_idx ON checkpoint (tenant_id, experiment_id, created_at, id);
CREATE INDEX checkpoint_training_run_step_idx ON checkpoint (tenant_id, training_run_id, step);

CREATE TABLE worker (
  name text CONSTRAINT worker_pkey PRIMARY KEY,
  started_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  last_seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  capabilities_json text NOT NULL
);

ALTER TABLE job_run ADD COLUMN requirements_json text;
`;
