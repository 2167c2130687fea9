import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to one organization: forced row security with both clauses. */
const TENANT_TABLES = ['collection', 'collection_shard'];

/** What rollouts are collected with: tasks that can be played, policies and simulators that can be run, collections. */
export class Collections1764000100000 implements MigrationInterface {
  readonly name = 'Collections1764000100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CHANGES);
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
    return Promise.reject(new Error('collected rollouts would lose where they come from; restore a backup instead'));
  }
}

const CHANGES = `
ALTER TABLE task_set ADD COLUMN environment_json text;

ALTER TABLE task
  ADD COLUMN details_json text,
  ADD COLUMN facts_json text,
  ADD COLUMN traps_json text,
  ADD COLUMN family text,
  ADD COLUMN split text;

ALTER TABLE policy ADD COLUMN spec_json text, ADD COLUMN spec_hash text;

ALTER TABLE user_simulator ADD COLUMN spec_json text, ADD COLUMN spec_hash text;

CREATE TABLE collection (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid NOT NULL,
  task_set_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  user_simulator_id uuid NOT NULL,
  settings_json text NOT NULL,
  task_count integer NOT NULL CONSTRAINT collection_task_count_check CHECK (task_count >= 1),
  trials integer NOT NULL CONSTRAINT collection_trials_check CHECK (trials >= 1),
  quorum integer NOT NULL,
  ended_at timestamptz(3),
  CONSTRAINT collection_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT collection_quorum_check CHECK (quorum >= 1 AND quorum <= trials),
  CONSTRAINT collection_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id),
  CONSTRAINT collection_task_set_fkey FOREIGN KEY (tenant_id, task_set_id) REFERENCES task_set (tenant_id, id),
  CONSTRAINT collection_policy_fkey FOREIGN KEY (tenant_id, policy_id) REFERENCES policy (tenant_id, id),
  CONSTRAINT collection_user_simulator_fkey FOREIGN KEY (tenant_id, user_simulator_id)
    REFERENCES user_simulator (tenant_id, id)
);
CREATE INDEX collection_experiment_created_idx ON collection (tenant_id, experiment_id, created_at, id);

CREATE TABLE collection_shard (
  tenant_id uuid NOT NULL,
  collection_id uuid NOT NULL,
  index integer NOT NULL CONSTRAINT collection_shard_index_check CHECK (index >= 0),
  first_slot integer NOT NULL,
  slot_count integer NOT NULL,
  job_run_id uuid NOT NULL,
  CONSTRAINT collection_shard_pkey PRIMARY KEY (tenant_id, collection_id, index),
  CONSTRAINT collection_shard_collection_fkey FOREIGN KEY (tenant_id, collection_id)
    REFERENCES collection (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT collection_shard_job_run_fkey FOREIGN KEY (tenant_id, job_run_id) REFERENCES job_run (tenant_id, id)
);
CREATE INDEX collection_shard_job_run_idx ON collection_shard (tenant_id, job_run_id);

-- The check of the new key reads rollouts of every organization; the table stays locked until its security is back.
ALTER TABLE rollout NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rollout
  ADD COLUMN collection_id uuid,
  ADD COLUMN agent_cost double precision,
  ADD COLUMN simulator_cost double precision,
  ADD COLUMN simulator_input_tokens integer,
  ADD COLUMN simulator_output_tokens integer,
  ADD CONSTRAINT rollout_collection_fkey FOREIGN KEY (tenant_id, collection_id) REFERENCES collection (tenant_id, id);
ALTER TABLE rollout FORCE ROW LEVEL SECURITY;
CREATE INDEX rollout_collection_idx ON rollout (tenant_id, collection_id, task_id);

ALTER TABLE turn ADD COLUMN log_probability double precision;
`;
