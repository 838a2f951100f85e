import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Customer cards that people edit, and the settings of a company's sales. */
export class CustomerCard1764000082000 implements MigrationInterface {
  name = 'CustomerCard1764000082000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a person has set ('name', 'businessId', 'kind', 'language', 'address', 'email', 'phone'): imports leave it.
      ALTER TABLE ledger.customer ADD by_hand text[] NOT NULL DEFAULT '{}';
      CREATE INDEX customer_name ON ledger.customer (company_id, name COLLATE "fi-x-icu", id);

      ALTER TABLE ledger.contact_person ADD by_hand boolean NOT NULL DEFAULT false;
      GRANT DELETE ON ledger.contact_person TO duetto_app;

      CREATE TABLE ledger.sales_setting (
        company_id bigint NOT NULL REFERENCES access.company,
        -- Invoices that come without a contact person get the customer's default one.
        fetch_contact_person boolean NOT NULL DEFAULT false,
        PRIMARY KEY (company_id)
      );
      SELECT platform.protect('ledger.sales_setting'::regclass);

      CREATE INDEX sales_invoice_issued ON ledger.sales_invoice (company_id, issued_on, id);
      CREATE INDEX sales_invoice_total ON ledger.sales_invoice (company_id, total, id);
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
