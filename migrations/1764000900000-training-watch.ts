import type { MigrationInterface, QueryRunner } from 'typeorm';

/** EXTERNAL runs that go on are watched, so that their silence becomes an event. */
export class TrainingWatch1764000900000 implements MigrationInterface {
  readonly name = 'TrainingWatch1764000900000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CHANGES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE training_watch');
  }
}

/** Reading the runs touches rows of every organization; the table stays locked until its security is back. */
const CHANGES = `
CREATE TABLE training_watch (
  training_run_id uuid CONSTRAINT training_watch_pkey PRIMARY KEY,
  tenant_id uuid NOT NULL,
  due_at timestamptz(3) NOT NULL
);
CREATE INDEX training_watch_due_at_idx ON training_watch (due_at);

ALTER TABLE training_run NO FORCE ROW LEVEL SECURITY;
INSERT INTO training_watch (training_run_id, tenant_id, due_at)
  SELECT id, tenant_id, last_heartbeat_at + heartbeat_timeout_ms * interval '1 ms' FROM training_run
  WHERE external_state = 'RUNNING';
ALTER TABLE training_run FORCE ROW LEVEL SECURITY;
`;
