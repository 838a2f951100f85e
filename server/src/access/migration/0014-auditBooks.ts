import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The trail names the token, knows staff of an agency elsewhere (who answered is staff, and not which person), and is
 * read by act, actor, token, subject and day. Values are emptied by one narrow function and nothing else.
 */
const TRAIL = `
  ALTER TABLE access.audit_entry
    -- The token's name when it acted: its owner may rename or lose it, and others cannot see it.
    ADD COLUMN token_name text,
    DROP CONSTRAINT audit_entry_check,
    ADD CONSTRAINT audit_entry_who CHECK (CASE actor WHEN 'SYSTEM' THEN user_id IS NULL WHEN 'STAFF' THEN true ELSE user_id IS NOT NULL END);

  CREATE INDEX audit_entry_day ON access.audit_entry (company_id, at, id);
  CREATE INDEX audit_entry_action ON access.audit_entry (company_id, action, at, id);
  CREATE INDEX audit_entry_person ON access.audit_entry (company_id, user_id, at, id) WHERE user_id IS NOT NULL;
  CREATE INDEX audit_entry_token ON access.audit_entry (company_id, token_id, at, id) WHERE token_id IS NOT NULL;
  CREATE INDEX audit_entry_name ON access.audit_entry USING gin (subject_name gin_trgm_ops) WHERE subject_name IS NOT NULL;
  CREATE INDEX audit_entry_staff ON access.audit_entry (at, company_id, id) WHERE actor = 'STAFF' AND user_id IS NOT NULL;
  CREATE INDEX audit_entry_expiry ON access.audit_entry (keep_until) WHERE before IS NOT NULL OR after IS NOT NULL;

  -- Staff find their own acts on companies beside those in the agency's book; nothing else of a company's trail.
  GRANT SELECT ON access.audit_entry TO duetto_agency;
  CREATE POLICY staff_acts ON access.audit_entry FOR SELECT TO duetto_agency
    USING (actor = 'STAFF' AND (SELECT access.staff_actor()) IS NOT NULL);

  GRANT SELECT, INSERT, UPDATE (before, after) ON access.audit_entry TO duetto_guard;
  CREATE POLICY guard ON access.audit_entry TO duetto_guard USING (true) WITH CHECK (true);
`

/** Acts of a person that belong to no company: signing in and out, tokens, wishes for a Master-ID. */
const SECURITY = `
  CREATE TABLE access.security_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    -- NULL: somebody who gave an e-mail that is nobody's.
    user_id bigint REFERENCES access.app_user,
    action text NOT NULL,
    subject_name text,
    before jsonb,
    -- Among others the network address that it came from.
    after jsonb,
    keep_until date NOT NULL
  );
  CREATE INDEX security_entry_user ON access.security_entry (user_id, at, id);
  CREATE INDEX security_entry_blocked ON access.security_entry (at) WHERE action = 'SIGN_IN_BLOCKED';
  CREATE INDEX security_entry_expiry ON access.security_entry (keep_until) WHERE before IS NOT NULL OR after IS NOT NULL;
  ALTER TABLE access.security_entry ENABLE ROW LEVEL SECURITY;
  ALTER TABLE access.security_entry FORCE ROW LEVEL SECURITY;
  GRANT SELECT, INSERT ON access.security_entry TO duetto_app;
  CREATE POLICY own ON access.security_entry FOR SELECT TO duetto_app USING (user_id = (SELECT access.actor()));
  CREATE POLICY tell_own ON access.security_entry FOR INSERT TO duetto_app WITH CHECK (user_id = (SELECT access.actor()));
  GRANT SELECT, INSERT, UPDATE (before, after) ON access.security_entry TO duetto_guard;
  CREATE POLICY guard ON access.security_entry TO duetto_guard USING (true) WITH CHECK (true);

  -- Nobody is signed in yet when somebody tries. Whoever is locked out and tries on is written down once a quarter of an hour.
  CREATE FUNCTION access.note_sign_in(action text, user_id bigint, address text, at timestamptz, keep_until date)
    RETURNS void LANGUAGE sql AS $$
    INSERT INTO access.security_entry (at, user_id, action, after, keep_until)
    SELECT note_sign_in.at, note_sign_in.user_id, note_sign_in.action, jsonb_build_object('address', note_sign_in.address),
      note_sign_in.keep_until
    WHERE note_sign_in.action IN ('SIGNED_IN', 'SIGN_IN_FAILED') OR note_sign_in.action = 'SIGN_IN_BLOCKED' AND NOT EXISTS (
      SELECT 1 FROM access.security_entry e WHERE e.action = 'SIGN_IN_BLOCKED' AND e.at > note_sign_in.at - interval '15 minutes'
        AND e.after->>'address' = note_sign_in.address)
  $$;
  SELECT platform.guard('access.note_sign_in(text, bigint, text, timestamptz, date)', 'duetto_app');
`

