import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What holds an assignment beside its stage, as the agency tells it; disputes that the company reports. */
export class Holds1764000084000 implements MigrationInterface {
  name = 'Holds1764000084000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE duetto.assignment
        ADD COLUMN hold text,
        DROP CONSTRAINT assignment_close_reason_check,
        ADD CONSTRAINT assignment_close_reason_check
          CHECK (close_reason IN ('PAID', 'RETURNED', 'RECALLED', 'CREDIT_LOSS', 'REFUSED', 'DISPUTE_UPHELD'));
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
