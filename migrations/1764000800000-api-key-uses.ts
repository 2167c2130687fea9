import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys know when they were last used. */
export class ApiKeyUses1764000800000 implements MigrationInterface {
  readonly name = 'ApiKeyUses1764000800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE api_key ADD COLUMN last_used_at timestamptz(3)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE api_key DROP COLUMN last_used_at');
  }
}
