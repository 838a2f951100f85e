import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A customer's consents to letters by e-mail (513/1999, 5 §): given when, how, to which address, recorded and withdrawn by
 * whom. Each stays as it was; the newest to the card's own address counts.
 */
export class EmailConsent1764000122000 implements MigrationInterface {
  name = 'EmailConsent1764000122000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger.email_consent (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        customer_id bigint NOT NULL,
        email text NOT NULL,
        given_on date NOT NULL,
        how text NOT NULL CHECK (how IN ('WRITTEN', 'EMAIL', 'ONLINE', 'PHONE')),
        recorded_by bigint NOT NULL,
        recorded_at timestamptz NOT NULL,
        -- The first day on which it holds no more.
        withdrawn_on date,
        withdrawn_by bigint,
        withdrawn_at timestamptz,
        PRIMARY KEY (company_id, id),
        FOREIGN KEY (company_id, customer_id) REFERENCES ledger.customer (company_id, id),
        CHECK (withdrawn_on >= given_on),
        CHECK ((withdrawn_on IS NULL) = (withdrawn_at IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_by IS NULL))
      );
      CREATE INDEX email_consent_customer ON ledger.email_consent (company_id, customer_id, given_on DESC, id DESC);
      SELECT platform.protect('ledger.email_consent'::regclass);
      REVOKE UPDATE ON ledger.email_consent FROM duetto_app, duetto_jobs;
      GRANT UPDATE (withdrawn_on, withdrawn_by, withdrawn_at, customer_id) ON ledger.email_consent TO duetto_app;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
