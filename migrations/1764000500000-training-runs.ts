import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to one organization: forced row security with both clauses. */
const TENANT_TABLES = ['training_run', 'training_metric', 'training_warning'];

/** Training runs with their metrics and warnings; checkpoints know their run, and schemes may come from gating. */
export class TrainingRuns1764000500000 implements MigrationInterface {
  readonly name = 'TrainingRuns1764000500000';

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
    await queryRunner.query(CHANGES);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what training runs measured would be lost; restore a backup instead'));
  }
}

const TABLES = `
CREATE TABLE training_run (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT training_run_kind_check CHECK (kind IN ('IMITATION','REINFORCEMENT','EXTERNAL')),
  name text NOT NULL,
  settings_json text NOT NULL,
  task_set_id uuid,
  validation_task_set_id uuid,
  reward_scheme_id uuid,
  current_reward_scheme_id uuid,
  base_checkpoint_id uuid,
  latest_checkpoint_id uuid,
  best_checkpoint_id uuid,
  job_run_id uuid,
  job_end text CONSTRAINT training_run_job_end_check CHECK (job_end IN ('DONE','STOPPED_EARLY','PAUSED')),
  external_state text CONSTRAINT training_run_external_state_check
    CHECK (external_state IN ('RUNNING','SUCCEEDED','FAILED','CANCELLED')),
  pause_requested boolean NOT NULL DEFAULT false,
  attempt integer NOT NULL DEFAULT 0,
  step integer NOT NULL DEFAULT 0 CONSTRAINT training_run_step_check CHECK (step >= 0),
  last_heartbeat_at timestamptz(3),
  heartbeat_timeout_ms integer,
  CONSTRAINT training_run_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT training_run_external_check CHECK ((kind = 'EXTERNAL') = (external_state IS NOT NULL
    AND last_heartbeat_at IS NOT NULL AND heartbeat_timeout_ms IS NOT NULL AND job_run_id IS NULL)),
  CONSTRAINT training_run_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id),
  CONSTRAINT training_run_task_set_fkey FOREIGN KEY (tenant_id, task_set_id) REFERENCES task_set (tenant_id, id),
  CONSTRAINT training_run_validation_task_set_fkey FOREIGN KEY (tenant_id, validation_task_set_id)
    REFERENCES task_set (tenant_id, id),
  CONSTRAINT training_run_reward_scheme_fkey FOREIGN KEY (tenant_id, reward_scheme_id)
    REFERENCES reward_scheme (tenant_id, id),
  CONSTRAINT training_run_current_reward_scheme_fkey FOREIGN KEY (tenant_id, current_reward_scheme_id)
    REFERENCES reward_scheme (tenant_id, id),
  CONSTRAINT training_run_base_checkpoint_fkey FOREIGN KEY (tenant_id, base_checkpoint_id)
    REFERENCES checkpoint (tenant_id, id),
  CONSTRAINT training_run_latest_checkpoint_fkey FOREIGN KEY (tenant_id, latest_checkpoint_id)
    REFERENCES checkpoint (tenant_id, id),
  CONSTRAINT training_run_best_checkpoint_fkey FOREIGN KEY (tenant_id, best_checkpoint_id)
    REFERENCES checkpoint (tenant_id, id),
  CONSTRAINT training_run_job_run_fkey FOREIGN KEY (tenant_id, job_run_id) REFERENCES job_run (tenant_id, id)
);
CREATE INDEX training_run_experiment_created_idx ON training_run (tenant_id, experiment_id, created_at, id);
CREATE INDEX training_run_job_run_idx ON training_run (tenant_id, job_run_id);

CREATE TABLE training_metric (
  tenant_id uuid NOT NULL,
  training_run_id uuid NOT NULL,
  name text NOT NULL,
  step integer NOT NULL CONSTRAINT training_metric_step_check CHECK (step >= 0),
  attempt integer NOT NULL,
  value double precision CONSTRAINT training_metric_value_check
    CHECK (value > '-Infinity'::double precision AND value < 'Infinity'::double precision),
  recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT training_metric_pkey PRIMARY KEY (tenant_id, training_run_id, name, step, attempt),
  CONSTRAINT training_metric_training_run_fkey FOREIGN KEY (tenant_id, training_run_id)
    REFERENCES training_run (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE training_warning (
  tenant_id uuid NOT NULL,
  training_run_id uuid NOT NULL,
  attempt integer NOT NULL,
  index integer NOT NULL,
  step integer NOT NULL,
  kind text NOT NULL,
  tier text,
  message text NOT NULL,
  CONSTRAINT training_warning_pkey PRIMARY KEY (tenant_id, training_run_id, attempt, index),
  CONSTRAINT training_warning_training_run_fkey FOREIGN KEY (tenant_id, training_run_id)
    REFERENCES training_run (tenant_id, id) ON DELETE CASCADE
);
`;

/** The checks read rows of every organization; the tables stay locked until their security is back. */
const CHANGES = `
ALTER TABLE checkpoint NO FORCE ROW LEVEL SECURITY;
ALTER TABLE training_run NO FORCE ROW LEVEL SECURITY;
ALTER TABLE checkpoint
  ADD COLUMN state_json text,
  ADD CONSTRAINT checkpoint_training_run_fkey FOREIGN KEY (tenant_id, training_run_id)
    REFERENCES training_run (tenant_id, id);
ALTER TABLE checkpoint FORCE ROW LEVEL SECURITY;
ALTER TABLE training_run FORCE ROW LEVEL SECURITY;

ALTER TABLE reward_scheme DROP CONSTRAINT reward_scheme_origin_check;
ALTER TABLE reward_scheme ADD CONSTRAINT reward_scheme_origin_check
  CHECK (origin IN ('PAPER','MANUAL','CALIBRATION','GATING'));
`;
