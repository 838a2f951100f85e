import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What a person does to money and invoices beyond imports: matching, dismissing, taking back, auxiliary names. */
export class MoneyByHand1764000024000 implements MigrationInterface {
  name = 'MoneyByHand1764000024000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ledger.bank_transaction
        DROP CONSTRAINT bank_transaction_state_check,
        -- DISMISSED: a person said that it pays no invoice; what waited still stands in unallocated.
        ADD CONSTRAINT bank_transaction_state_check CHECK (state IN
          ('BOOKED', 'OVERPAID', 'UNMATCHED', 'DOUBTFUL', 'REVERSED', 'OUTGOING', 'SUPERSEDED', 'DISMISSED')),
        -- A person has placed it or taken it back: the program leaves it alone from then on.
        ADD COLUMN by_hand boolean NOT NULL DEFAULT false,
        -- Why it was dismissed.
        ADD COLUMN note text;

      -- Why a payment was taken back or a loss written off.
      ALTER TABLE ledger.payment ADD COLUMN note text;

      -- Acts that a client may repeat: its key, what it asked for with it, and the id of what was made then.
      CREATE TABLE ledger.money_act (
        company_id bigint NOT NULL REFERENCES access.company,
        idempotency_key text NOT NULL,
        request_digest bytea NOT NULL,
        made_id bigint NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (company_id, idempotency_key)
      );

      -- Auxiliary business names that the company has registered (aputoiminimi, bifirma; trade names act 128/1979 2 §).
      CREATE TABLE ledger.auxiliary_name (
        company_id bigint NOT NULL REFERENCES access.company,
        name text NOT NULL CHECK (name = btrim(name) AND name <> ''),
        PRIMARY KEY (company_id, name)
      );

      SELECT platform.protect(t) FROM unnest(ARRAY['ledger.money_act', 'ledger.auxiliary_name']::regclass[]) t;
      GRANT DELETE ON ledger.auxiliary_name TO duetto_app;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
