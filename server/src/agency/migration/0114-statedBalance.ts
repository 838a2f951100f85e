import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the bank's statements say is on the accounts for client funds. */
export class StatedBalance1764000112000 implements MigrationInterface {
  name = 'StatedBalance1764000112000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agency.stated_balance (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        iban text NOT NULL REFERENCES agency.client_account,
        currency char(3) NOT NULL,
        statement_id text NOT NULL,
        -- The day of its first transaction.
        from_day date NOT NULL,
        opening bigint NOT NULL,
        closing bigint NOT NULL,
        closing_on date NOT NULL,
        imported_at timestamptz NOT NULL,
        UNIQUE (iban, currency, statement_id, closing_on)
      );
      SELECT platform.protect_agency('agency.stated_balance'::regclass);
      REVOKE UPDATE ON agency.stated_balance FROM duetto_agency;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
