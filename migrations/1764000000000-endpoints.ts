import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Endpoints1764000000000 implements MigrationInterface {
  readonly name = 'Endpoints1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE endpoint (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        name text NOT NULL,
        base_url text NOT NULL,
        sealed_key text,
        key_hint text,
        CONSTRAINT endpoint_pkey PRIMARY KEY (tenant_id, id),
        CONSTRAINT endpoint_name_key UNIQUE (tenant_id, name),
        CONSTRAINT endpoint_organization_fkey FOREIGN KEY (tenant_id) REFERENCES organization (id)
      );
      ALTER TABLE endpoint ENABLE ROW LEVEL SECURITY;
      ALTER TABLE endpoint FORCE ROW LEVEL SECURITY;
      CREATE POLICY tenant_isolation ON endpoint
        USING (tenant_id = current_setting('turnwise.tenant_id')::uuid)
        WITH CHECK (tenant_id = current_setting('turnwise.tenant_id')::uuid);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE endpoint');
  }
}
