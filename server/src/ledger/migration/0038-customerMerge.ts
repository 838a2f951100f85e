import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Two cards of one customer become one. */
export class CustomerMerge1764000119000 implements MigrationInterface {
  name = 'CustomerMerge1764000119000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a card that was merged into another was known by: imports that know the customer so find the other one.
      CREATE TABLE ledger.customer_alias (
        company_id bigint NOT NULL,
        identity text NOT NULL,
        customer_id bigint NOT NULL,
        PRIMARY KEY (company_id, identity),
        FOREIGN KEY (company_id, customer_id) REFERENCES ledger.customer (company_id, id)
      );
      CREATE INDEX customer_alias_customer ON ledger.customer_alias (company_id, customer_id);
      SELECT platform.protect('ledger.customer_alias'::regclass);
      GRANT DELETE ON ledger.customer TO duetto_app;
      CREATE INDEX netvisor_customer_customer ON ledger.netvisor_customer (company_id, customer_id);
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