/** Acts that touch several companies at once, so that no one unit of work could write them all down. */
const MANY_COMPANIES = `
  -- On behalf of which Master-ID a person acts in a company; NULL for who has a role of their own there.
  CREATE FUNCTION access.on_behalf_of(company_id bigint, user_id bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT l.master_id FROM access.master_id_link l
    JOIN access.master_id_member mm ON mm.master_id = l.master_id AND mm.user_id = on_behalf_of.user_id
    WHERE l.company_id = on_behalf_of.company_id AND l.linked_at <= now() AND l.ended_at > now()
      AND mm.valid_from <= now() AND mm.valid_to > now()
      AND NOT EXISTS (SELECT 1 FROM access.membership m WHERE m.company_id = l.company_id AND m.user_id = mm.user_id
        AND m.valid_from <= now() AND m.valid_to > now() AND m.role <> 'PAYROLL_ACCOUNTANT')
    ORDER BY l.linked_at LIMIT 1
  $$;
  SELECT platform.guard('access.on_behalf_of(bigint, bigint)', 'duetto_guard');

  -- A list was downloaded: one entry in each company whose rows went out, with their number.
  CREATE FUNCTION access.note_export(user_id bigint, token_id bigint, at timestamptz, keep_until date, facts jsonb,
      companies bigint[], rows integer[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO access.audit_entry
      (company_id, at, actor, user_id, token_id, token_name, master_id, action, after, keep_until)
    SELECT c.company_id, note_export.at, CASE WHEN b.master_id IS NULL THEN 'COMPANY_USER' ELSE 'MASTER_ID_USER' END,
      note_export.user_id, note_export.token_id, (SELECT t.name FROM access.api_token t WHERE t.id = note_export.token_id),
      b.master_id, 'EXPORT_DOWNLOADED', note_export.facts || jsonb_build_object('rows', c.rows::text), note_export.keep_until
    FROM unnest(note_export.companies, note_export.rows) AS c (company_id, rows)
    CROSS JOIN LATERAL (SELECT access.on_behalf_of(c.company_id, note_export.user_id) AS master_id) b
  $$;
  SELECT platform.guard('access.note_export(bigint, bigint, timestamptz, date, jsonb, bigint[], integer[])', 'duetto_jobs');

  -- A token was made or revoked by its owner: told to every company that it lists, and otherwise to those in which the
  -- owner has a role. A token for every company of a Master-ID shows there when it acts.
  CREATE FUNCTION access.note_token(token_id bigint, action text, at timestamptz, keep_until date, facts jsonb)
    RETURNS void LANGUAGE sql AS $$
    INSERT INTO access.audit_entry (company_id, at, actor, user_id, master_id, action, subject_name, before, after, keep_until)
    SELECT c.company_id, note_token.at, CASE WHEN b.master_id IS NULL THEN 'COMPANY_USER' ELSE 'MASTER_ID_USER' END, t.user_id,
      b.master_id, note_token.action, t.name, CASE WHEN note_token.action = 'API_TOKEN_REVOKED' THEN note_token.facts END,
      CASE WHEN note_token.action = 'API_TOKEN_MADE' THEN note_token.facts END, note_token.keep_until
    FROM access.api_token t
    CROSS JOIN LATERAL (
      SELECT l.company_id FROM access.api_token_company l WHERE l.token_id = t.id AND NOT t.every_company
      UNION
      SELECT m.company_id FROM access.membership m WHERE t.every_company AND m.user_id = t.user_id
        AND m.valid_from <= now() AND m.valid_to > now() AND m.role <> 'PAYROLL_ACCOUNTANT') c
    CROSS JOIN LATERAL (SELECT access.on_behalf_of(c.company_id, t.user_id) AS master_id) b
    WHERE t.id = note_token.token_id AND t.user_id = (SELECT access.actor()) AND (SELECT access.token()) IS NULL
      AND note_token.action IN ('API_TOKEN_MADE', 'API_TOKEN_REVOKED')
  $$;
  SELECT platform.guard('access.note_token(bigint, text, timestamptz, date, jsonb)', 'duetto_app');
`

/**
 * The rows stay for good; their values go once their last day has passed. Only these functions, which run as a role that
 * nobody signs in as, pass the triggers.
 */
const ERASURE = `
  CREATE OR REPLACE FUNCTION access.keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND current_user = 'duetto_guard' AND OLD.keep_until < current_setting('duetto.erase_before', true)::date
      AND NEW.before IS NULL AND NEW.after IS NULL
      AND (to_jsonb(NEW) - 'before' - 'after') = (to_jsonb(OLD) - 'before' - 'after') THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The audit trail is only added to.' USING ERRCODE = 'insufficient_privilege';
  END $$;
  CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE ON access.security_entry
    FOR EACH ROW EXECUTE FUNCTION access.keep_audit();
  CREATE TRIGGER keep_audit_whole BEFORE TRUNCATE ON access.security_entry
    FOR EACH STATEMENT EXECUTE FUNCTION access.keep_audit();

  -- Empties values whose last day was before the given one, at most so many of each book; answers how many they were.
  CREATE FUNCTION access.empty_audit(day date, most integer) RETURNS integer LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  DECLARE
    trail integer;
    security integer;
  BEGIN
    PERFORM set_config('duetto.erase_before', empty_audit.day::text, true);
    UPDATE access.audit_entry a SET before = NULL, after = NULL FROM (
      SELECT company_id, id FROM access.audit_entry WHERE keep_until < empty_audit.day AND (before IS NOT NULL OR after IS NOT NULL)
      LIMIT empty_audit.most FOR UPDATE SKIP LOCKED) e WHERE a.company_id = e.company_id AND a.id = e.id;
    GET DIAGNOSTICS trail = ROW_COUNT;
    UPDATE access.security_entry s SET before = NULL, after = NULL FROM (
      SELECT id FROM access.security_entry WHERE keep_until < empty_audit.day AND (before IS NOT NULL OR after IS NOT NULL)
      LIMIT empty_audit.most FOR UPDATE SKIP LOCKED) e WHERE s.id = e.id;
    GET DIAGNOSTICS security = ROW_COUNT;
    RETURN trail + security;
  END $$;
  SELECT platform.guard('access.empty_audit(date, integer)', 'duetto_jobs');
`

export class AuditBooks1764000105000 implements MigrationInterface {
  name = 'AuditBooks1764000105000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TRAIL, SECURITY, MANY_COMPANIES, ERASURE]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
