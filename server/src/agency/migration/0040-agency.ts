import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Dated figures of the agency's own practice. Those of the law are in `statute/`. */
const FIGURES = `
  CREATE TABLE agency.setting (
    name text NOT NULL CHECK (name IN ('TERM_DAYS_CONSUMER', 'TERM_DAYS_BUSINESS', 'SMALL_REST', 'RECALL_FEE')),
    valid_from date NOT NULL,
    -- Days, or cents of a euro.
    value bigint NOT NULL CHECK (value >= 0),
    PRIMARY KEY (name, valid_from)
  );
  INSERT INTO agency.setting (name, valid_from, value) VALUES
    ('TERM_DAYS_CONSUMER', '2013-03-16', 14),
    ('TERM_DAYS_BUSINESS', '2013-03-16', 10),
    ('SMALL_REST', '2013-03-16', 500),
    ('RECALL_FEE', '2013-03-16', 2500);

  -- Accounts that hold other people's money only (513/1999 11 §). This one is made up: bank code 999 is no bank's.
  CREATE TABLE agency.client_account (
    iban text PRIMARY KEY,
    valid_from date NOT NULL
  );
  INSERT INTO agency.client_account (iban, valid_from) VALUES ('FI9399999900000014', '2013-03-16');

  -- Bases of the references that the agency gives to assignments.
  CREATE SEQUENCE agency.reference_base START WITH 1000001;
  GRANT USAGE ON SEQUENCE agency.reference_base TO duetto_agency;
  GRANT SELECT ON agency.setting, agency.client_account TO duetto_agency;
`

