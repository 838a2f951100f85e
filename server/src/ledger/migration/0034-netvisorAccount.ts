import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Netvisor does not tell which account an invoice asks to be paid to. */
export class NetvisorAccount1764000101200 implements MigrationInterface {
  name = 'NetvisorAccount1764000101200'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ledger.netvisor_connection ADD COLUMN iban text')
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
