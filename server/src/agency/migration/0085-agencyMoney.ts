import type { MigrationInterface, QueryRunner } from 'typeorm'

/** One price list for both sides of the product, in the place of a figure on each. */
const PRICES = `
  ALTER TABLE duetto.price_list SET SCHEMA platform;
  GRANT USAGE ON SCHEMA platform TO duetto_agency;
  GRANT SELECT, INSERT ON platform.price_list TO duetto_agency;
  DELETE FROM agency.setting WHERE name = 'RECALL_FEE';
  ALTER TABLE agency.setting DROP CONSTRAINT setting_name_check,
    ADD CONSTRAINT setting_name_check CHECK (name IN ('TERM_DAYS_CONSUMER', 'TERM_DAYS_BUSINESS', 'SMALL_REST', 'VAT_NETTED'));
  -- 1: the VAT on collected letter costs is kept back from the settlement; 0: it is told and invoiced by itself.
  INSERT INTO agency.setting (name, valid_from, value) VALUES ('VAT_NETTED', '2013-03-16', 0);

  -- Figures that one of the staff has put forward and another must approve before they hold.
  CREATE TABLE agency.proposal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('REFERENCE_RATE', 'PRICE_LIST')),
    -- The day from which it is meant to hold.
    valid_from date NOT NULL,
    content jsonb NOT NULL,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'APPROVED', 'REJECTED')),
    proposed_by bigint NOT NULL,
    proposed_at timestamptz NOT NULL,
    decided_by bigint,
    decided_at timestamptz,
    -- Two people: whoever puts a figure forward does not bring it into force.
    CHECK (state <> 'APPROVED' OR decided_by <> proposed_by),
    CHECK ((state = 'WAITING') = (decided_by IS NULL))
  );
  CREATE UNIQUE INDEX proposal_waiting ON agency.proposal (kind, valid_from) WHERE state = 'WAITING';
`

const FUNDS = `
  ALTER TABLE agency.client_transaction ADD COLUMN payer_iban text,
    DROP CONSTRAINT client_transaction_state_check,
    ADD CONSTRAINT client_transaction_state_check
      CHECK (state IN ('ALLOCATED', 'UNMATCHED', 'OUTGOING', 'REVERSED', 'RETURNED'));
  CREATE INDEX client_transaction_newest ON agency.client_transaction (booked_on DESC, id DESC);

  -- Money given back: what a debtor paid too much (REFUND), or a payment that belongs to nobody (RETURN).
  CREATE TABLE agency.payout (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('REFUND', 'RETURN')),
    transaction_id bigint NOT NULL REFERENCES agency.client_transaction,
    from_iban text NOT NULL REFERENCES agency.client_account,
    to_name text NOT NULL,
    to_iban text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    currency char(3) NOT NULL,
    -- What the receiver reads on the account.
    message text NOT NULL,
    decided_by text NOT NULL DEFAULT access.staff_actor(),
    decided_at timestamptz NOT NULL
  );
  CREATE INDEX payout_transaction ON agency.payout (transaction_id);

  -- A settlement may hold back what the creditor was paid too much before, and the VAT on costs.
  ALTER TABLE agency.settlement ADD COLUMN vat bigint NOT NULL DEFAULT 0, ADD COLUMN vat_netted bigint NOT NULL DEFAULT 0;
  ALTER TABLE agency.settlement_line DROP CONSTRAINT settlement_line_amount_check,
    ADD COLUMN kind text NOT NULL DEFAULT 'SHARE' CHECK (kind IN ('SHARE', 'CARRIED')),
    -- What goes to the bank with the line's reference; null: all of the amount.
    ADD COLUMN paid bigint CHECK (paid >= 0),
    -- The agency's costs that the debtor has paid since the last line, and the VAT that the creditor bears on them.
    ADD COLUMN costs bigint NOT NULL DEFAULT 0,
    ADD COLUMN vat bigint NOT NULL DEFAULT 0,
    ADD CHECK ((kind = 'CARRIED') = (amount < 0));

  -- What goes to the bank. The bytes are kept: the same file is handed out however often it is asked for.
  CREATE TABLE agency.payment_file (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id text NOT NULL UNIQUE,
    execute_on date NOT NULL,
    from_iban text NOT NULL REFERENCES agency.client_account,
    currency char(3) NOT NULL,
    transfers integer NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    content bytea NOT NULL,
    made_by text NOT NULL DEFAULT access.staff_actor(),
    made_at timestamptz NOT NULL,
    sent_by text,
    sent_at timestamptz
  );

  -- One transfer of a file. Nothing is ever in two of them.
  CREATE TABLE agency.transfer (
    payment_file_id bigint NOT NULL REFERENCES agency.payment_file,
    ordinal integer NOT NULL,
    company_id bigint,
    settlement_id bigint,
    line integer,
    payout_id bigint UNIQUE REFERENCES agency.payout,
    PRIMARY KEY (payment_file_id, ordinal),
    UNIQUE (company_id, settlement_id, line),
    FOREIGN KEY (company_id, settlement_id, line) REFERENCES agency.settlement_line (company_id, settlement_id, ordinal),
    CHECK ((payout_id IS NULL) = (settlement_id IS NOT NULL))
  );

  -- What the nightly proof found, and what it should have found: no difference.
  CREATE TABLE agency.funds_check (
    checked_on date NOT NULL,
    currency char(3) NOT NULL,
    difference bigint NOT NULL,
    checked_at timestamptz NOT NULL,
    PRIMARY KEY (checked_on, currency)
  );
`

const ROAD = `
  -- A refused message is not tried again until a person says so.
  ALTER TABLE agency.outbox ADD COLUMN attempts integer NOT NULL DEFAULT 0, ADD COLUMN last_error text,
    ADD COLUMN refused_at timestamptz, ADD COLUMN acknowledged_at timestamptz;
  ALTER TABLE duetto.outbox ADD COLUMN refused_at timestamptz, ADD COLUMN acknowledged_at timestamptz;
  -- What a settlement message says beyond the transfer: the whole share, what was held back, costs and their VAT.
  ALTER TABLE duetto.settlement_line ADD COLUMN share bigint, ADD COLUMN kind text NOT NULL DEFAULT 'SHARE'
    CHECK (kind IN ('SHARE', 'CARRIED')), ADD COLUMN costs bigint NOT NULL DEFAULT 0, ADD COLUMN vat bigint NOT NULL DEFAULT 0,
    ADD COLUMN vat_netted bigint NOT NULL DEFAULT 0;
  CREATE INDEX settlement_line_settlement ON duetto.settlement_line (company_id, settled_on DESC, settlement_uid);
`

const PROTECTED = `
  SELECT platform.protect_agency(t) FROM unnest(ARRAY['agency.proposal', 'agency.payout', 'agency.payment_file',
    'agency.transfer', 'agency.funds_check']::regclass[]) t;
  REVOKE UPDATE ON agency.payout, agency.transfer FROM duetto_agency;
  REVOKE UPDATE ON agency.payment_file FROM duetto_agency;
  GRANT UPDATE (sent_by, sent_at) ON agency.payment_file TO duetto_agency;
`

/** Money out of the client funds, dated figures by two people, and messages that did not get through. */
export class AgencyMoney1764000085000 implements MigrationInterface {
  name = 'AgencyMoney1764000085000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [PRICES, FUNDS, ROAD, PROTECTED]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
