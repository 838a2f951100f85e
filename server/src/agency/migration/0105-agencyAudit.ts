import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The agency's book of what its staff did: who, when, what, of what, before and after. Only added to. */
const BOOK = `
  CREATE TABLE agency.audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    staff_id bigint NOT NULL REFERENCES access.app_user,
    -- The API token through which the person acted, by its name.
    token_name text,
    action text NOT NULL,
    -- The company and the assignment that it belongs to, where one.
    company_id bigint,
    assignment_id bigint,
    subject_type text,
    subject_id bigint,
    -- How people know the subject: an invoice number, a code; never a debtor's name.
    subject_name text,
    before jsonb,
    after jsonb,
    -- The last day on which the values are kept.
    keep_until date NOT NULL,
    CHECK (assignment_id IS NULL OR company_id IS NOT NULL)
  );
  CREATE INDEX audit_entry_at ON agency.audit_entry (at, id);
  CREATE INDEX audit_entry_company ON agency.audit_entry (company_id, assignment_id, at, id) WHERE company_id IS NOT NULL;
  CREATE INDEX audit_entry_staff ON agency.audit_entry (staff_id, at, id);
  CREATE INDEX audit_entry_action ON agency.audit_entry (action, at, id);
  CREATE INDEX audit_entry_expiry ON agency.audit_entry (keep_until) WHERE before IS NOT NULL OR after IS NOT NULL;
  SELECT platform.protect_agency('agency.audit_entry'::regclass);
  REVOKE UPDATE ON agency.audit_entry FROM duetto_agency;
  GRANT SELECT, UPDATE (before, after) ON agency.audit_entry TO duetto_guard;
  CREATE POLICY guard ON agency.audit_entry TO duetto_guard USING (true) WITH CHECK (true);
  CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE ON agency.audit_entry
    FOR EACH ROW EXECUTE FUNCTION access.keep_audit();
  CREATE TRIGGER keep_audit_whole BEFORE TRUNCATE ON agency.audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION access.keep_audit();

  -- As access.empty_audit, for the agency's book.
  CREATE FUNCTION agency.empty_audit(day date, most integer) RETURNS integer LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  DECLARE
    emptied integer;
  BEGIN
    PERFORM set_config('duetto.erase_before', empty_audit.day::text, true);
    UPDATE agency.audit_entry a SET before = NULL, after = NULL FROM (
      SELECT id FROM agency.audit_entry WHERE keep_until < empty_audit.day AND (before IS NOT NULL OR after IS NOT NULL)
      LIMIT empty_audit.most FOR UPDATE SKIP LOCKED) e WHERE a.id = e.id;
    GET DIAGNOSTICS emptied = ROW_COUNT;
    RETURN emptied;
  END $$;
  SELECT platform.guard('agency.empty_audit(date, integer)', 'duetto_agency');
`

export class AgencyAudit1764000105100 implements MigrationInterface {
  name = 'AgencyAudit1764000105100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BOOK)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
