import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Invoices also come from tables and from Netvisor. */
export class InvoiceSource1764000100000 implements MigrationInterface {
  name = 'InvoiceSource1764000100000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ledger.sales_invoice DROP CONSTRAINT sales_invoice_source_check;
      ALTER TABLE ledger.sales_invoice ADD CONSTRAINT sales_invoice_source_check
        CHECK (source IN ('FINVOICE', 'TABLE', 'API', 'NETVISOR'));
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
