import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to one organization: forced row security with both clauses. */
const TENANT_TABLES = [
  'experiment',
  'task_set',
  'task',
  'policy',
  'user_simulator',
  'rollout',
  'turn',
  'tool_call',
  'reward_scheme',
  'reward_scheme_tier',
  'calibration',
  'calibration_round',
  'tier_statistic',
  'advantage_audit',
  'job_run',
  'event_stream',
  'event',
  'idempotency_record',
];

export class InitialSchema1763900000000 implements MigrationInterface {
  readonly name = 'InitialSchema1763900000000';

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

  down(): Promise<void> {
    return Promise.reject(new Error('the first migration has nothing to go back to; drop the database instead'));
  }
}

const TABLES = `
CREATE TABLE organization (
  id uuid CONSTRAINT organization_pkey PRIMARY KEY,
  slug text NOT NULL CONSTRAINT organization_slug_key UNIQUE,
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  name text NOT NULL,
  role text NOT NULL CONSTRAINT api_key_role_check CHECK (role IN ('VIEWER','MEMBER','WORKER','ADMIN')),
  secret_hash text NOT NULL CONSTRAINT api_key_secret_hash_key UNIQUE,
  prefix text NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT api_key_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT api_key_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
);

CREATE TABLE experiment (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  CONSTRAINT experiment_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT experiment_name_key UNIQUE (tenant_id, name),
  CONSTRAINT experiment_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
);

CREATE TABLE task_set (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  name text NOT NULL,
  version integer NOT NULL CONSTRAINT task_set_version_check CHECK (version >= 1),
  content_hash text,
  CONSTRAINT task_set_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT task_set_name_version_key UNIQUE (tenant_id, name, version),
  CONSTRAINT task_set_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
);

CREATE TABLE task (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  task_set_id uuid NOT NULL,
  external_id text NOT NULL,
  content_hash text NOT NULL,
  instruction text NOT NULL,
  golden_actions_json text NOT NULL,
  golden_action_count integer NOT NULL,
  expected_outputs text[] NOT NULL,
  CONSTRAINT task_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT task_external_id_content_key UNIQUE (tenant_id, task_set_id, external_id, content_hash),
  CONSTRAINT task_task_set_fkey FOREIGN KEY (tenant_id, task_set_id) REFERENCES task_set (tenant_id, id)
);

CREATE TABLE policy (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  name text NOT NULL,
  kind text NOT NULL CONSTRAINT policy_kind_check CHECK (kind IN ('ONNX','OPENAI','SCRIPTED','EXTERNAL')),
  CONSTRAINT policy_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT policy_name_key UNIQUE (tenant_id, name),
  CONSTRAINT policy_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
);

CREATE TABLE user_simulator (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  name text NOT NULL,
  version text NOT NULL,
  kind text NOT NULL CONSTRAINT user_simulator_kind_check CHECK (kind IN ('SCRIPTED','LLM','HUMAN','REPLAY','EXTERNAL')),
  CONSTRAINT user_simulator_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT user_simulator_name_version_key UNIQUE (tenant_id, name, version),
  CONSTRAINT user_simulator_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
);

CREATE TABLE rollout (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid NOT NULL,
  task_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  user_simulator_id uuid NOT NULL,
  identity text NOT NULL,
  client_id text,
  content_hash text NOT NULL,
  trial integer NOT NULL CONSTRAINT rollout_trial_check CHECK (trial >= 0),
  seed text,
  outcome_class text NOT NULL CONSTRAINT rollout_outcome_class_check
    CHECK (outcome_class IN ('SCORED','UNSCORED','INFRASTRUCTURE_FAILURE','SIMULATOR_FAILURE','TIMEOUT')),
  reward double precision CONSTRAINT rollout_finite_reward_check CHECK (reward NOT IN ('NaN', 'Infinity', '-Infinity')),
  end_reason text,
  is_truncated boolean NOT NULL,
  opening_message text,
  turn_count integer NOT NULL,
  tool_call_count integer NOT NULL,
  input_tokens integer,
  output_tokens integer,
  latency_ms double precision,
  CONSTRAINT rollout_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT rollout_identity_key UNIQUE (tenant_id, experiment_id, identity),
  CONSTRAINT rollout_reward_check CHECK ((outcome_class = 'SCORED') = (reward IS NOT NULL)),
  CONSTRAINT rollout_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id),
  CONSTRAINT rollout_task_fkey FOREIGN KEY (tenant_id, task_id) REFERENCES task (tenant_id, id),
  CONSTRAINT rollout_policy_fkey FOREIGN KEY (tenant_id, policy_id) REFERENCES policy (tenant_id, id),
  CONSTRAINT rollout_user_simulator_fkey FOREIGN KEY (tenant_id, user_simulator_id) REFERENCES user_simulator (tenant_id, id)
);
CREATE INDEX rollout_experiment_created_idx ON rollout (tenant_id, experiment_id, created_at, id);
CREATE INDEX rollout_experiment_reward_idx ON rollout (tenant_id, experiment_id, reward, id);
CREATE INDEX rollout_experiment_turn_count_idx ON rollout (tenant_id, experiment_id, turn_count, id);
CREATE INDEX rollout_task_idx ON rollout (tenant_id, task_id);

CREATE TABLE turn (
  tenant_id uuid NOT NULL,
  rollout_id uuid NOT NULL,
  index integer NOT NULL CONSTRAINT turn_index_check CHECK (index >= 0),
  message text,
  user_message text,
  tier text NOT NULL,
  score double precision NOT NULL,
  classifier_version text NOT NULL,
  input_tokens integer,
  output_tokens integer,
  latency_ms double precision,
  CONSTRAINT turn_pkey PRIMARY KEY (tenant_id, rollout_id, index),
  CONSTRAINT turn_rollout_fkey FOREIGN KEY (tenant_id, rollout_id) REFERENCES rollout (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE tool_call (
  tenant_id uuid NOT NULL,
  rollout_id uuid NOT NULL,
  turn_index integer NOT NULL,
  index integer NOT NULL,
  name text NOT NULL,
  arguments text NOT NULL,
  result text,
  is_error boolean,
  CONSTRAINT tool_call_pkey PRIMARY KEY (tenant_id, rollout_id, turn_index, index),
  CONSTRAINT tool_call_turn_fkey FOREIGN KEY (tenant_id, rollout_id, turn_index)
    REFERENCES turn (tenant_id, rollout_id, index) ON DELETE CASCADE
);
CREATE INDEX tool_call_name_idx ON tool_call (tenant_id, name, rollout_id);

CREATE TABLE reward_scheme (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  name text NOT NULL,
  version integer NOT NULL CONSTRAINT reward_scheme_version_check CHECK (version >= 1),
  origin text NOT NULL CONSTRAINT reward_scheme_origin_check CHECK (origin IN ('PAPER','MANUAL','CALIBRATION')),
  CONSTRAINT reward_scheme_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT reward_scheme_name_version_key UNIQUE (tenant_id, name, version),
  CONSTRAINT reward_scheme_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
);

CREATE TABLE reward_scheme_tier (
  tenant_id uuid NOT NULL,
  reward_scheme_id uuid NOT NULL,
  tier text NOT NULL,
  value double precision NOT NULL,
  CONSTRAINT reward_scheme_tier_pkey PRIMARY KEY (tenant_id, reward_scheme_id, tier),
  CONSTRAINT reward_scheme_tier_scheme_fkey FOREIGN KEY (tenant_id, reward_scheme_id)
    REFERENCES reward_scheme (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE job_run (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  name text NOT NULL,
  experiment_id uuid,
  payload_json text NOT NULL,
  state text NOT NULL DEFAULT 'QUEUED' CONSTRAINT job_run_state_check
    CHECK (state IN ('QUEUED','RUNNING','SUCCEEDED','FAILED','CANCELLED')),
  phase text,
  progress_done double precision NOT NULL DEFAULT 0,
  progress_total double precision,
  attempt integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL,
  fencing_token integer NOT NULL DEFAULT 0,
  lease_expires_at timestamptz(3),
  worker_name text,
  cancel_requested_at timestamptz(3),
  error_code text,
  error_message text,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  CONSTRAINT job_run_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT job_run_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id),
  CONSTRAINT job_run_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id)
);
CREATE INDEX job_run_created_idx ON job_run (tenant_id, created_at, id);

CREATE TABLE job_outbox (
  job_run_id uuid CONSTRAINT job_outbox_pkey PRIMARY KEY,
  tenant_id uuid NOT NULL,
  not_before timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX job_outbox_not_before_idx ON job_outbox (not_before);

CREATE TABLE event_stream (
  tenant_id uuid NOT NULL,
  stream text NOT NULL,
  seq integer NOT NULL DEFAULT 0,
  CONSTRAINT event_stream_pkey PRIMARY KEY (tenant_id, stream),
  CONSTRAINT event_stream_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
);

CREATE TABLE event (
  tenant_id uuid NOT NULL,
  stream text NOT NULL,
  seq integer NOT NULL,
  kind text NOT NULL,
  payload_json text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT event_pkey PRIMARY KEY (tenant_id, stream, seq),
  CONSTRAINT event_stream_fkey FOREIGN KEY (tenant_id, stream) REFERENCES event_stream (tenant_id, stream) ON DELETE CASCADE
);

CREATE TABLE idempotency_record (
  tenant_id uuid NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  input_hash text NOT NULL,
  response_json text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_record_pkey PRIMARY KEY (tenant_id, operation, key),
  CONSTRAINT idempotency_record_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
);

CREATE TABLE calibration (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid NOT NULL,
  job_run_id uuid NOT NULL,
  settings_json text NOT NULL,
  CONSTRAINT calibration_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT calibration_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id),
  CONSTRAINT calibration_job_run_fkey FOREIGN KEY (tenant_id, job_run_id) REFERENCES job_run (tenant_id, id)
);
CREATE INDEX calibration_experiment_created_idx ON calibration (tenant_id, experiment_id, created_at, id);

CREATE TABLE calibration_round (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  calibration_id uuid NOT NULL,
  index integer NOT NULL,
  reward_scheme_id uuid NOT NULL,
  verdict text NOT NULL,
  rollout_count integer NOT NULL,
  turn_count integer NOT NULL,
  input_hash text NOT NULL,
  code_version text NOT NULL,
  classifier_version text NOT NULL,
  report_json text NOT NULL,
  report_hash text NOT NULL,
  CONSTRAINT calibration_round_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT calibration_round_index_key UNIQUE (tenant_id, calibration_id, index),
  CONSTRAINT calibration_round_calibration_fkey FOREIGN KEY (tenant_id, calibration_id) REFERENCES calibration (tenant_id, id),
  CONSTRAINT calibration_round_reward_scheme_fkey FOREIGN KEY (tenant_id, reward_scheme_id) REFERENCES reward_scheme (tenant_id, id)
);

CREATE TABLE tier_statistic (
  tenant_id uuid NOT NULL,
  calibration_round_id uuid NOT NULL,
  tier text NOT NULL,
  turns integer NOT NULL,
  rollouts_with integer NOT NULL,
  turn_share_in_passing double precision,
  presence_in_passing double precision,
  presence_in_failing double precision,
  rho double precision,
  rho_low double precision,
  rho_high double precision,
  within_task_rho double precision,
  within_task_rho_low double precision,
  within_task_rho_high double precision,
  p_value double precision,
  q_value double precision,
  is_task_difficulty_suspected boolean,
  proposed_value double precision NOT NULL,
  action text NOT NULL,
  reason text NOT NULL,
  CONSTRAINT tier_statistic_pkey PRIMARY KEY (tenant_id, calibration_round_id, tier),
  CONSTRAINT tier_statistic_round_fkey FOREIGN KEY (tenant_id, calibration_round_id)
    REFERENCES calibration_round (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE advantage_audit (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid NOT NULL,
  job_run_id uuid NOT NULL,
  reward_scheme_id uuid NOT NULL,
  settings_json text NOT NULL,
  rollout_count integer,
  turn_count integer,
  input_hash text,
  code_version text,
  report_json text,
  report_hash text,
  CONSTRAINT advantage_audit_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT advantage_audit_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id),
  CONSTRAINT advantage_audit_job_run_fkey FOREIGN KEY (tenant_id, job_run_id) REFERENCES job_run (tenant_id, id),
  CONSTRAINT advantage_audit_reward_scheme_fkey FOREIGN KEY (tenant_id, reward_scheme_id) REFERENCES reward_scheme (tenant_id, id)
);
CREATE INDEX advantage_audit_experiment_created_idx ON advantage_audit (tenant_id, experiment_id, created_at, id);
`;
