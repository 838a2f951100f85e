import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What Netvisor last told of an invoice, and a change there that waits for a person. */
export class NetvisorChange1764000116000 implements MigrationInterface {
  name = 'NetvisorChange1764000116000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ledger.netvisor_invoice
        -- Null: not told since these are kept. Of a change the books may differ for their own reasons.
        ADD COLUMN told_total bigint,
        ADD COLUMN told_due_on date,
        ADD COLUMN told_rows jsonb,
        -- Why the books have not taken over what changed in Netvisor, in which parts, since when; null: they have, or a
        -- person decided that the books stay.
        ADD COLUMN differs_code text,
        ADD COLUMN differs_in text[],
        ADD COLUMN differs_since timestamptz,
        ADD CHECK ((differs_code IS NULL) = (differs_in IS NULL) AND (differs_code IS NULL) = (differs_since IS NULL));
      CREATE INDEX netvisor_invoice_differs ON ledger.netvisor_invoice (company_id, differs_since) WHERE differs_code IS NOT NULL;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
