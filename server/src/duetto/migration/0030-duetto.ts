import type { MigrationInterface, QueryRunner } from 'typeorm'
import { firstTerms } from './firstTerms.ts'

/** A message of the agency names its creditor by business ID alone; undelivered work is looked for over all companies. */
const EXCHANGE = `
  CREATE FUNCTION duetto.creditor(business_id text) RETURNS bigint LANGUAGE sql STABLE
    RETURN (SELECT c.company_id FROM access.company c WHERE c.business_id = creditor.business_id);
  SELECT platform.guard('duetto.creditor(text)', 'duetto_jobs');

  CREATE POLICY guard ON duetto.outbox FOR SELECT TO duetto_guard USING (true);
  CREATE POLICY guard ON duetto.inbox FOR SELECT TO duetto_guard USING (true);
  GRANT SELECT (company_id, delivered_at) ON duetto.outbox TO duetto_guard;
  GRANT SELECT (company_id, applied_at) ON duetto.inbox TO duetto_guard;
  CREATE FUNCTION duetto.companies_waiting() RETURNS SETOF bigint LANGUAGE sql STABLE
    BEGIN ATOMIC
      SELECT company_id FROM duetto.outbox WHERE delivered_at IS NULL
      UNION SELECT company_id FROM duetto.inbox WHERE applied_at IS NULL;
    END;
  SELECT platform.guard('duetto.companies_waiting()', 'duetto_jobs');
`

