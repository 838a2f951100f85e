import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Imports find a customer by its business ID too; a language that nobody named is marked as assumed. */
export class CustomerMatch1764000103100 implements MigrationInterface {
  name = 'CustomerMatch1764000103100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX customer_business_id ON ledger.customer (company_id, business_id, id) WHERE business_id IS NOT NULL;
      -- Of customers made before this is not known: theirs counts as told.
      ALTER TABLE ledger.customer ADD language_assumed boolean NOT NULL DEFAULT false;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