/** In this schema `company_id` is the agency's own number for a creditor; the company side does not know it. */
const BOOK = `
  CREATE TABLE agency.creditor (
    company_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    business_id text NOT NULL UNIQUE,
    -- Null until the first material has been applied.
    name text,
    state text NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'BLOCKED')),
    opened_at timestamptz NOT NULL
  );

  CREATE TABLE agency.assignment (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    id bigint GENERATED ALWAYS AS IDENTITY,
    -- The company side's name for it in messages.
    uid uuid NOT NULL,
    previous_id bigint,
    service text NOT NULL CHECK (service IN ('REMINDER', 'COLLECTION')),
    after_reminder text CHECK (after_reminder IN ('RETURN', 'CONTINUE')),
    stage text NOT NULL CHECK (stage IN ('RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED')),
    close_reason text CHECK (close_reason IN ('PAID', 'RETURNED', 'RECALLED', 'CREDIT_LOSS', 'REFUSED')),
    received_on date NOT NULL,
    closed_on date,
    -- What comes next on the ladder, and when; without a day it waits for staff.
    next_step text CHECK (next_step IN ('REMINDER', 'NOTICE', 'DEMAND', 'SECOND_DEMAND', 'RETURN')),
    next_step_on date,
    -- Why it waits for staff, a code.
    waits_for text,
    -- The last day to pay of the newest letter.
    term_ends_on date,
    reference text NOT NULL,
    client_iban text NOT NULL REFERENCES agency.client_account,
    creditor jsonb NOT NULL,
    debtor jsonb NOT NULL,
    debtor_kind text NOT NULL CHECK (debtor_kind IN ('CONSUMER', 'BUSINESS')),
    invoice_number text NOT NULL,
    invoice_reference text,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    invoice_total bigint NOT NULL,
    agreed_interest numeric(7, 4),
    currency char(3) NOT NULL,
    -- Late interest is posted up to this day; null: none yet.
    interest_to date,
    -- Interest that the debtor paid on the ended assignment which this one follows.
    interest_before bigint NOT NULL DEFAULT 0,
    sent_sequence integer NOT NULL DEFAULT 0,
    applied_sequence integer NOT NULL DEFAULT 0,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid),
    UNIQUE (company_id, reference),
    FOREIGN KEY (company_id, previous_id) REFERENCES agency.assignment (company_id, id),
    CHECK ((stage = 'CLOSED') = (close_reason IS NOT NULL))
  );
  CREATE UNIQUE INDEX assignment_running ON agency.assignment (company_id, invoice_number) WHERE stage <> 'CLOSED';
  CREATE INDEX assignment_reference ON agency.assignment (reference);
  CREATE INDEX assignment_calendar ON agency.assignment (next_step_on, company_id, id) WHERE stage <> 'CLOSED';
  CREATE INDEX assignment_previous ON agency.assignment (company_id, previous_id);

  CREATE TABLE agency.event (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id bigint NOT NULL,
    uid uuid NOT NULL,
    type text NOT NULL,
    on_day date NOT NULL,
    at timestamptz NOT NULL,
    amount bigint,
    note text,
    staff text NOT NULL DEFAULT access.staff_actor(),
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id)
  );
  CREATE INDEX event_assignment ON agency.event (company_id, assignment_id, id);

  -- Letters that count toward waiting times and caps: the agency's own, and the creditor's before the hand-over.
  CREATE TABLE agency.step (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id bigint NOT NULL,
    event_id bigint,
    kind text NOT NULL CHECK (kind IN ('REMINDER', 'PAYMENT_NOTICE', 'PAYMENT_DEMAND', 'SECOND_DEMAND')),
    sent_on date NOT NULL,
    pay_by date,
    -- Asked of the debtor, and the cost before netting against the standard compensation (513/1999 10 i §).
    charged bigint NOT NULL CHECK (charged >= 0),
    cost bigint NOT NULL CHECK (cost >= charged),
    by_agency boolean NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id),
    FOREIGN KEY (company_id, event_id) REFERENCES agency.event (company_id, id)
  );
  CREATE INDEX step_assignment ON agency.step (company_id, assignment_id, id);

  -- Append-only: positive adds to what the debtor owes, negative lowers it. A correction points at what it corrects.
  CREATE TABLE agency.posting (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id bigint NOT NULL,
    event_id bigint,
    uid uuid NOT NULL,
    kind text NOT NULL,
    component text NOT NULL CHECK (component IN ('PRINCIPAL', 'INTEREST', 'COSTS')),
    beneficiary text NOT NULL CHECK (beneficiary IN ('CREDITOR', 'AGENCY', 'AUTHORITY')),
    amount bigint NOT NULL CHECK (amount <> 0),
    currency char(3) NOT NULL,
    on_day date NOT NULL,
    section text,
    from_day date, to_day date, days integer,
    rate_percent numeric(7, 4),
    base bigint,
    -- The company side's or the bank's name of the payment that a line comes from.
    payment_key text,
    cancels_id bigint,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id),
    FOREIGN KEY (company_id, event_id) REFERENCES agency.event (company_id, id),
    FOREIGN KEY (company_id, cancels_id) REFERENCES agency.posting (company_id, id),
    -- Nothing is charged that no section justifies.
    CHECK (amount < 0 OR section IS NOT NULL OR kind NOT IN ('REMINDER_COST', 'NOTICE_COST', 'DEMAND_COST', 'FIXED_COMPENSATION', 'LATE_INTEREST'))
  );
  CREATE INDEX posting_assignment ON agency.posting (company_id, assignment_id, id);
  CREATE UNIQUE INDEX posting_cancelled_once ON agency.posting (company_id, cancels_id);

  CREATE TABLE agency.letter (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id bigint NOT NULL,
    event_id bigint NOT NULL,
    uid uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('REMINDER', 'NOTICE', 'DEMAND')),
    sent_on date NOT NULL,
    due_on date NOT NULL,
    channel text NOT NULL CHECK (channel IN ('PRINT', 'EMAIL')),
    language text NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
    total bigint NOT NULL,
    currency char(3) NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id),
    FOREIGN KEY (company_id, event_id) REFERENCES agency.event (company_id, id)
  );
  CREATE INDEX letter_assignment ON agency.letter (company_id, assignment_id, id);

  -- Recall and credit-loss questions of creditors; staff answer them.
  CREATE TABLE agency.request (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('RECALL', 'CREDIT_LOSS')),
    reason text NOT NULL,
    requested_on date NOT NULL,
    requested_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('WAITING', 'CONFIRMED', 'REFUSED')),
    answered_by text,
    answered_at timestamptz,
    note text,
    charged bigint,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id)
  );
  CREATE UNIQUE INDEX request_waiting ON agency.request (company_id, assignment_id, kind) WHERE state = 'WAITING';
  CREATE INDEX request_desk ON agency.request (requested_at, company_id, id) WHERE state = 'WAITING';
`

