import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to one organization: forced row security with both clauses. */
const TENANT_TABLES = ['evaluation', 'evaluation_comparison', 'evaluation_comparison_member', 'rollout_fault'];

/** Evaluations of policies, their comparisons, and whom people blame for failed rollouts. */
export class Evaluations1764000400000 implements MigrationInterface {
  readonly name = 'Evaluations1764000400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    for (const table of TENANT_TABLES) {
      await queryRunner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant_isolation ON ${table}
          USING (tenant_id = current_setting('turnwise.tenant_id')::uuid)
          WITH CHECK (tenant_id = current_setting('turnwise.tenant_id')::uuid);
      `);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE rollout_fault;
      DROP TABLE evaluation_comparison_member;
      DROP TABLE evaluation_comparison;
      DROP TABLE evaluation;
    `);
  }
}

const TABLES = `
CREATE TABLE evaluation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  user_simulator_id uuid,
  collection_id uuid,
  recorded_filter_json text,
  job_run_id uuid,
  settings_json text NOT NULL,
  look_count integer NOT NULL DEFAULT 0,
  looked_rollouts integer NOT NULL DEFAULT 0,
  rollout_count integer,
  code_version text,
  manifest_json text,
  input_hash text,
  report_json text,
  report_hash text,
  CONSTRAINT evaluation_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT evaluation_source_check CHECK ((collection_id IS NULL) <> (recorded_filter_json IS NULL)),
  CONSTRAINT evaluation_result_check CHECK (
    (report_json IS NULL) = (report_hash IS NULL) AND (report_json IS NULL) = (manifest_json IS NULL)
    AND (report_json IS NULL) = (input_hash IS NULL) AND (report_json IS NULL) = (code_version IS NULL)
    AND (report_json IS NULL) = (rollout_count IS NULL)),
  CONSTRAINT evaluation_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id),
  CONSTRAINT evaluation_policy_fkey FOREIGN KEY (tenant_id, policy_id) REFERENCES policy (tenant_id, id),
  CONSTRAINT evaluation_user_simulator_fkey FOREIGN KEY (tenant_id, user_simulator_id)
    REFERENCES user_simulator (tenant_id, id),
  CONSTRAINT evaluation_collection_fkey FOREIGN KEY (tenant_id, collection_id) REFERENCES collection (tenant_id, id),
  CONSTRAINT evaluation_job_run_fkey FOREIGN KEY (tenant_id, job_run_id) REFERENCES job_run (tenant_id, id)
);
CREATE INDEX evaluation_experiment_created_idx ON evaluation (tenant_id, experiment_id, created_at, id);
CREATE INDEX evaluation_collection_idx ON evaluation (tenant_id, collection_id);
CREATE INDEX evaluation_job_run_idx ON evaluation (tenant_id, job_run_id);

CREATE TABLE evaluation_comparison (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid NOT NULL,
  settings_json text NOT NULL,
  code_version text NOT NULL,
  statistics_version text NOT NULL,
  report_json text NOT NULL,
  report_hash text NOT NULL,
  CONSTRAINT evaluation_comparison_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT evaluation_comparison_experiment_fkey FOREIGN KEY (tenant_id, experiment_id)
    REFERENCES experiment (tenant_id, id)
);
CREATE INDEX evaluation_comparison_experiment_created_idx
  ON evaluation_comparison (tenant_id, experiment_id, created_at, id);

CREATE TABLE evaluation_comparison_member (
  tenant_id uuid NOT NULL,
  evaluation_comparison_id uuid NOT NULL,
  index integer NOT NULL CONSTRAINT evaluation_comparison_member_index_check CHECK (index >= 0),
  evaluation_id uuid NOT NULL,
  input_hash text NOT NULL,
  CONSTRAINT evaluation_comparison_member_pkey PRIMARY KEY (tenant_id, evaluation_comparison_id, index),
  CONSTRAINT evaluation_comparison_member_comparison_fkey FOREIGN KEY (tenant_id, evaluation_comparison_id)
    REFERENCES evaluation_comparison (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT evaluation_comparison_member_evaluation_fkey FOREIGN KEY (tenant_id, evaluation_id)
    REFERENCES evaluation (tenant_id, id)
);

CREATE TABLE rollout_fault (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  rollout_id uuid NOT NULL,
  index integer NOT NULL CONSTRAINT rollout_fault_index_check CHECK (index >= 0),
  fault text NOT NULL
    CONSTRAINT rollout_fault_fault_check CHECK (fault IN ('AGENT','SIMULATOR','ENVIRONMENT','TASK','NONE')),
  comment text NOT NULL,
  api_key_id uuid NOT NULL,
  CONSTRAINT rollout_fault_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT rollout_fault_index_key UNIQUE (tenant_id, rollout_id, index),
  CONSTRAINT rollout_fault_rollout_fkey FOREIGN KEY (tenant_id, rollout_id)
    REFERENCES rollout (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT rollout_fault_api_key_fkey FOREIGN KEY (tenant_id, api_key_id) REFERENCES api_key (tenant_id, id)
);
`;
