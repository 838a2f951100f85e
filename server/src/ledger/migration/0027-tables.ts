import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Payments that tables and other programs bring, each once, and how a company's tables are read. */
export class TableImport1764000102000 implements MigrationInterface {
  name = 'TableImport1764000102000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger.imported_payment (
        company_id bigint NOT NULL,
        source text NOT NULL CHECK (source IN ('TABLE', 'API')),
        -- Of a table: what the row says, or the file's own name of the payment. Of a program: its own name of the payment.
        external_id text NOT NULL,
        -- What the payment said: the same name with other content is refused.
        digest bytea NOT NULL,
        payment_id bigint NOT NULL,
        PRIMARY KEY (company_id, source, external_id),
        FOREIGN KEY (company_id, payment_id) REFERENCES ledger.payment (company_id, id)
      );

      CREATE TABLE ledger.table_mapping (
        company_id bigint NOT NULL REFERENCES access.company,
        kind text NOT NULL CHECK (kind IN ('INVOICES', 'PAYMENTS')),
        name text NOT NULL CHECK (name = btrim(name) AND name <> '' AND length(name) <= 100),
        -- The headings, by which the mapping is chosen again.
        headings text[] NOT NULL,
        -- {columns: [{column, field}], dateOrder, decimalSign, currency}
        mapping jsonb NOT NULL,
        saved_by bigint,
        saved_at timestamptz NOT NULL,
        PRIMARY KEY (company_id, kind, name)
      );

      SELECT platform.protect(t) FROM unnest(ARRAY['ledger.imported_payment', 'ledger.table_mapping']::regclass[]) t;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