const CLIENT_FUNDS = `
  CREATE TABLE agency.client_transaction (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    iban text NOT NULL REFERENCES agency.client_account,
    -- Names the transaction in the bank's files, so that one that comes twice is one.
    key text NOT NULL UNIQUE,
    booked_on date NOT NULL,
    -- Positive came in, negative went out.
    amount bigint NOT NULL,
    currency char(3) NOT NULL,
    reference text,
    payer_name text,
    message text,
    state text NOT NULL CHECK (state IN ('ALLOCATED', 'UNMATCHED', 'OUTGOING', 'REVERSED')),
    imported_at timestamptz NOT NULL
  );
  CREATE INDEX client_transaction_waiting ON agency.client_transaction (id) WHERE state = 'UNMATCHED';

  -- What a transaction did to an assignment. Shares and excess add up to its amount.
  CREATE TABLE agency.client_allocation (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    transaction_id bigint NOT NULL REFERENCES agency.client_transaction,
    assignment_id bigint NOT NULL,
    event_id bigint NOT NULL,
    currency char(3) NOT NULL,
    creditor_share bigint NOT NULL,
    agency_share bigint NOT NULL,
    -- Paid above what was owed: to be given back.
    excess bigint NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id),
    FOREIGN KEY (company_id, event_id) REFERENCES agency.event (company_id, id)
  );
  CREATE INDEX client_allocation_assignment ON agency.client_allocation (company_id, assignment_id, id);
  CREATE INDEX client_allocation_transaction ON agency.client_allocation (transaction_id);

  CREATE TABLE agency.settlement (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    id bigint GENERATED ALWAYS AS IDENTITY,
    uid uuid NOT NULL,
    settled_on date NOT NULL,
    from_iban text NOT NULL REFERENCES agency.client_account,
    currency char(3) NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid)
  );

  CREATE TABLE agency.settlement_line (
    company_id bigint NOT NULL,
    settlement_id bigint NOT NULL,
    ordinal integer NOT NULL,
    assignment_id bigint NOT NULL,
    -- The creditor's account and the invoice's own reference.
    to_iban text,
    reference text,
    amount bigint NOT NULL CHECK (amount > 0),
    currency char(3) NOT NULL,
    PRIMARY KEY (company_id, settlement_id, ordinal),
    FOREIGN KEY (company_id, settlement_id) REFERENCES agency.settlement (company_id, id),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id)
  );
  CREATE INDEX settlement_line_assignment ON agency.settlement_line (company_id, assignment_id);
`

const MESSAGES = `
  CREATE TABLE agency.outbox (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    id bigint GENERATED ALWAYS AS IDENTITY,
    uid uuid NOT NULL,
    assignment uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    message jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    delivered_at timestamptz,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid),
    UNIQUE (company_id, assignment, sequence)
  );
  CREATE INDEX outbox_waiting ON agency.outbox (company_id, id) WHERE delivered_at IS NULL;

  CREATE TABLE agency.inbox (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    id bigint GENERATED ALWAYS AS IDENTITY,
    uid uuid NOT NULL,
    assignment uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    message jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    applied_at timestamptz,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid),
    UNIQUE (company_id, assignment, sequence)
  );
  CREATE INDEX inbox_waiting ON agency.inbox (company_id, assignment, sequence) WHERE applied_at IS NULL;
`

const PROTECTED = `
  SELECT platform.protect_agency(t) FROM unnest(ARRAY['agency.creditor', 'agency.assignment', 'agency.event', 'agency.step',
    'agency.posting', 'agency.letter', 'agency.request', 'agency.client_transaction', 'agency.client_allocation',
    'agency.settlement', 'agency.settlement_line', 'agency.outbox', 'agency.inbox']::regclass[]) t;
  -- Postings, events and letters are never changed.
  REVOKE UPDATE ON agency.event, agency.posting, agency.letter, agency.step, agency.client_allocation, agency.settlement,
    agency.settlement_line FROM duetto_agency;
`

/** The agency's own book. */
export class Agency1764000040000 implements MigrationInterface {
  name = 'Agency1764000040000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [FIGURES, BOOK, CLIENT_FUNDS, MESSAGES, PROTECTED]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
