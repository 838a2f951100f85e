import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who did what in a company. Rows are only ever added: nobody may update or delete, and a trigger refuses even the
 * owner, except that values are emptied once their retention has ended (the row itself stays).
 */
const AUDIT = `
  CREATE TABLE access.audit_entry (
    company_id bigint NOT NULL REFERENCES access.company,
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor text NOT NULL CHECK (actor IN ('COMPANY_USER', 'MASTER_ID_USER', 'STAFF', 'SYSTEM')),
    user_id bigint REFERENCES access.app_user,
    -- The API token through which the person acted.
    token_id bigint,
    -- On whose behalf, when the person reaches the company through a Master-ID alone.
    master_id bigint REFERENCES access.master_id,
    action text NOT NULL,
    subject_type text,
    subject_id bigint,
    -- How people know the subject: an invoice number, never a debtor's name.
    subject_name text,
    before jsonb,
    after jsonb,
    -- The last day on which the values are kept.
    keep_until date NOT NULL,
    PRIMARY KEY (company_id, id),
    CHECK ((actor = 'SYSTEM') = (user_id IS NULL)),
    CHECK ((actor = 'MASTER_ID_USER') = (master_id IS NOT NULL))
  );
  CREATE INDEX audit_entry_subject ON access.audit_entry (company_id, subject_type, subject_id);
  SELECT platform.protect('access.audit_entry'::regclass);
  REVOKE UPDATE ON access.audit_entry FROM duetto_app, duetto_jobs;
  DROP POLICY update_own_company ON access.audit_entry;
  DROP POLICY delete_own_company ON access.audit_entry;
  GRANT INSERT ON access.audit_entry TO duetto_agency;
  CREATE POLICY staff ON access.audit_entry FOR INSERT TO duetto_agency
    WITH CHECK ((SELECT access.staff_actor()) IS NOT NULL);

  CREATE FUNCTION access.keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD.keep_until < current_date AND NEW.before IS NULL AND NEW.after IS NULL
      AND (to_jsonb(NEW) - 'before' - 'after') = (to_jsonb(OLD) - 'before' - 'after') THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The audit trail is only added to.' USING ERRCODE = 'insufficient_privilege';
  END $$;
  REVOKE ALL ON FUNCTION access.keep_audit() FROM PUBLIC;
  CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE ON access.audit_entry
    FOR EACH ROW EXECUTE FUNCTION access.keep_audit();
  CREATE TRIGGER keep_audit_whole BEFORE TRUNCATE ON access.audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION access.keep_audit();

  ALTER TABLE access.master_id_link DROP CONSTRAINT master_id_link_rights_check;
  ALTER TABLE access.master_id_link ADD CONSTRAINT master_id_link_rights_check
    CHECK ('READ' = ANY (rights) AND NOT rights && ARRAY['ACTIVATE', 'MANAGE_LINKS', 'READ_AUDIT']);
`

/** Mail to a company's people, written in the transaction of the act that it tells of, sent afterwards. */
const MAIL = `
  CREATE TABLE access.mail (
    company_id bigint NOT NULL REFERENCES access.company,
    id bigint GENERATED ALWAYS AS IDENTITY,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    written_at timestamptz NOT NULL,
    -- When the mail server took it; NULL: not yet, or no server is configured.
    sent_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    keep_until date NOT NULL,
    PRIMARY KEY (company_id, id)
  );
  CREATE INDEX mail_unsent ON access.mail (written_at) WHERE sent_at IS NULL;
  SELECT platform.protect('access.mail'::regclass);
  REVOKE UPDATE ON access.mail FROM duetto_app, duetto_jobs;
  GRANT SELECT, INSERT, UPDATE (sent_at, attempts) ON access.mail TO duetto_agency;
  CREATE POLICY staff ON access.mail TO duetto_agency
    USING ((SELECT access.staff_actor()) IS NOT NULL) WITH CHECK ((SELECT access.staff_actor()) IS NOT NULL);

  -- Whom mail about a company goes to; for the one company that is written in, and for staff.
  CREATE FUNCTION access.administrators(company_id bigint) RETURNS TABLE (email text, language text)
    LANGUAGE sql STABLE AS $$
    SELECT DISTINCT u.email, u.language FROM access.membership m JOIN access.app_user u ON u.id = m.user_id
    WHERE m.company_id = administrators.company_id AND m.valid_from <= now() AND m.valid_to > now()
      AND m.role IN ('USER_ADMINISTRATOR', 'OFFICE_ADMINISTRATOR', 'COMPANY_ADMINISTRATOR')
      AND (m.company_id = (SELECT access.write_company()) OR (SELECT access.staff_actor()) IS NOT NULL)
  $$;
  SELECT platform.guard('access.administrators(bigint)', 'duetto_app', 'duetto_agency');
`

/** Wishes for a Master-ID, answered by staff (requirement M2). */
const REQUESTS = `
  CREATE TABLE access.master_id_request (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    requested_by bigint NOT NULL REFERENCES access.app_user,
    requested_at timestamptz NOT NULL,
    name text NOT NULL,
    business_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('BUREAU', 'GROUP', 'OTHER')),
    -- Business IDs of the companies to be linked, and what entitles the organisation to act for them.
    companies text[] NOT NULL,
    mandate text NOT NULL,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'GRANTED', 'REFUSED')),
    note text,
    answered_by bigint REFERENCES access.app_user,
    answered_at timestamptz,
    master_id bigint REFERENCES access.master_id,
    CHECK ((state = 'GRANTED') = (master_id IS NOT NULL))
  );
  CREATE INDEX master_id_request_by ON access.master_id_request (requested_by);
  ALTER TABLE access.master_id_request ENABLE ROW LEVEL SECURITY;
  ALTER TABLE access.master_id_request FORCE ROW LEVEL SECURITY;
  GRANT SELECT ON access.master_id_request TO duetto_app;
  GRANT INSERT (requested_by, requested_at, name, business_id, kind, companies, mandate)
    ON access.master_id_request TO duetto_app;
  CREATE POLICY own ON access.master_id_request FOR SELECT TO duetto_app USING (requested_by = (SELECT access.actor()));
  CREATE POLICY ask ON access.master_id_request FOR INSERT TO duetto_app
    WITH CHECK (requested_by = (SELECT access.actor()) AND (SELECT access.token()) IS NULL);
  GRANT SELECT, UPDATE (state, note, answered_by, answered_at, master_id) ON access.master_id_request TO duetto_agency;
  CREATE POLICY staff ON access.master_id_request TO duetto_agency
    USING ((SELECT access.staff_actor()) IS NOT NULL) WITH CHECK ((SELECT access.staff_actor()) IS NOT NULL);
`

export class AuditAndMail1764000091000 implements MigrationInterface {
  name = 'AuditAndMail1764000091000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [AUDIT, MAIL, REQUESTS]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
