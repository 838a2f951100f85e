import type { MigrationInterface, QueryRunner } from 'typeorm'

const TRANSFERS = `
  -- As the file tells it, so that the bank's answer and its rows are known by it.
  ALTER TABLE agency.transfer ADD COLUMN end_to_end_id text, ADD COLUMN to_iban text, ADD COLUMN reference text, ADD COLUMN amount bigint,
    -- The bank's row by which it left the account; the row by which it came back.
    ADD COLUMN paid_by_id bigint REFERENCES agency.client_transaction,
    ADD COLUMN returned_by_id bigint REFERENCES agency.client_transaction,
    -- What the bank last said of it (ISO 20022 payment status), and when that was read.
    ADD COLUMN bank_status text, ADD COLUMN bank_status_at timestamptz,
    ADD CONSTRAINT transfer_returned CHECK (returned_by_id IS NULL OR (paid_by_id IS NOT NULL AND refused_on IS NOT NULL)),
    ADD CONSTRAINT transfer_paid CHECK (paid_by_id IS NULL OR NOT is_cancelled),
    ADD CONSTRAINT transfer_refused_unpaid CHECK (paid_by_id IS NULL OR (refused_on IS NULL) = (returned_by_id IS NULL));
  CREATE INDEX transfer_paid_by ON agency.transfer (paid_by_id) WHERE paid_by_id IS NOT NULL;
  CREATE INDEX transfer_returned_by ON agency.transfer (returned_by_id) WHERE returned_by_id IS NOT NULL;
  CREATE INDEX transfer_end_to_end ON agency.transfer (end_to_end_id);
  -- Has not left the account: what a row of the bank may be.
  CREATE INDEX transfer_unpaid ON agency.transfer (amount) WHERE paid_by_id IS NULL AND refused_on IS NULL AND NOT is_cancelled;
  GRANT UPDATE (paid_by_id, returned_by_id, bank_status, bank_status_at) ON agency.transfer TO duetto_agency;

  -- The bytes of a file are kept, and its transfers stand there in their order.
  UPDATE agency.transfer t SET end_to_end_id = substring(p.part FROM '<EndToEndId>([^<]+)</EndToEndId>'),
    to_iban = substring(p.part FROM '<IBAN>([^<]+)</IBAN>'), reference = substring(p.part FROM '<Ref>([^<]+)</Ref>')
  FROM agency.payment_file f
  CROSS JOIN LATERAL regexp_split_to_table(convert_from(f.content, 'UTF8'), '<CdtTrfTxInf>') WITH ORDINALITY AS p (part, place)
  WHERE f.id = t.payment_file_id AND p.place = t.ordinal + 1;
  UPDATE agency.transfer t SET amount = coalesce(
    (SELECT amount FROM agency.payout p WHERE p.id = t.payout_id),
    (SELECT paid FROM agency.settlement_line l WHERE l.company_id = t.company_id AND l.settlement_id = t.settlement_id AND l.ordinal = t.line));
  ALTER TABLE agency.transfer ALTER COLUMN end_to_end_id SET NOT NULL, ALTER COLUMN to_iban SET NOT NULL, ALTER COLUMN amount SET NOT NULL,
    ADD CONSTRAINT transfer_amount CHECK (amount > 0);
`

const ROWS = `
  ALTER TABLE agency.client_transaction ADD COLUMN end_to_end_id text, ADD COLUMN payee_name text, ADD COLUMN payee_iban text,
    -- The bank's name of the entry that it is, or that it is a part of: an entry told whole and in parts is one.
    ADD COLUMN entry_id text, ADD COLUMN within_entry_id text,
    -- The file of ours that the entry is of, as the bank names it.
    ADD COLUMN instruction_id text,
    -- The entry of several that tells the same money; this one does nothing.
    ADD COLUMN part_of_id bigint REFERENCES agency.client_transaction,
    -- Of what left without an instruction: what a person has found out.
    ADD COLUMN explained_as text CHECK (explained_as IN ('CHARGE', 'BY_HAND', 'OTHER')),
    ADD COLUMN explanation text, ADD COLUMN explained_by text, ADD COLUMN explained_at timestamptz,
    ADD CONSTRAINT client_transaction_explained CHECK ((explained_as IS NULL) = (explanation IS NULL)
      AND (explained_as IS NULL) = (explained_at IS NULL) AND (explained_as IS NULL OR state = 'OUTGOING')),
    DROP CONSTRAINT client_transaction_superseded,
    ADD CONSTRAINT client_transaction_superseded
      CHECK ((state = 'SUPERSEDED') = (same_as_id IS NOT NULL OR part_of_id IS NOT NULL));
  CREATE INDEX client_transaction_entry ON agency.client_transaction (entry_id) WHERE entry_id IS NOT NULL;
  CREATE INDEX client_transaction_within ON agency.client_transaction (within_entry_id) WHERE within_entry_id IS NOT NULL;
  CREATE INDEX client_transaction_part_of ON agency.client_transaction (part_of_id) WHERE part_of_id IS NOT NULL;
  CREATE INDEX client_transaction_outgoing ON agency.client_transaction (booked_on DESC, id DESC) WHERE state = 'OUTGOING';

  -- What left before rows were joined to instructions: by account, reference and amount, each once, the oldest first.
  UPDATE agency.transfer t SET paid_by_id = r.id
  FROM (
    SELECT id, iban, currency, reference, -amount AS amount, booked_on,
      row_number() OVER (PARTITION BY iban, currency, reference, amount ORDER BY booked_on, id) AS place
    FROM agency.client_transaction WHERE state = 'OUTGOING' AND amount < 0 AND reference IS NOT NULL
  ) r
  JOIN (
    SELECT o.payment_file_id, o.ordinal, f.from_iban, f.currency, o.reference, o.amount, f.execute_on,
      row_number() OVER (PARTITION BY f.from_iban, f.currency, o.reference, o.amount ORDER BY f.execute_on, o.payment_file_id, o.ordinal) AS place
    FROM agency.transfer o JOIN agency.payment_file f ON f.id = o.payment_file_id
    WHERE o.refused_on IS NULL AND NOT o.is_cancelled AND f.cancelled_at IS NULL AND (f.released_at IS NOT NULL OR f.sent_at IS NOT NULL)
  ) w ON w.from_iban = r.iban AND w.currency = r.currency AND w.reference = r.reference AND w.amount = r.amount AND w.place = r.place
    AND w.execute_on <= r.booked_on
  WHERE t.payment_file_id = w.payment_file_id AND t.ordinal = w.ordinal;
`

const PROOF = `
  -- What the account holds less what it should hold by what is owed and what has not left: no difference.
  ALTER TABLE agency.funds_check ADD COLUMN bank_difference bigint NOT NULL DEFAULT 0;
`

const READ = [
  ...['agency.transfer', 'agency.payment_file', 'agency.payout', 'agency.settlement_line'],
  'agency.client_transaction',
]

/** The bank's rows of money that leaves the account for client funds, joined to the transfers that asked for it. */
export class OutgoingFunds1764000110000 implements MigrationInterface {
  name = 'OutgoingFunds1764000110000'

  async up(runner: QueryRunner): Promise<void> {
    // An owner who is no superuser sees the rows of its tables only while their security is not forced.
    for (const table of READ) await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`)
    for (const part of [TRANSFERS, ROWS, PROOF]) await runner.query(part)
    for (const table of READ) await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
