import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A list of reference payments and a camt file tell the same money under different archive ids. */
export class SameFunds1764000109000 implements MigrationInterface {
  name = 'SameFunds1764000109000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What kind of file told it, and whether it takes an earlier one back; null: from before this was written down.
      ALTER TABLE agency.client_transaction ADD COLUMN told_by text CHECK (told_by IN ('REFERENCE_LIST', 'CAMT')),
        ADD COLUMN reversal boolean,
        -- The transaction of a file of the other kind that tells the same money; this one does nothing.
        ADD COLUMN same_as_id bigint REFERENCES agency.client_transaction,
        DROP CONSTRAINT client_transaction_state_check,
        ADD CONSTRAINT client_transaction_state_check
          CHECK (state IN ('ALLOCATED', 'UNMATCHED', 'OUTGOING', 'REVERSED', 'RETURNED', 'SUPERSEDED')),
        ADD CONSTRAINT client_transaction_superseded CHECK ((state = 'SUPERSEDED') = (same_as_id IS NOT NULL));
      CREATE UNIQUE INDEX client_transaction_same_as ON agency.client_transaction (same_as_id) WHERE same_as_id IS NOT NULL;
      CREATE INDEX client_transaction_reference ON agency.client_transaction (reference, booked_on) WHERE reference IS NOT NULL;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
