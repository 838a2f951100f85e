import type { MigrationInterface, QueryRunner } from 'typeorm'

/** New terms are asked again without a new identity check; a company may leave; staff see who waits for their check. */
export class Service1764000088000 implements MigrationInterface {
  name = 'Service1764000088000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE duetto.activation
        ADD COLUMN identified_at timestamptz,
        ADD COLUMN removed_at timestamptz,
        ADD COLUMN removed_by bigint,
        ADD COLUMN removed_reason text;
      UPDATE duetto.activation SET identified_at = changed_at WHERE state = 'ACTIVE';

      CREATE POLICY guard ON duetto.activation FOR SELECT TO duetto_guard USING (true);
      GRANT SELECT (company_id, state, terms_version, accepted_at, contact_email, contact_phone) ON duetto.activation TO duetto_guard;
      CREATE FUNCTION duetto.kyc_requests() RETURNS TABLE (
          company_id bigint, name text, business_id text, terms_version text, accepted_at timestamptz, email text, phone text
        ) LANGUAGE sql STABLE
        BEGIN ATOMIC
          SELECT c.company_id, c.name, c.business_id, a.terms_version, a.accepted_at, a.contact_email, a.contact_phone
          FROM duetto.activation a JOIN access.company c ON c.company_id = a.company_id WHERE a.state = 'KYC_PENDING';
        END;
      SELECT platform.guard('duetto.kyc_requests()', 'duetto_jobs');
      CREATE FUNCTION duetto.companies_on_other_terms(version text) RETURNS SETOF bigint LANGUAGE sql STABLE
        BEGIN ATOMIC
          SELECT a.company_id FROM duetto.activation a
          WHERE a.state = 'ACTIVE' AND a.terms_version <> companies_on_other_terms.version;
        END;
      SELECT platform.guard('duetto.companies_on_other_terms(text)', 'duetto_jobs');
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
