import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions to the people who play the user, and what they answered. */
export class HumanTurns1764000200000 implements MigrationInterface {
  readonly name = 'HumanTurns1764000200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await queryRunner.query(`
      ALTER TABLE human_turn ENABLE ROW LEVEL SECURITY;
      ALTER TABLE human_turn FORCE ROW LEVEL SECURITY;
      CREATE POLICY tenant_isolation ON human_turn
        USING (tenant_id = current_setting('turnwise.tenant_id')::uuid)
        WITH CHECK (tenant_id = current_setting('turnwise.tenant_id')::uuid);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what people answered would be lost; restore a backup instead'));
  }
}

const TABLES = `
CREATE TABLE human_turn (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  experiment_id uuid NOT NULL,
  collection_id uuid,
  conversation_id uuid NOT NULL,
  session_id uuid NOT NULL,
  task_external_id text NOT NULL,
  trial integer NOT NULL CONSTRAINT human_turn_trial_check CHECK (trial >= 0),
  index integer NOT NULL CONSTRAINT human_turn_index_check CHECK (index >= 0),
  instruction text NOT NULL,
  agent_text text NOT NULL,
  state text NOT NULL DEFAULT 'WAITING' CONSTRAINT human_turn_state_check
    CHECK (state IN ('WAITING','ANSWERED','EXPIRED','CANCELLED')),
  expires_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  answer_text text,
  answered_by_id uuid,
  CONSTRAINT human_turn_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT human_turn_session_index_key UNIQUE (tenant_id, session_id, index),
  CONSTRAINT human_turn_ended_check CHECK ((state = 'WAITING') = (ended_at IS NULL)),
  CONSTRAINT human_turn_answer_check CHECK ((state = 'ANSWERED') = (answer_text IS NOT NULL AND answered_by_id IS NOT NULL)),
  CONSTRAINT human_turn_experiment_fkey FOREIGN KEY (tenant_id, experiment_id) REFERENCES experiment (tenant_id, id),
  CONSTRAINT human_turn_collection_fkey FOREIGN KEY (tenant_id, collection_id) REFERENCES collection (tenant_id, id),
  CONSTRAINT human_turn_answered_by_fkey FOREIGN KEY (tenant_id, answered_by_id) REFERENCES api_key (tenant_id, id)
);
CREATE INDEX human_turn_state_created_idx ON human_turn (tenant_id, state, created_at, id);
CREATE INDEX human_turn_conversation_idx ON human_turn (tenant_id, conversation_id);
`;
