import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The series of invoice numbers is the agency's alone, as every table of its book. */
export class InvoiceSeries1764000108200 implements MigrationInterface {
  name = 'InvoiceSeries1764000108200'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      SELECT platform.protect_agency('agency.invoice_series'::regclass);
      REVOKE INSERT ON agency.invoice_series FROM duetto_agency;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
