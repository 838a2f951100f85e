import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Transactions from before the kind of file was written down, where what is stored proves it: a list of reference payments
 * tells no account of the payer, no message, no end-to-end id, and no more than twelve letters of a name. The key says
 * whether an earlier one is taken back. What remains unknown stays so: guessing would take a real payment for another's.
 */
export class ToldBy1764000111000 implements MigrationInterface {
  name = 'ToldBy1764000111000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agency.client_transaction NO FORCE ROW LEVEL SECURITY;
      UPDATE agency.client_transaction SET reversal = key ~ '\\|(CRDT|DBIT)\\|R\\|' WHERE reversal IS NULL;
      UPDATE agency.client_transaction SET told_by = 'CAMT'
      WHERE told_by IS NULL AND (payer_iban IS NOT NULL OR message IS NOT NULL OR length(payer_name) > 12 OR reference IS NULL);
      ALTER TABLE agency.client_transaction FORCE ROW LEVEL SECURITY;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
