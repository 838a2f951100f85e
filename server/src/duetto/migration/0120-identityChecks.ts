import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What a company stated and what the agency answered, each time; and the day on which all of it goes. What was answered
 * before is carried over as far as it is known: the newest statement with the newest answer.
 */
const CHECKS = `
  ALTER TABLE duetto.identity_statement ADD COLUMN explanation text;

  CREATE TABLE duetto.identity_check (
    company_id bigint NOT NULL REFERENCES access.company,
    id bigint GENERATED ALWAYS AS IDENTITY,
    -- The statement as it was answered.
    signing text NOT NULL CHECK (signing IN ('ALONE', 'TOGETHER', 'MANDATE')),
    signatories text[] NOT NULL,
    owners jsonb NOT NULL,
    politically_exposed boolean NOT NULL,
    -- What the company wrote to the agency with it.
    explanation text,
    stated_by bigint NOT NULL,
    stated_at timestamptz NOT NULL,
    -- The agency's answer.
    approved boolean NOT NULL,
    note text,
    answered_by bigint,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id)
  );
  CREATE INDEX identity_check_at ON duetto.identity_check (company_id, answered_at DESC, id DESC);
  SELECT platform.protect('duetto.identity_check'::regclass);
  REVOKE UPDATE ON duetto.identity_check FROM duetto_app, duetto_jobs;
  GRANT SELECT ON duetto.identity_check TO duetto_guard;
  CREATE POLICY guard ON duetto.identity_check FOR SELECT TO duetto_guard USING (true);

  INSERT INTO duetto.identity_check (company_id, signing, signatories, owners, politically_exposed, stated_by, stated_at,
    approved, note, answered_by, answered_at)
  SELECT s.company_id, s.signing, s.signatories, s.owners, s.politically_exposed, s.stated_by, s.stated_at,
    a.state <> 'REJECTED', a.kyc_note, a.kyc_answered_by, coalesce(a.identified_at, a.changed_at)
  FROM duetto.identity_statement s JOIN duetto.activation a ON a.company_id = s.company_id
  WHERE a.state = 'REJECTED' OR a.identified_at IS NOT NULL;
`

const FOR_STAFF = `
  DROP FUNCTION duetto.identities_to_check();
  CREATE FUNCTION duetto.identities_to_check() RETURNS SETOF duetto.identity_statement LANGUAGE sql STABLE
    BEGIN ATOMIC
      SELECT s.* FROM duetto.identity_statement s JOIN duetto.activation a ON a.company_id = s.company_id
      WHERE a.state = 'KYC_PENDING';
    END;
  SELECT platform.guard('duetto.identities_to_check()', 'duetto_jobs');
  CREATE FUNCTION duetto.earlier_identity_checks() RETURNS SETOF duetto.identity_check LANGUAGE sql STABLE
    BEGIN ATOMIC
      SELECT c.* FROM duetto.identity_check c JOIN duetto.activation a ON a.company_id = c.company_id
      WHERE a.state = 'KYC_PENDING';
    END;
  SELECT platform.guard('duetto.earlier_identity_checks()', 'duetto_jobs');
`

/** Which companies' statements are to go; the rule stands here alone, see decision 17. */
const ERASURE = `
  GRANT DELETE ON duetto.identity_statement, duetto.identity_check TO duetto_jobs;
  GRANT SELECT (identified_at, removed_at, changed_at, kyc_note) ON duetto.activation TO duetto_guard;

  -- Companies whose customer relation ended, or was refused, more than five years before a day (444/2017, 3:3 §), and
  -- those who began, stated and never accepted within a year.
  CREATE FUNCTION duetto.identities_due(day date) RETURNS SETOF bigint LANGUAGE sql STABLE
    BEGIN ATOMIC
      SELECT a.company_id
      FROM duetto.activation a
      LEFT JOIN duetto.identity_statement s ON s.company_id = a.company_id
      CROSS JOIN LATERAL (
        SELECT greatest((greatest(a.removed_at, CASE WHEN a.state = 'REJECTED' THEN a.changed_at END,
            (SELECT max(c.answered_at) FROM duetto.identity_check c WHERE c.company_id = a.company_id AND NOT c.approved)
          ) AT TIME ZONE 'Europe/Helsinki')::date,
          (SELECT max(g.closed_on) FROM duetto.assignment g WHERE g.company_id = a.company_id)) AS day
      ) ended
      WHERE (s.company_id IS NOT NULL OR a.contact_email IS NOT NULL OR a.contact_phone IS NOT NULL OR a.kyc_note IS NOT NULL
          OR EXISTS (SELECT 1 FROM duetto.identity_check c WHERE c.company_id = a.company_id))
        AND a.state NOT IN ('ACTIVE', 'KYC_PENDING') AND a.identified_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM duetto.assignment g WHERE g.company_id = a.company_id AND g.stage <> 'CLOSED')
        AND CASE WHEN ended.day IS NULL
          THEN (s.stated_at AT TIME ZONE 'Europe/Helsinki')::date < (identities_due.day - interval '1 year')::date
          ELSE ended.day < (identities_due.day - interval '5 years')::date END;
    END;
  SELECT platform.guard('duetto.identities_due(date)', 'duetto_jobs');
`

export class IdentityChecks1764000120000 implements MigrationInterface {
  name = 'IdentityChecks1764000120000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CHECKS, FOR_STAFF, ERASURE]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
