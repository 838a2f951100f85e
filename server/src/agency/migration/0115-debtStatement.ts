import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The same debtor: a business by its business ID; of others the same name at the same address is all that is known, which
 * a person judges. Null: nothing to go by. A stored column, for row security keeps functions away from indexes.
 */
const DEBTOR_KEY = `
  ALTER TABLE agency.assignment ADD COLUMN debtor_key text GENERATED ALWAYS AS (
    CASE
      WHEN debtor ->> 'kind' = 'BUSINESS' AND debtor ->> 'businessId' IS NOT NULL THEN 'ID ' || (debtor ->> 'businessId')
      WHEN debtor #>> '{address,street}' IS NOT NULL AND debtor #>> '{address,town}' IS NOT NULL THEN
        'NAME ' || lower(regexp_replace(trim(debtor ->> 'name') || '|' || trim(debtor #>> '{address,street}') || '|' ||
          coalesce(trim(debtor #>> '{address,postCode}'), '') || '|' || trim(debtor #>> '{address,town}'), '\\s+', ' ', 'g'))
    END) STORED;
  CREATE INDEX assignment_debtor ON agency.assignment (debtor_key);
`

const STATEMENTS = `
  ALTER TABLE agency.letter DROP CONSTRAINT letter_kind_check, ADD CONSTRAINT letter_kind_check CHECK (kind IN
    ('REMINDER', 'NOTICE', 'DEMAND', 'EXTENSION', 'PLAN', 'PLAN_BROKEN', 'DISPUTE_ANSWER', 'DEBT_STATEMENT'));

  -- A statement has debts of several creditors (513/1999 4 a §): what it says of each is a line of that creditor's.
  CREATE TABLE agency.debt_statement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    given_on date NOT NULL
  );
  CREATE TABLE agency.debt_statement_line (
    company_id bigint NOT NULL,
    statement_id bigint NOT NULL REFERENCES agency.debt_statement,
    assignment_id bigint NOT NULL,
    -- The letter that the statement went in, at the debt on which it was asked for; null at the others.
    letter_id bigint,
    currency char(3) NOT NULL,
    -- Asked in all, cents; open is what is left of it.
    principal bigint NOT NULL,
    interest bigint NOT NULL,
    costs bigint NOT NULL,
    paid bigint NOT NULL,
    open bigint NOT NULL,
    PRIMARY KEY (company_id, statement_id, assignment_id),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id),
    FOREIGN KEY (company_id, letter_id) REFERENCES agency.letter (company_id, id),
    CHECK (principal + interest + costs - paid = open)
  );
  CREATE INDEX debt_statement_line_debt ON agency.debt_statement_line (company_id, assignment_id);
  CREATE UNIQUE INDEX debt_statement_line_letter ON agency.debt_statement_line (statement_id) WHERE letter_id IS NOT NULL;
  SELECT platform.protect_agency(t) FROM unnest(ARRAY['agency.debt_statement', 'agency.debt_statement_line']::regclass[]) t;
  REVOKE UPDATE ON agency.debt_statement, agency.debt_statement_line FROM duetto_agency;
`

/** Statements of debts to debtors. */
export class DebtStatement1764000130000 implements MigrationInterface {
  name = 'DebtStatement1764000130000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEBTOR_KEY)
    await runner.query(STATEMENTS)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
