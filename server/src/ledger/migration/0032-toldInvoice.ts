import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Netvisor names the invoice that a payment is for. */
export class ToldInvoice1764000101100 implements MigrationInterface {
  name = 'ToldInvoice1764000101100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The number of the invoice that Netvisor booked the money on: it is placed there, and nowhere by its reference.
      ALTER TABLE ledger.bank_transaction ADD COLUMN told_invoice text;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
