import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The way into the service step by step: begun by whom, what the company says of itself for the identity check (act
 * 444/2017), and new terms that are asked for at once.
 */
export class Identity1764000104100 implements MigrationInterface {
  name = 'Identity1764000104100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE duetto.activation ADD COLUMN begun_at timestamptz, ADD COLUMN begun_by bigint;

      CREATE TABLE duetto.identity_statement (
        company_id bigint PRIMARY KEY REFERENCES access.company,
        signing text NOT NULL CHECK (signing IN ('ALONE', 'TOGETHER', 'MANDATE')),
        signatories text[] NOT NULL CHECK (cardinality(signatories) > 0),
        -- Beneficial owners, above a quarter (444/2017, 1:5 §); none: nobody owns as much.
        owners jsonb NOT NULL,
        politically_exposed boolean NOT NULL,
        stated_by bigint NOT NULL,
        stated_at timestamptz NOT NULL
      );
      SELECT platform.protect('duetto.identity_statement'::regclass);
      GRANT SELECT ON duetto.identity_statement TO duetto_guard;
      CREATE POLICY guard ON duetto.identity_statement FOR SELECT TO duetto_guard USING (true);
      CREATE FUNCTION duetto.identities_to_check() RETURNS SETOF duetto.identity_statement LANGUAGE sql STABLE
        BEGIN ATOMIC
          SELECT s.* FROM duetto.identity_statement s JOIN duetto.activation a ON a.company_id = s.company_id
          WHERE a.state = 'KYC_PENDING';
        END;
      SELECT platform.guard('duetto.identities_to_check()', 'duetto_jobs');

      CREATE FUNCTION duetto.companies_in_service() RETURNS SETOF bigint LANGUAGE sql STABLE
        BEGIN ATOMIC
          SELECT a.company_id FROM duetto.activation a WHERE a.state IN ('ACTIVE', 'TERMS_PENDING', 'KYC_PENDING');
        END;
      SELECT platform.guard('duetto.companies_in_service()', 'duetto_jobs');

      -- Terms that hold from today on are asked for at once, not only in the night. While a new database is made there
      -- is no queue yet, and nobody to ask.
      CREATE FUNCTION duetto.ask_new_terms() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname = 'graphile_worker' AND p.proname = 'add_job') THEN
          PERFORM platform.enqueue('duetto.sweep', '{}'::json, 'duetto.sweep:terms', NULL, NULL);
        END IF;
        RETURN NULL;
      END $$;
      SELECT platform.guard('duetto.ask_new_terms()', VARIADIC ARRAY[]::name[]);
      CREATE TRIGGER ask_new_terms AFTER INSERT ON duetto.terms FOR EACH STATEMENT EXECUTE FUNCTION duetto.ask_new_terms();
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
