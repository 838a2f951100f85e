import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A list of reference payments and a camt file tell the same money under different archive ids. */
export class SameMoney1764000106100 implements MigrationInterface {
  name = 'SameMoney1764000106100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The transaction of a file of another kind that tells the same money; this one books nothing.
      ALTER TABLE ledger.bank_transaction ADD COLUMN same_as_id bigint,
        ADD FOREIGN KEY (company_id, same_as_id) REFERENCES ledger.bank_transaction (company_id, id);
      CREATE UNIQUE INDEX bank_transaction_same_as ON ledger.bank_transaction (company_id, same_as_id) WHERE same_as_id IS NOT NULL;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
