import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whether the demo data is whole. */
export class Demo1764000070000 implements MigrationInterface {
  name = 'Demo1764000070000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- At most one row. Without an end the load was cut off, and what it left is no demo. Reached by the owner alone.
      CREATE TABLE platform.demo_load (
        is_single boolean PRIMARY KEY DEFAULT true CHECK (is_single),
        started_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz
      );
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
