import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Payments of invoices that bank files of the agency's own account bring: each once, whatever file it comes in. */
export class OwnAccountFiles1764000108300 implements MigrationInterface {
  name = 'OwnAccountFiles1764000108300'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agency.invoice_payment ADD COLUMN bank_key text UNIQUE CHECK (bank_key IS NULL OR kind = 'OWN_ACCOUNT');
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
