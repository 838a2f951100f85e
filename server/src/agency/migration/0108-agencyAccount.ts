import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How the agency and a creditor settle their accounts, and where the agency's own money goes. */
const TERMS = `
  -- The agency's own account: its share goes there, and its invoices are paid to it. Made up, as the one for client funds.
  CREATE TABLE agency.own_account (
    iban text PRIMARY KEY,
    valid_from date NOT NULL
  );
  INSERT INTO agency.own_account (iban, valid_from) VALUES ('FI099999999000000015', '2013-03-16');
  GRANT SELECT ON agency.own_account TO duetto_agency;

  -- Agreed with a creditor, in force from its day; the newest of a day counts.
  CREATE TABLE agency.money_terms (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    id bigint GENERATED ALWAYS AS IDENTITY,
    valid_from date NOT NULL,
    -- NETTED: the agency's invoices are set off against settlements; PAID: the creditor pays them.
    way text NOT NULL CHECK (way IN ('NETTED', 'PAID')),
    -- Where settlements go when the material names no account.
    iban text,
    -- A settlement below so many cents waits.
    minimum bigint NOT NULL DEFAULT 0 CHECK (minimum >= 0),
    language text NOT NULL DEFAULT 'fi' CHECK (language IN ('fi', 'sv', 'en')),
    made_by text NOT NULL DEFAULT access.staff_actor(),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id)
  );
  -- The name of the account between the two in messages that belong to no assignment.
  ALTER TABLE agency.creditor ADD COLUMN account_uid uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN account_sequence integer NOT NULL DEFAULT 0;
`

const INVOICES = `
  -- One row: the number of the newest invoice. Whoever invoices holds it until the invoice stands, so that no number is left out.
  CREATE TABLE agency.invoice_series (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    last_number bigint NOT NULL
  );
  INSERT INTO agency.invoice_series (last_number) VALUES (10000);
  GRANT SELECT, UPDATE ON agency.invoice_series TO duetto_agency;

  -- The agency's invoice to a creditor: its fees, and the costs of its letters that debtors have paid, with their VAT.
  CREATE TABLE agency.invoice (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    id bigint GENERATED ALWAYS AS IDENTITY,
    uid uuid NOT NULL,
    number bigint NOT NULL UNIQUE,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    -- The last day that it covers; whatever came before and was not invoiced is in it too.
    period_end date NOT NULL,
    currency char(3) NOT NULL,
    net bigint NOT NULL,
    vat bigint NOT NULL,
    -- What debtors have paid of it already: the costs of letters.
    paid_by_debtors bigint NOT NULL,
    -- With VAT, less what debtors have paid.
    payable bigint NOT NULL CHECK (payable > 0 AND payable = net + vat - paid_by_debtors),
    way text NOT NULL CHECK (way IN ('NETTED', 'PAID')),
    iban text NOT NULL,
    reference text NOT NULL UNIQUE,
    language text NOT NULL,
    buyer jsonb NOT NULL,
    pdf_sha256 bytea NOT NULL,
    pdf bytea NOT NULL,
    finvoice_sha256 bytea NOT NULL,
    finvoice bytea NOT NULL,
    made_by text NOT NULL DEFAULT access.staff_actor(),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid)
  );
  CREATE INDEX invoice_newest ON agency.invoice (number DESC);

  CREATE TABLE agency.invoice_line (
    company_id bigint NOT NULL,
    invoice_id bigint NOT NULL,
    ordinal integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('REMINDER_TRANSFER', 'COLLECTION_TRANSFER', 'RECALL', 'CANCELLED_COSTS', 'COLLECTED_COSTS')),
    on_day date NOT NULL,
    -- What it is of, so that nothing is invoiced twice: a send, a request, or an assignment and its VAT rate.
    source text NOT NULL,
    assignment_id bigint,
    count integer NOT NULL,
    net bigint NOT NULL,
    vat_basis_points integer NOT NULL,
    vat bigint NOT NULL,
    paid_by_debtor bigint NOT NULL,
    PRIMARY KEY (company_id, invoice_id, ordinal),
    FOREIGN KEY (company_id, invoice_id) REFERENCES agency.invoice (company_id, id),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id)
  );
  CREATE INDEX invoice_line_source ON agency.invoice_line (company_id, source);
  -- What debtors have paid of authorities' fees is not the agency's sale.
  CREATE INDEX posting_authority ON agency.posting (company_id, assignment_id) WHERE beneficiary = 'AUTHORITY';

  CREATE TABLE agency.invoice_payment (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    invoice_id bigint NOT NULL,
    -- SET_OFF: kept back from a settlement; CLIENT_FUNDS: came to the account of client funds; OWN_ACCOUNT: to the agency's own.
    kind text NOT NULL CHECK (kind IN ('SET_OFF', 'CLIENT_FUNDS', 'OWN_ACCOUNT')),
    on_day date NOT NULL,
    -- Below zero: taken back.
    amount bigint NOT NULL CHECK (amount <> 0),
    currency char(3) NOT NULL,
    settlement_id bigint,
    transaction_id bigint REFERENCES agency.client_transaction,
    recorded_by text NOT NULL DEFAULT access.staff_actor(),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, invoice_id) REFERENCES agency.invoice (company_id, id),
    FOREIGN KEY (company_id, settlement_id) REFERENCES agency.settlement (company_id, id),
    CHECK ((kind = 'SET_OFF') = (settlement_id IS NOT NULL)),
    CHECK ((kind = 'CLIENT_FUNDS') = (transaction_id IS NOT NULL))
  );
  CREATE INDEX invoice_payment_invoice ON agency.invoice_payment (company_id, invoice_id);
  CREATE INDEX invoice_payment_transaction ON agency.invoice_payment (transaction_id) WHERE transaction_id IS NOT NULL;
  CREATE INDEX invoice_payment_settlement ON agency.invoice_payment (company_id, settlement_id) WHERE settlement_id IS NOT NULL;
`

