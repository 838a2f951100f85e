import type { MigrationInterface, QueryRunner } from 'typeorm'

const LEDGER = `
  -- What money on invoices in the service has paid beside their principal: late interest, the company's own costs, the
  -- agency's costs, and what nothing was owed for. Append-only: a correction is a line of its own.
  CREATE TABLE ledger.allocation (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    invoice_id bigint NOT NULL,
    -- The payment it was expected of when that was booked; null: what the agency's book said beyond.
    payment_id bigint,
    part text NOT NULL CHECK (part IN ('INTEREST', 'COSTS', 'AGENCY_COSTS', 'EXCESS')),
    amount bigint NOT NULL CHECK (amount <> 0),
    on_day date NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, invoice_id) REFERENCES ledger.sales_invoice (company_id, id),
    FOREIGN KEY (company_id, payment_id) REFERENCES ledger.payment (company_id, id)
  );
  CREATE INDEX allocation_invoice ON ledger.allocation (company_id, invoice_id, id);
  CREATE INDEX allocation_payment ON ledger.allocation (company_id, payment_id) WHERE payment_id IS NOT NULL;
  SELECT platform.protect('ledger.allocation'::regclass);
  -- The sum of the invoice's allocations. What is left is the principal: open = total - paid + beyond, from zero to the total.
  ALTER TABLE ledger.sales_invoice ADD COLUMN beyond bigint NOT NULL DEFAULT 0;
`

const DUETTO = `
  -- What the agency says it has collected for the company so far, by what it paid.
  ALTER TABLE duetto.assignment ADD COLUMN collected_principal bigint NOT NULL DEFAULT 0,
    ADD COLUMN collected_interest bigint NOT NULL DEFAULT 0, ADD COLUMN collected_costs bigint NOT NULL DEFAULT 0;
  UPDATE duetto.assignment a SET collected_principal = c.principal, collected_interest = c.interest, collected_costs = c.costs
  FROM (
    SELECT p.company_id, p.assignment_id,
      coalesce(-sum(p.amount) FILTER (WHERE p.component = 'PRINCIPAL'), 0)::bigint AS principal,
      coalesce(-sum(p.amount) FILTER (WHERE p.component = 'INTEREST'), 0)::bigint AS interest,
      coalesce(-sum(p.amount) FILTER (WHERE p.component = 'COSTS'), 0)::bigint AS costs
    FROM duetto.posting p JOIN duetto.assignment_event e ON e.company_id = p.company_id AND e.id = p.event_id
    WHERE e.type = 'PAYMENT_TO_AGENCY' AND p.beneficiary = 'CREDITOR' AND p.kind IN ('PAYMENT', 'REVERSAL', 'REALLOCATION', 'REFUND')
    GROUP BY p.company_id, p.assignment_id
  ) c WHERE c.company_id = a.company_id AND c.assignment_id = a.id;
  -- What the share paid of the company's own, which add up to it; null: not divided yet. What a settlement holds back is
  -- booked without money.
  ALTER TABLE duetto.settlement_line ADD COLUMN principal bigint, ADD COLUMN interest bigint, ADD COLUMN own_costs bigint,
    ADD COLUMN netted_payment_id bigint;
`

/** Received money by what it paid, so that what is left of an invoice is its principal in both books. */
export class Allocation1764000106000 implements MigrationInterface {
  name = 'Allocation1764000106000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER)
    // The owner reads and fills what is there; it need not be a superuser.
    const filled = ['duetto.assignment', 'duetto.assignment_event', 'duetto.posting']
    for (const table of filled) await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`)
    await runner.query(DUETTO)
    for (const table of filled) await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
