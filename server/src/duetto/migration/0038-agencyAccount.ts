import type { MigrationInterface, QueryRunner } from 'typeorm'

const ACCOUNT = `
  -- The agency's invoices to the company, with their paper and e-invoice as they were sent.
  CREATE TABLE duetto.agency_invoice (
    company_id bigint NOT NULL REFERENCES access.company,
    uid uuid NOT NULL,
    number text NOT NULL,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    period_end date NOT NULL,
    currency char(3) NOT NULL,
    net bigint NOT NULL,
    vat bigint NOT NULL,
    paid_by_debtors bigint NOT NULL,
    payable bigint NOT NULL,
    way text NOT NULL CHECK (way IN ('NETTED', 'PAID')),
    iban text NOT NULL,
    reference text NOT NULL,
    lines jsonb NOT NULL,
    pdf bytea NOT NULL,
    finvoice bytea NOT NULL,
    PRIMARY KEY (company_id, uid)
  );
  CREATE INDEX agency_invoice_newest ON duetto.agency_invoice (company_id, issued_on DESC, uid);

  -- What has been paid of them; a set-off names the settlement that it was kept back from.
  CREATE TABLE duetto.agency_invoice_payment (
    company_id bigint NOT NULL REFERENCES access.company,
    -- The message that told it.
    uid uuid NOT NULL,
    invoice_uid uuid NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL,
    amount bigint NOT NULL,
    currency char(3) NOT NULL,
    settlement_uid uuid,
    PRIMARY KEY (company_id, uid)
  );
  CREATE INDEX agency_invoice_payment_invoice ON duetto.agency_invoice_payment (company_id, invoice_uid);
  CREATE INDEX agency_invoice_payment_settlement ON duetto.agency_invoice_payment (company_id, settlement_uid)
    WHERE settlement_uid IS NOT NULL;

  -- What the company has been paid too much and owes to the client funds, as the newest message tells it.
  CREATE TABLE duetto.agency_claim (
    company_id bigint NOT NULL REFERENCES access.company,
    uid uuid NOT NULL,
    sequence integer NOT NULL,
    raised_on date NOT NULL,
    closed_on date,
    amount bigint NOT NULL,
    currency char(3) NOT NULL,
    iban text NOT NULL,
    reference text NOT NULL,
    cases jsonb NOT NULL,
    PRIMARY KEY (company_id, uid)
  );
  SELECT platform.protect(t) FROM unnest(ARRAY['duetto.agency_invoice', 'duetto.agency_invoice_payment',
    'duetto.agency_claim']::regclass[]) t;
  -- Price lists that an agency of its own has approved come by message.
  GRANT INSERT ON platform.price_list TO duetto_jobs;
`

/** What the agency's account with the company tells it: invoices, their payments, and claims. */
export class AgencyAccountCopy1764000108100 implements MigrationInterface {
  name = 'AgencyAccountCopy1764000108100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNT)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