/** The company's dealings with the service, and its own copy of its assignments. */
export class Duetto1764000030000 implements MigrationInterface {
  name = 'Duetto1764000030000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duetto.terms (
        version text PRIMARY KEY,
        valid_from date NOT NULL,
        texts jsonb NOT NULL
      );

      -- The dated price list, public to every company: a send uses the row valid that day.
      CREATE TABLE duetto.price_list (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        valid_from date NOT NULL UNIQUE,
        currency char(3) NOT NULL,
        transfer_fee bigint NOT NULL CHECK (transfer_fee >= 0),
        recall_fee bigint NOT NULL CHECK (recall_fee >= 0),
        vat_percent numeric(5, 2) NOT NULL
      );

      -- Accounts of the agency for client funds: a payment from one is a settlement.
      CREATE TABLE duetto.client_funds_account (
        iban text PRIMARY KEY,
        valid_from date NOT NULL
      );

      CREATE TABLE duetto.activation (
        company_id bigint PRIMARY KEY REFERENCES access.company,
        state text NOT NULL CHECK (state IN ('NOT_ACTIVE', 'TERMS_PENDING', 'KYC_PENDING', 'ACTIVE', 'REJECTED', 'REMOVED')),
        terms_version text REFERENCES duetto.terms,
        accepted_by bigint, accepted_at timestamptz,
        contact_email text, contact_phone text,
        -- What staff wrote with their answer to the identity check.
        kyc_note text, kyc_answered_by bigint,
        changed_at timestamptz NOT NULL
      );

      CREATE TABLE duetto.send (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        kind text NOT NULL CHECK (kind IN ('REMINDER', 'COLLECTION')),
        -- What follows when a reminder send stays unpaid: back to the company, or on to collection.
        after_reminder text CHECK (after_reminder IN ('RETURN', 'CONTINUE')),
        idempotency_key text NOT NULL,
        request_digest bytea NOT NULL,
        sent_on date NOT NULL,
        at timestamptz NOT NULL,
        user_id bigint,
        price_list_id bigint NOT NULL REFERENCES duetto.price_list,
        currency char(3) NOT NULL,
        sent_count integer NOT NULL,
        refused_count integer NOT NULL,
        principal bigint NOT NULL,
        fee bigint NOT NULL,
        fee_vat bigint NOT NULL,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, idempotency_key),
        CHECK ((kind = 'REMINDER') = (after_reminder IS NOT NULL))
      );
      CREATE INDEX send_newest ON duetto.send (company_id, kind, id DESC);

      CREATE TABLE duetto.assignment (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        uid uuid NOT NULL,
        invoice_id bigint NOT NULL,
        send_id bigint NOT NULL,
        previous_id bigint,
        kind text NOT NULL CHECK (kind IN ('REMINDER', 'COLLECTION')),
        after_reminder text CHECK (after_reminder IN ('RETURN', 'CONTINUE')),
        -- SENT: on its way. RECEIVED, REMINDER, NOTICE, COLLECTION: the ladder. CLOSED: ended, see close_reason.
        stage text NOT NULL CHECK (stage IN ('SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED')),
        close_reason text CHECK (close_reason IN ('PAID', 'RETURNED', 'RECALLED', 'CREDIT_LOSS', 'REFUSED')),
        opened_on date NOT NULL,
        closed_on date,
        -- Copied from the invoice so that lists read one table.
        invoice_number text NOT NULL,
        reference text,
        due_on date NOT NULL,
        debtor_name text NOT NULL,
        debtor_business_id text,
        debtor_kind text NOT NULL CHECK (debtor_kind IN ('CONSUMER', 'BUSINESS')),
        currency char(3) NOT NULL,
        -- What was handed over, and what is left of it by component; balance = the sum of the postings.
        principal bigint NOT NULL,
        principal_open bigint NOT NULL,
        costs_open bigint NOT NULL DEFAULT 0,
        interest_open bigint NOT NULL DEFAULT 0,
        balance bigint NOT NULL,
        agency_reference text,
        agency_iban text,
        next_step_on date,
        recall_state text CHECK (recall_state IN ('REQUESTED', 'CONFIRMED', 'REFUSED')),
        credit_loss_state text CHECK (credit_loss_state IN ('REQUESTED', 'CONFIRMED', 'REFUSED')),
        newest_event_id bigint,
        newest_event_type text,
        newest_event_on date,
        newest_event_at timestamptz NOT NULL,
        sent_sequence integer NOT NULL DEFAULT 0,
        applied_sequence integer NOT NULL DEFAULT 0,
        search text GENERATED ALWAYS AS (lower(debtor_name || ' ' || invoice_number || ' ' || coalesce(reference, '') || ' ' ||
          coalesce(debtor_business_id, '') || ' ' || coalesce(agency_reference, ''))) STORED,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, uid),
        FOREIGN KEY (company_id, invoice_id) REFERENCES ledger.sales_invoice (company_id, id),
        FOREIGN KEY (company_id, send_id) REFERENCES duetto.send (company_id, id),
        FOREIGN KEY (company_id, previous_id) REFERENCES duetto.assignment (company_id, id)
      );
      -- An invoice is in the service at most once at a time.
      CREATE UNIQUE INDEX assignment_running ON duetto.assignment (company_id, invoice_id) WHERE stage <> 'CLOSED';
      CREATE INDEX assignment_invoice ON duetto.assignment (company_id, invoice_id, id);
      CREATE INDEX assignment_send ON duetto.assignment (company_id, send_id, id);
      -- Each sort order twice: within one company, and across companies for wide scopes (running ones; lists start there).
      CREATE INDEX assignment_due ON duetto.assignment (company_id, due_on, id);
      CREATE INDEX assignment_balance ON duetto.assignment (company_id, balance DESC, id);
      CREATE INDEX assignment_newest ON duetto.assignment (company_id, newest_event_at DESC, id);
      CREATE INDEX assignment_due_across ON duetto.assignment (due_on, company_id, id) WHERE stage <> 'CLOSED';
      CREATE INDEX assignment_balance_across ON duetto.assignment (balance DESC, company_id, id) WHERE stage <> 'CLOSED';
      CREATE INDEX assignment_newest_across ON duetto.assignment (newest_event_at DESC, company_id, id);
      CREATE INDEX assignment_search ON duetto.assignment USING gin (search gin_trgm_ops);

      CREATE TABLE duetto.send_item (
        company_id bigint NOT NULL,
        send_id bigint NOT NULL,
        ordinal integer NOT NULL,
        invoice_id bigint NOT NULL,
        assignment_id bigint,
        code text,
        message text,
        PRIMARY KEY (company_id, send_id, ordinal),
        FOREIGN KEY (company_id, send_id) REFERENCES duetto.send (company_id, id),
        FOREIGN KEY (company_id, invoice_id) REFERENCES ledger.sales_invoice (company_id, id),
        FOREIGN KEY (company_id, assignment_id) REFERENCES duetto.assignment (company_id, id),
        CHECK ((assignment_id IS NULL) = (code IS NOT NULL))
      );

      CREATE TABLE duetto.assignment_event (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        assignment_id bigint NOT NULL,
        uid uuid NOT NULL,
        type text NOT NULL,
        on_day date NOT NULL,
        at timestamptz NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, uid),
        FOREIGN KEY (company_id, assignment_id) REFERENCES duetto.assignment (company_id, id)
      );
      CREATE INDEX assignment_event_assignment ON duetto.assignment_event (company_id, assignment_id, id);

      -- Append-only: what the debtor owes, line by line. Positive adds to the balance, negative lowers it.
      CREATE TABLE duetto.posting (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        assignment_id bigint NOT NULL,
        event_id bigint,
        uid uuid NOT NULL,
        kind text NOT NULL,
        component text NOT NULL CHECK (component IN ('PRINCIPAL', 'INTEREST', 'COSTS')),
        beneficiary text NOT NULL CHECK (beneficiary IN ('CREDITOR', 'AGENCY', 'AUTHORITY')),
        amount bigint NOT NULL,
        currency char(3) NOT NULL,
        on_day date NOT NULL,
        -- Why: section of law, rate, days, from and to.
        section text,
        detail jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, uid),
        FOREIGN KEY (company_id, assignment_id) REFERENCES duetto.assignment (company_id, id),
        FOREIGN KEY (company_id, event_id) REFERENCES duetto.assignment_event (company_id, id)
      );
      CREATE INDEX posting_assignment ON duetto.posting (company_id, assignment_id, id);

      CREATE TABLE duetto.letter (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        assignment_id bigint NOT NULL,
        event_id bigint NOT NULL,
        uid uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('REMINDER', 'NOTICE', 'DEMAND')),
        sent_on date NOT NULL,
        due_on date NOT NULL,
        channel text NOT NULL CHECK (channel IN ('PRINT', 'EMAIL')),
        language text NOT NULL,
        total bigint NOT NULL,
        currency char(3) NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, uid),
        FOREIGN KEY (company_id, assignment_id) REFERENCES duetto.assignment (company_id, id),
        FOREIGN KEY (company_id, event_id) REFERENCES duetto.assignment_event (company_id, id)
      );
      CREATE INDEX letter_assignment ON duetto.letter (company_id, assignment_id, id);

      -- What the agency says it has paid to the company; open until the bank file brings the money.
      CREATE TABLE duetto.settlement_line (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        settlement_uid uuid NOT NULL,
        ordinal integer NOT NULL,
        assignment_id bigint NOT NULL,
        settled_on date NOT NULL,
        reference text,
        amount bigint NOT NULL,
        currency char(3) NOT NULL,
        payment_id bigint,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, settlement_uid, assignment_id, ordinal),
        FOREIGN KEY (company_id, assignment_id) REFERENCES duetto.assignment (company_id, id),
        FOREIGN KEY (company_id, payment_id) REFERENCES ledger.payment (company_id, id)
      );
      CREATE INDEX settlement_line_open ON duetto.settlement_line (company_id, reference, amount) WHERE payment_id IS NULL;

      CREATE TABLE duetto.outbox (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        uid uuid NOT NULL,
        assignment uuid NOT NULL,
        sequence integer NOT NULL,
        kind text NOT NULL,
        message jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        delivered_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, uid),
        UNIQUE (company_id, assignment, sequence)
      );
      CREATE INDEX outbox_waiting ON duetto.outbox (company_id, id) WHERE delivered_at IS NULL;

      CREATE TABLE duetto.inbox (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        uid uuid NOT NULL,
        assignment uuid NOT NULL,
        sequence integer NOT NULL,
        kind text NOT NULL,
        message jsonb NOT NULL,
        received_at timestamptz NOT NULL,
        applied_at timestamptz,
        -- A code when what the message says does not fit the company's copy: BALANCE_DIFFERS, CURRENCY_DIFFERS, ANOTHER_RUNS.
        problem text,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, uid),
        UNIQUE (company_id, assignment, sequence)
      );
      CREATE INDEX inbox_waiting ON duetto.inbox (company_id, assignment, sequence) WHERE applied_at IS NULL;

      SELECT platform.protect(t) FROM unnest(ARRAY['duetto.activation', 'duetto.send', 'duetto.assignment', 'duetto.send_item',
        'duetto.assignment_event', 'duetto.posting', 'duetto.letter', 'duetto.settlement_line', 'duetto.outbox',
        'duetto.inbox']::regclass[]) t;
      GRANT SELECT ON duetto.terms, duetto.price_list, duetto.client_funds_account TO duetto_app, duetto_jobs;
    `)
    await runner.query(EXCHANGE)
    await runner.query('INSERT INTO duetto.terms (version, valid_from, texts) VALUES ($1, $2, $3)', [
      firstTerms.version,
      firstTerms.validFrom,
      JSON.stringify(firstTerms.texts),
    ])
    // Duetto's own demonstration price list: no published price list was found to copy. VAT 25.5 % from 1.9.2024.
    await runner.query(`INSERT INTO duetto.price_list (valid_from, currency, transfer_fee, recall_fee, vat_percent)
      VALUES ('2020-01-01', 'EUR', 95, 2500, 24), ('2024-09-01', 'EUR', 95, 2500, 25.5)`)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
