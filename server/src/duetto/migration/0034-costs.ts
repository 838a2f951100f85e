import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Costs of the company's own letters, agreed with the service first; a credit loss under later surveillance. */
export class Costs1764000034000 implements MigrationInterface {
  name = 'Costs1764000034000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the service has agreed with the company for a period; both ends are included, an open end is null.
      CREATE TABLE duetto.cost_agreement (
        company_id bigint NOT NULL REFERENCES access.company,
        id bigint GENERATED ALWAYS AS IDENTITY,
        kind text NOT NULL CHECK (kind IN ('REMINDER', 'NOTICE')),
        amount bigint NOT NULL CHECK (amount >= 0),
        currency char(3) NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        -- Of the agency's staff.
        agreed_by bigint NOT NULL,
        agreed_at timestamptz NOT NULL,
        PRIMARY KEY (company_id, id),
        CHECK (valid_to >= valid_from)
      );
      CREATE INDEX cost_agreement_kind ON duetto.cost_agreement (company_id, kind, valid_from);

      -- A cost that travels with an invoice's material, and what the agency made of it.
      CREATE TABLE duetto.collection_cost (
        company_id bigint NOT NULL,
        invoice_id bigint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('REMINDER', 'NOTICE')),
        amount bigint NOT NULL CHECK (amount > 0),
        currency char(3) NOT NULL,
        added_by bigint,
        added_at timestamptz NOT NULL,
        -- The assignment that it went with.
        assignment_id bigint,
        state text NOT NULL DEFAULT 'ADDED' CHECK (state IN ('ADDED', 'SENT', 'ACCEPTED', 'REFUSED')),
        section text,
        note text,
        PRIMARY KEY (company_id, invoice_id, kind),
        FOREIGN KEY (company_id, invoice_id) REFERENCES ledger.sales_invoice (company_id, id),
        FOREIGN KEY (company_id, assignment_id) REFERENCES duetto.assignment (company_id, id)
      );
      CREATE INDEX collection_cost_assignment ON duetto.collection_cost (company_id, assignment_id);

      SELECT platform.protect(t) FROM unnest(ARRAY['duetto.cost_agreement', 'duetto.collection_cost']::regclass[]) t;
      -- Agreements are the staff's to make: nobody of the company writes them.
      REVOKE INSERT, UPDATE ON duetto.cost_agreement FROM duetto_app;
      GRANT DELETE ON duetto.collection_cost TO duetto_app;

      -- The credit loss is booked, and the agency goes on watching the debt.
      ALTER TABLE duetto.assignment ADD COLUMN surveillance boolean NOT NULL DEFAULT false;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