const CLAIMS = `
  -- What a creditor has been paid too much from client funds, as it was told; one that runs per account and currency.
  CREATE TABLE agency.claim (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    id bigint GENERATED ALWAYS AS IDENTITY,
    uid uuid NOT NULL,
    iban text NOT NULL REFERENCES agency.client_account,
    currency char(3) NOT NULL,
    reference text NOT NULL UNIQUE,
    raised_on date NOT NULL,
    -- What is open of it, as it was last told.
    amount bigint NOT NULL CHECK (amount >= 0),
    closed_on date,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uid),
    CHECK ((amount = 0) = (closed_on IS NOT NULL))
  );
  CREATE UNIQUE INDEX claim_running ON agency.claim (company_id, iban, currency) WHERE closed_on IS NULL;
`

const OUT = `
  -- OWN: the agency's share, to its own account.
  ALTER TABLE agency.payout ALTER COLUMN transaction_id DROP NOT NULL,
    DROP CONSTRAINT payout_kind_check,
    ADD CONSTRAINT payout_kind_check CHECK (kind IN ('REFUND', 'RETURN', 'OWN')),
    ADD CHECK ((kind = 'OWN') = (transaction_id IS NULL));
  -- All of it may be set off.
  ALTER TABLE agency.settlement DROP CONSTRAINT settlement_amount_check, ADD CONSTRAINT settlement_amount_check CHECK (amount >= 0);
  -- One makes a file, another lets it go; one that shall not go is cancelled and its transfers wait again.
  ALTER TABLE agency.payment_file ADD COLUMN released_by text, ADD COLUMN released_at timestamptz,
    ADD COLUMN cancelled_by text, ADD COLUMN cancelled_at timestamptz,
    ADD CONSTRAINT payment_file_two_people CHECK (released_by <> made_by),
    ADD CONSTRAINT payment_file_released CHECK ((released_by IS NULL) = (released_at IS NULL));
  GRANT UPDATE (released_by, released_at, cancelled_by, cancelled_at) ON agency.payment_file TO duetto_agency;
  -- What the bank refused goes in a later file, to another account when staff name one.
  ALTER TABLE agency.transfer ADD COLUMN refused_on date, ADD COLUMN refusal text, ADD COLUMN refused_by text,
    ADD COLUMN new_iban text, ADD COLUMN is_cancelled boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT transfer_payout_id_key, DROP CONSTRAINT transfer_company_id_settlement_id_line_key,
    ADD CHECK ((refused_on IS NULL) = (refusal IS NULL));
  CREATE UNIQUE INDEX transfer_payout ON agency.transfer (payout_id) WHERE refused_on IS NULL AND NOT is_cancelled;
  CREATE UNIQUE INDEX transfer_line ON agency.transfer (company_id, settlement_id, line) WHERE refused_on IS NULL AND NOT is_cancelled;
  GRANT UPDATE (refused_on, refusal, refused_by, new_iban, is_cancelled) ON agency.transfer TO duetto_agency;

  -- Price lists that each creditor's side has been told.
  CREATE TABLE agency.price_list_told (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    valid_from date NOT NULL,
    told_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, valid_from)
  );
`

const PROTECTED = `
  SELECT platform.protect_agency(t) FROM unnest(ARRAY['agency.money_terms', 'agency.invoice', 'agency.invoice_line',
    'agency.invoice_payment', 'agency.claim', 'agency.price_list_told']::regclass[]) t;
  REVOKE UPDATE ON agency.money_terms, agency.invoice, agency.invoice_line, agency.invoice_payment, agency.price_list_told
    FROM duetto_agency;
`

/** The account between the agency and each creditor: invoices, claims, and money that leaves by two people's hands. */
export class AgencyAccount1764000108000 implements MigrationInterface {
  name = 'AgencyAccount1764000108000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TERMS, INVOICES, CLAIMS, OUT, PROTECTED]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
