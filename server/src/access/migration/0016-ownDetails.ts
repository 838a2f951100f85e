import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What a mail of a company is about: the same thing is told once to each reader. */
const MAIL = `
  ALTER TABLE access.mail ADD COLUMN about text;
  CREATE UNIQUE INDEX mail_once ON access.mail (company_id, about, recipient) WHERE about IS NOT NULL;

  DROP FUNCTION access.administrators(bigint);
  -- Whom mail about a company goes to: its administrators and one more person who still reaches the company, or that
  -- person alone. For the one company that is written in, and for staff.
  CREATE FUNCTION access.mail_readers(company_id bigint, person bigint, alone boolean) RETURNS TABLE (email text, language text)
    LANGUAGE sql STABLE AS $$
    WITH known AS (
      SELECT r.user_id FROM access.reach r WHERE r.company_id = mail_readers.company_id AND r.user_id = mail_readers.person
        AND r.valid_from <= now() AND r.valid_to > now()
    )
    SELECT DISTINCT u.email, u.language FROM access.app_user u
    WHERE (mail_readers.company_id = (SELECT access.write_company()) OR (SELECT access.staff_actor()) IS NOT NULL)
      AND (u.id IN (SELECT k.user_id FROM known k)
        OR NOT (mail_readers.alone AND EXISTS (SELECT 1 FROM known)) AND EXISTS (
          SELECT 1 FROM access.membership m WHERE m.company_id = mail_readers.company_id AND m.user_id = u.id
            AND m.valid_from <= now() AND m.valid_to > now()
            AND m.role IN ('USER_ADMINISTRATOR', 'OFFICE_ADMINISTRATOR', 'COMPANY_ADMINISTRATOR')))
  $$;
  SELECT platform.guard('access.mail_readers(bigint, bigint, boolean)', 'duetto_app', 'duetto_jobs', 'duetto_agency');
`

/** Mail to a person about what is their own: address, password, wishes for a Master-ID. */
const USER_MAIL = `
  CREATE TABLE access.user_mail (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES access.app_user,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    -- Holds a code that proves the address: shown on no page once a mail server has it.
    is_secret boolean NOT NULL,
    written_at timestamptz NOT NULL,
    sent_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    keep_until date NOT NULL
  );
  CREATE INDEX user_mail_user ON access.user_mail (user_id, id);
  CREATE INDEX user_mail_unsent ON access.user_mail (id) WHERE sent_at IS NULL;
  ALTER TABLE access.user_mail ENABLE ROW LEVEL SECURITY;
  ALTER TABLE access.user_mail FORCE ROW LEVEL SECURITY;
  GRANT SELECT, INSERT ON access.user_mail TO duetto_app;
  CREATE POLICY own ON access.user_mail FOR SELECT TO duetto_app
    USING (user_id = (SELECT access.actor()) AND (SELECT access.token()) IS NULL);
  CREATE POLICY write_own ON access.user_mail FOR INSERT TO duetto_app WITH CHECK (user_id = (SELECT access.actor()));
  GRANT SELECT, INSERT, UPDATE (sent_at, attempts, subject, body) ON access.user_mail TO duetto_agency;
  CREATE POLICY staff ON access.user_mail TO duetto_agency
    USING ((SELECT access.staff_actor()) IS NOT NULL) WITH CHECK ((SELECT access.staff_actor()) IS NOT NULL);
`

/** A person's own name, phone, address and password. An address is changed by who can read mail there. */
const OWN_DETAILS = `
  GRANT UPDATE (name, phone) ON access.app_user TO duetto_app;
  GRANT UPDATE (email, password_hash) ON access.app_user TO duetto_guard;

  CREATE TABLE access.email_change (
    user_id bigint PRIMARY KEY REFERENCES access.app_user,
    email text NOT NULL,
    code_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0
  );
  ALTER TABLE access.email_change ENABLE ROW LEVEL SECURITY;
  ALTER TABLE access.email_change FORCE ROW LEVEL SECURITY;
  GRANT SELECT (user_id, email, expires_at) ON access.email_change TO duetto_app;
  CREATE POLICY own ON access.email_change FOR SELECT TO duetto_app
    USING (user_id = (SELECT access.actor()) AND (SELECT access.token()) IS NULL);
  GRANT SELECT, INSERT, UPDATE, DELETE ON access.email_change TO duetto_guard;
  CREATE POLICY guard ON access.email_change TO duetto_guard USING (true) WITH CHECK (true);

  CREATE FUNCTION access.ask_email(email text, code_hash bytea, minutes integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO access.email_change AS c (user_id, email, code_hash, expires_at)
    SELECT access.actor(), ask_email.email, ask_email.code_hash, now() + make_interval(mins => ask_email.minutes)
    WHERE access.token() IS NULL
    ON CONFLICT (user_id) DO UPDATE
      SET email = excluded.email, code_hash = excluded.code_hash, expires_at = excluded.expires_at, attempts = 0
  $$;

  -- Answers CHANGED, WRONG, EXPIRED (or none is asked for, or tried too often) or USED (somebody else's by now).
  CREATE FUNCTION access.confirm_email(code_hash bytea) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    asked access.email_change;
  BEGIN
    SELECT c.* INTO asked FROM access.email_change c WHERE c.user_id = access.actor() AND access.token() IS NULL FOR UPDATE;
    IF asked.user_id IS NULL OR asked.expires_at <= now() OR asked.attempts >= 5 THEN
      RETURN 'EXPIRED';
    END IF;
    IF asked.code_hash <> confirm_email.code_hash THEN
      UPDATE access.email_change c SET attempts = c.attempts + 1 WHERE c.user_id = asked.user_id;
      RETURN 'WRONG';
    END IF;
    DELETE FROM access.email_change c WHERE c.user_id = asked.user_id;
    BEGIN
      UPDATE access.app_user u SET email = asked.email WHERE u.id = asked.user_id;
    EXCEPTION WHEN unique_violation THEN
      RETURN 'USED';
    END;
    RETURN 'CHANGED';
  END $$;

  -- The verified digest is compared again. Every other session of the person ends.
  CREATE FUNCTION access.change_password(verified_hash text, new_hash text, session_hash bytea) RETURNS boolean
    LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE access.app_user u SET password_hash = change_password.new_hash
      WHERE u.id = access.actor() AND access.token() IS NULL AND u.password_hash = change_password.verified_hash;
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    UPDATE access.session s SET revoked_at = now() WHERE s.user_id = access.actor() AND s.revoked_at IS NULL
      AND s.expires_at > now() AND s.secret_hash <> change_password.session_hash;
    RETURN true;
  END $$;

  SELECT platform.guard('access.ask_email(text, bytea, integer)', 'duetto_app');
  SELECT platform.guard('access.confirm_email(bytea)', 'duetto_app');
  SELECT platform.guard('access.change_password(text, text, bytea)', 'duetto_app');
`

export class OwnDetails1764000104000 implements MigrationInterface {
  name = 'OwnDetails1764000104000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [MAIL, USER_MAIL, OWN_DETAILS]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
