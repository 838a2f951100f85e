import type { MigrationInterface, QueryRunner } from 'typeorm'

/** An assignment that a credit loss ended may be left for later surveillance: no letters, but the claim stands. */
export class Surveillance1764000044000 implements MigrationInterface {
  name = 'Surveillance1764000044000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agency.assignment
        ADD COLUMN surveillance boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT assignment_surveillance CHECK (NOT surveillance OR close_reason = 'CREDIT_LOSS');
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
