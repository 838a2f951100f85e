import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Where a company's payments come from and who masters its statuses. */
const SOURCES = `
  -- From each of these days on payments come from the source; before the first from bank files. A day has one source.
  CREATE TABLE ledger.payment_source (
    company_id bigint NOT NULL REFERENCES access.company,
    from_day date NOT NULL,
    source text NOT NULL CHECK (source IN ('BANK_FILES', 'NETVISOR')),
    set_by bigint NOT NULL,
    set_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, from_day)
  );

  -- A company without a row masters its statuses here.
  CREATE TABLE ledger.status_master (
    company_id bigint NOT NULL REFERENCES access.company,
    master text NOT NULL CHECK (master IN ('DUETTO', 'NETVISOR')),
    set_by bigint NOT NULL,
    set_at timestamptz NOT NULL,
    PRIMARY KEY (company_id)
  );
`

const CONNECTION = `
  CREATE TABLE ledger.netvisor_connection (
    company_id bigint NOT NULL REFERENCES access.company,
    customer_id text NOT NULL,
    -- Sealed with a key that the database does not have.
    customer_key bytea NOT NULL,
    set_by bigint NOT NULL,
    set_at timestamptz NOT NULL,
    -- Whatever changed in Netvisor before this moment has been fetched; null: nothing yet.
    invoices_until timestamptz,
    customers_until timestamptz,
    payments_until timestamptz,
    -- Where a run that was broken off goes on: {startedAt, phase, above}. Written with the batch that it follows.
    progress jsonb,
    -- The run under way, and until when it counts as living without another sign of it.
    run_id bigint,
    lease_until timestamptz,
    next_run_at timestamptz NOT NULL,
    -- Runs in a row that failed.
    failures integer NOT NULL DEFAULT 0,
    PRIMARY KEY (company_id)
  );

  CREATE TABLE ledger.netvisor_run (
    company_id bigint NOT NULL REFERENCES access.company,
    id bigint GENERATED ALWAYS AS IDENTITY,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    -- Null: by the calendar.
    asked_by bigint,
    read integer NOT NULL DEFAULT 0,
    new_invoices integer NOT NULL DEFAULT 0,
    changed integer NOT NULL DEFAULT 0,
    refused integer NOT NULL DEFAULT 0,
    payments integer NOT NULL DEFAULT 0,
    error_code text,
    -- In the words of the service, where it gave any.
    error_words text,
    PRIMARY KEY (company_id, id)
  );

  -- Netvisor's invoices and credit notes by its own keys.
  CREATE TABLE ledger.netvisor_invoice (
    company_id bigint NOT NULL REFERENCES access.company,
    netvisor_key bigint NOT NULL,
    number text NOT NULL,
    is_credit_note boolean NOT NULL,
    -- LINKED: in the books. WAITING: a credit note that is not matched yet, or whose invoice is not in the books. COVERED:
    -- a credit note that the invoice came without already. REFUSED: with the reason, tried again when it changes.
    state text NOT NULL CHECK (state IN ('LINKED', 'WAITING', 'COVERED', 'REFUSED')),
    -- The invoice in the books; of a credit note the one it lowered.
    invoice_id bigint,
    -- What Netvisor has, as far as is known.
    told_status text,
    told_open bigint NOT NULL,
    seen_at timestamptz NOT NULL,
    refusal_code text,
    refusal_message text,
    -- Of telling Netvisor the status.
    attempts integer NOT NULL DEFAULT 0,
    next_try_at timestamptz,
    error_code text,
    error_words text,
    PRIMARY KEY (company_id, netvisor_key),
    FOREIGN KEY (company_id, invoice_id) REFERENCES ledger.sales_invoice (company_id, id)
  );
  CREATE INDEX netvisor_invoice_invoice ON ledger.netvisor_invoice (company_id, invoice_id) WHERE invoice_id IS NOT NULL;
  CREATE INDEX netvisor_invoice_refused ON ledger.netvisor_invoice (company_id, seen_at) WHERE state = 'REFUSED';

  CREATE TABLE ledger.netvisor_customer (
    company_id bigint NOT NULL REFERENCES access.company,
    netvisor_key bigint NOT NULL,
    customer_id bigint NOT NULL,
    -- Whether collection was forbidden when Netvisor last said: only a change there changes it here.
    told_prohibited boolean,
    PRIMARY KEY (company_id, netvisor_key),
    FOREIGN KEY (company_id, customer_id) REFERENCES ledger.customer (company_id, id)
  );
`

const BOOKS = `
  -- What was paid until and on this day is in the payment that the invoice came with: a bank file does not book it again.
  ALTER TABLE ledger.sales_invoice ADD COLUMN paid_through date;

  -- Money that Netvisor tells of, without the account it came to.
  ALTER TABLE ledger.bank_statement ALTER COLUMN iban DROP NOT NULL,
    DROP CONSTRAINT bank_statement_kind_check,
    ADD CONSTRAINT bank_statement_kind_check CHECK (kind IN ('STATEMENT', 'NOTIFICATION', 'REFERENCE_LIST', 'NETVISOR')),
    ADD CONSTRAINT bank_statement_account_check CHECK (kind = 'NETVISOR' OR iban IS NOT NULL);
  CREATE UNIQUE INDEX bank_statement_netvisor ON ledger.bank_statement (company_id) WHERE kind = 'NETVISOR';
  ALTER TABLE ledger.bank_transaction ALTER COLUMN iban DROP NOT NULL;
`

/** Netvisor as a source of invoices, customers, payments and statuses. */
export class Netvisor1764000101000 implements MigrationInterface {
  name = 'Netvisor1764000101000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [SOURCES, CONNECTION, BOOKS]) await runner.query(part)
    await runner.query(`
      SELECT platform.protect(t) FROM unnest(ARRAY['ledger.payment_source', 'ledger.status_master',
        'ledger.netvisor_connection', 'ledger.netvisor_run', 'ledger.netvisor_invoice', 'ledger.netvisor_customer']::regclass[]) t;
      GRANT DELETE ON ledger.netvisor_connection TO duetto_app;
      -- Its limits end the choice of a source that has not begun.
      GRANT DELETE ON ledger.payment_source TO duetto_app;
      ALTER TABLE access.master_id_link DROP CONSTRAINT master_id_link_rights_check;
      ALTER TABLE access.master_id_link ADD CONSTRAINT master_id_link_rights_check CHECK ('READ' = ANY (rights)
        AND NOT rights && ARRAY['ACTIVATE', 'MANAGE_LINKS', 'READ_AUDIT', 'MANAGE_CONNECTIONS']);
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
