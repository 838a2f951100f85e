import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The company's books: customers, sales invoices with their collection status, bank statements and payments. */
export class Ledger1764000020000 implements MigrationInterface {
  name = 'Ledger1764000020000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger.customer (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL,
        business_id text,
        -- What identifies the customer in files: its business ID, else the identifier or name given by the seller.
        identity text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('CONSUMER', 'BUSINESS')),
        kind_assumed boolean NOT NULL,
        language text NOT NULL DEFAULT 'fi' CHECK (language IN ('fi', 'sv', 'en')),
        street text, post_code text, town text, country char(2),
        email text, phone text,
        collection_prohibited boolean NOT NULL DEFAULT false,
        -- Issue date of the document that the address comes from: an older one imported later does not overwrite it.
        details_from date NOT NULL DEFAULT '-infinity',
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, identity)
      );

      CREATE TABLE ledger.contact_person (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        customer_id bigint NOT NULL,
        name text NOT NULL,
        phone text, email text,
        is_default boolean NOT NULL,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, customer_id, name),
        FOREIGN KEY (company_id, customer_id) REFERENCES ledger.customer (company_id, id)
      );

      CREATE UNIQUE INDEX contact_person_default ON ledger.contact_person (company_id, customer_id) WHERE is_default;

      CREATE TABLE ledger.bank_account (
        company_id bigint NOT NULL REFERENCES access.company,
        iban text NOT NULL,
        PRIMARY KEY (company_id, iban)
      );
      -- A bank file names only the account; this finds the company.
      CREATE INDEX bank_account_iban ON ledger.bank_account (iban, company_id);

      CREATE TABLE ledger.sales_invoice (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        customer_id bigint NOT NULL,
        number text NOT NULL,
        reference text,
        issued_on date NOT NULL,
        due_on date NOT NULL,
        -- The first day on which the invoice is overdue: the day after the due date moved to a banking day.
        overdue_from date NOT NULL,
        currency char(3) NOT NULL,
        total bigint NOT NULL,
        vat bigint,
        -- The sum of the invoice's payments. Money for an invoice in the service may be more than its total: interest and costs.
        paid bigint NOT NULL DEFAULT 0,
        -- What is left: greatest(total - paid, 0).
        open bigint NOT NULL,
        -- OVERDUE by the calendar is derived on read: OPEN and overdue_from <= today (see ledger.status_on).
        status text NOT NULL CHECK (status IN ('UNSENT', 'OPEN', 'OVERDUE', 'REMINDED', 'REQUESTED', 'COLLECTED', 'PAID', 'CREDIT_LOSS')),
        -- The ledger's knowledge that the agency's messages own the status; kept by the company's dealings with the service.
        in_service boolean NOT NULL DEFAULT false,
        -- Is or has been in the service: its payments are put to the service first.
        had_service boolean NOT NULL DEFAULT false,
        seller_iban text,
        auxiliary_name text,
        contact_name text, contact_phone text, contact_email text,
        -- Late interest by contract, percent as an exact decimal; null: by law.
        interest_percent numeric(7, 4),
        disputed boolean NOT NULL DEFAULT false,
        rows jsonb NOT NULL DEFAULT '[]',
        warnings jsonb NOT NULL DEFAULT '[]',
        source text NOT NULL CHECK (source IN ('FINVOICE', 'API')),
        imported_at timestamptz NOT NULL,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, number),
        FOREIGN KEY (company_id, customer_id) REFERENCES ledger.customer (company_id, id)
      );
      CREATE INDEX sales_invoice_due ON ledger.sales_invoice (company_id, due_on, id);
      -- Numbers are mostly digits: shorter ones come first.
      CREATE INDEX sales_invoice_number ON ledger.sales_invoice (company_id, length(number), number);
      CREATE INDEX sales_invoice_largest ON ledger.sales_invoice (company_id, open DESC, id);
      CREATE INDEX sales_invoice_reference ON ledger.sales_invoice (company_id, reference) WHERE reference IS NOT NULL;
      CREATE INDEX sales_invoice_customer ON ledger.sales_invoice (company_id, customer_id);
      CREATE INDEX sales_invoice_open ON ledger.sales_invoice (company_id, status, due_on, id) WHERE open > 0;

      CREATE TABLE ledger.status_change (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        invoice_id bigint NOT NULL,
        from_status text,
        to_status text NOT NULL,
        -- The day the change holds from; at is when it was written.
        on_day date NOT NULL,
        at timestamptz NOT NULL,
        reason text NOT NULL,
        user_id bigint,
        detail jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (company_id, id),
        FOREIGN KEY (company_id, invoice_id) REFERENCES ledger.sales_invoice (company_id, id)
      );
      CREATE INDEX status_change_invoice ON ledger.status_change (company_id, invoice_id, id);

      CREATE TABLE ledger.bank_statement (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        iban text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('STATEMENT', 'NOTIFICATION', 'REFERENCE_LIST')),
        message_id text NOT NULL,
        statement_id text NOT NULL,
        created_on date,
        opening bigint, closing bigint,
        currency char(3) NOT NULL,
        imported_at timestamptz NOT NULL,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, iban, kind, message_id, statement_id),
        FOREIGN KEY (company_id, iban) REFERENCES ledger.bank_account (company_id, iban)
      );

      CREATE TABLE ledger.bank_transaction (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        statement_id bigint NOT NULL,
        key text NOT NULL,
        iban text NOT NULL,
        archive_id text,
        direction text NOT NULL CHECK (direction IN ('CREDIT', 'DEBIT')),
        reversal boolean NOT NULL,
        booked_on date NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        currency char(3) NOT NULL,
        reference text,
        -- Of a payment that names several invoices: [{reference, amount}], which add up to the amount.
        parts jsonb NOT NULL DEFAULT '[]',
        -- The entry that the transaction is, or is a part of: tells a batch from its payments in another file.
        entry_archive_id text,
        -- One of the payments that an entry lists, and not the entry itself.
        is_divided boolean NOT NULL DEFAULT false,
        payer_name text, payer_iban text, message text,
        -- BOOKED: wholly on invoices. OVERPAID: booked, and a remainder waits. UNMATCHED: waits for a person.
        -- DOUBTFUL: in the service, but neither surely a settlement nor surely a direct payment. OUTGOING: not ours to book.
        -- SUPERSEDED: an undetailed batch whose single payments came in another file.
        state text NOT NULL CHECK (state IN ('BOOKED', 'OVERPAID', 'UNMATCHED', 'DOUBTFUL', 'REVERSED', 'OUTGOING', 'SUPERSEDED')),
        reason text NOT NULL,
        unallocated bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, key),
        FOREIGN KEY (company_id, statement_id) REFERENCES ledger.bank_statement (company_id, id)
      );
      CREATE INDEX bank_transaction_day ON ledger.bank_transaction (company_id, booked_on DESC, id DESC);
      CREATE INDEX bank_transaction_reference ON ledger.bank_transaction (company_id, reference) WHERE reference IS NOT NULL;
      CREATE INDEX bank_transaction_waiting ON ledger.bank_transaction (company_id) WHERE unallocated > 0;
      CREATE INDEX bank_transaction_reversal ON ledger.bank_transaction (company_id) WHERE reversal AND state = 'UNMATCHED';
      CREATE INDEX bank_transaction_archive ON ledger.bank_transaction (company_id, iban, archive_id) WHERE archive_id IS NOT NULL;
      CREATE INDEX bank_transaction_entry ON ledger.bank_transaction (company_id, iban, entry_archive_id)
        WHERE entry_archive_id IS NOT NULL;
      CREATE INDEX bank_transaction_statement ON ledger.bank_transaction (company_id, statement_id);

      -- Append-only; a reversal is a new row of the opposite sign that points at the old.
      CREATE TABLE ledger.payment (
        company_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        invoice_id bigint NOT NULL,
        bank_transaction_id bigint,
        kind text NOT NULL CHECK (kind IN ('PAYMENT', 'DIRECT_PAYMENT', 'SETTLEMENT', 'CREDIT_NOTE', 'CREDIT_LOSS')),
        paid_on date NOT NULL,
        amount bigint NOT NULL,
        currency char(3) NOT NULL,
        payer_name text,
        -- The credit note's number, where one.
        document_number text,
        reverses_id bigint,
        registered_by bigint,
        registered_at timestamptz NOT NULL,
        -- Of a payment registered by hand: the client's key, and what it asked for with it.
        idempotency_key text,
        request_digest bytea,
        PRIMARY KEY (company_id, id),
        UNIQUE (company_id, document_number),
        UNIQUE (company_id, idempotency_key),
        UNIQUE (company_id, reverses_id),
        FOREIGN KEY (company_id, invoice_id) REFERENCES ledger.sales_invoice (company_id, id),
        FOREIGN KEY (company_id, bank_transaction_id) REFERENCES ledger.bank_transaction (company_id, id),
        FOREIGN KEY (company_id, reverses_id) REFERENCES ledger.payment (company_id, id)
      );
      CREATE INDEX payment_invoice ON ledger.payment (company_id, invoice_id);
      CREATE INDEX payment_day ON ledger.payment (company_id, paid_on DESC, id DESC);
      CREATE INDEX payment_transaction ON ledger.payment (company_id, bank_transaction_id);

      -- Every answer an imported document got, as long as its company is known.
      CREATE TABLE ledger.imported_document (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL,
        user_id bigint,
        file_name text NOT NULL,
        number text,
        outcome text NOT NULL CHECK (outcome IN ('IMPORTED', 'ALREADY_THERE', 'REFUSED')),
        code text,
        PRIMARY KEY (company_id, id)
      );

      -- The status that holds on a day, whether or not the nightly job has run.
      CREATE FUNCTION ledger.status_on(status text, overdue_from date, today date) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN status = 'OPEN' AND overdue_from <= today THEN 'OVERDUE' ELSE status END;

      SELECT platform.protect(t) FROM unnest(ARRAY['ledger.customer', 'ledger.contact_person', 'ledger.bank_account',
        'ledger.sales_invoice', 'ledger.status_change', 'ledger.bank_statement', 'ledger.bank_transaction',
        'ledger.payment', 'ledger.imported_document']::regclass[]) t;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
