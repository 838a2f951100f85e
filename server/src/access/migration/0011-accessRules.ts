import type { MigrationInterface, QueryRunner } from 'typeorm'
import { REACH } from './0011-reach.ts'

/** The actor reaches the company at this moment, and the token in use, if any, is not limited to others. */
function reachable(table: string): string {
  return `${reached(table)} AND ${withinToken(table)}`
}

function reached(table: string): string {
  return `EXISTS (
      SELECT 1 FROM access.reach r
      WHERE r.company_id = ${table}.company_id AND r.user_id = (SELECT access.actor())
        AND r.valid_from <= now() AND r.valid_to > now())`
}

function withinToken(table: string): string {
  return `((SELECT access.token_limit()) IS NULL OR access.token_lists(${table}.company_id))`
}

const PRIVATE = [
  'app_user',
  'session',
  'api_token',
  'sign_in_attempt',
  'company',
  'api_token_company',
  'membership',
  'master_id',
]
const TABLES = [...PRIVATE, 'master_id_member', 'master_id_link', 'reach']
/** What staff write: the rest is made by people for themselves, or derived. */
const STAFFED = ['company', 'membership', 'master_id', 'master_id_member', 'master_id_link']

const CLOSE_ALL = TABLES.map(
  (table) => `
  ALTER TABLE access.${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE access.${table} FORCE ROW LEVEL SECURITY;`,
).join('')

/** The guard functions below are the only ones that see sign-in data; this role never signs in itself. */
const GUARD = `
  GRANT SELECT ON access.app_user, access.membership, access.master_id_link, access.master_id_member, access.company TO duetto_guard;
  GRANT SELECT, INSERT, UPDATE ON access.session TO duetto_guard;
  GRANT SELECT ON access.api_token TO duetto_guard;
  GRANT SELECT, INSERT, UPDATE, DELETE ON access.reach TO duetto_guard;
  ${['app_user', 'membership', 'master_id_link', 'master_id_member', 'company', 'session', 'api_token', 'reach']
    .map((table) => `CREATE POLICY guard ON access.${table} TO duetto_guard USING (true) WITH CHECK (true);`)
    .join('\n  ')}
`

const COMPANY_SIDE = `
  GRANT SELECT (id, email, name, phone, language, staff_role, created_at), UPDATE (language) ON access.app_user TO duetto_app;
  CREATE POLICY oneself ON access.app_user TO duetto_app
    USING (id = (SELECT access.actor())) WITH CHECK (id = (SELECT access.actor()));

  -- The secret's digest is written and never read back.
  GRANT SELECT (id, user_id, name, prefix, read_only, every_company, created_at, expires_at, revoked_at),
    INSERT (user_id, name, secret_hash, prefix, read_only, every_company, created_at, expires_at),
    UPDATE (revoked_at) ON access.api_token TO duetto_app;
  CREATE POLICY own ON access.api_token FOR SELECT TO duetto_app USING (user_id = (SELECT access.actor()));
  -- A token neither makes nor revokes tokens: that takes a person who signed in.
  CREATE POLICY make_own ON access.api_token FOR INSERT TO duetto_app
    WITH CHECK (user_id = (SELECT access.actor()) AND (SELECT access.token()) IS NULL);
  CREATE POLICY revoke_own ON access.api_token FOR UPDATE TO duetto_app
    USING (user_id = (SELECT access.actor()) AND (SELECT access.token()) IS NULL);

  GRANT SELECT, INSERT ON access.api_token_company TO duetto_app;
  CREATE POLICY own ON access.api_token_company FOR SELECT TO duetto_app USING (user_id = (SELECT access.actor()));
  CREATE POLICY limit_own ON access.api_token_company FOR INSERT TO duetto_app
    WITH CHECK (user_id = (SELECT access.actor()) AND (SELECT access.token()) IS NULL AND ${reached('api_token_company')});

  GRANT SELECT, INSERT, UPDATE, DELETE ON access.sign_in_attempt TO duetto_app;
  CREATE POLICY counting ON access.sign_in_attempt TO duetto_app USING (true) WITH CHECK (true);

  GRANT SELECT ON access.reach TO duetto_app;
  CREATE POLICY own ON access.reach FOR SELECT TO duetto_app USING (user_id = (SELECT access.actor()));

  GRANT SELECT ON access.company TO duetto_app, duetto_jobs;
  CREATE POLICY reachable ON access.company FOR SELECT TO duetto_app USING (${reachable('company')});
  CREATE POLICY own_company ON access.company FOR SELECT TO duetto_jobs USING (company_id = (SELECT access.write_company()));

  GRANT SELECT ON access.membership TO duetto_app;
  CREATE POLICY own ON access.membership FOR SELECT TO duetto_app
    USING (user_id = (SELECT access.actor()) AND ${withinToken('membership')});

  GRANT SELECT ON access.master_id_member TO duetto_app;
  CREATE POLICY own ON access.master_id_member FOR SELECT TO duetto_app USING (user_id = (SELECT access.actor()));

  -- A company's own people see every link to it; a bureau's people see the bureau's, not those of other bureaus.
  GRANT SELECT, UPDATE (ended_at) ON access.master_id_link TO duetto_app;
  CREATE POLICY reachable ON access.master_id_link FOR SELECT TO duetto_app USING (
    ${reachable('master_id_link')}
    AND (
      EXISTS (SELECT 1 FROM access.master_id_member mm WHERE mm.master_id = master_id_link.master_id
        AND mm.user_id = (SELECT access.actor()) AND mm.valid_from <= now() AND mm.valid_to > now())
      OR EXISTS (SELECT 1 FROM access.membership m WHERE m.company_id = master_id_link.company_id
        AND m.user_id = (SELECT access.actor()) AND m.valid_from <= now() AND m.valid_to > now())
    ));
  CREATE POLICY end_own ON access.master_id_link FOR UPDATE TO duetto_app
    USING (company_id = (SELECT access.write_company())) WITH CHECK (company_id = (SELECT access.write_company()));

  GRANT SELECT ON access.master_id TO duetto_app;
  CREATE POLICY own_or_linked ON access.master_id FOR SELECT TO duetto_app USING (
    EXISTS (SELECT 1 FROM access.master_id_member mm WHERE mm.master_id = master_id.id
      AND mm.user_id = (SELECT access.actor()) AND mm.valid_from <= now() AND mm.valid_to > now())
    OR EXISTS (SELECT 1 FROM access.master_id_link l WHERE l.master_id = master_id.id));
`

const STAFF = `
  GRANT SELECT (id, email, name, phone, language, staff_role, created_at),
    INSERT (email, name, phone, language, password_hash, staff_role) ON access.app_user TO duetto_agency;
  CREATE POLICY staff ON access.app_user TO duetto_agency
    USING ((SELECT access.staff_actor()) IS NOT NULL) WITH CHECK ((SELECT access.staff_actor()) IS NOT NULL);
  ${STAFFED.map(
    (table) => `
  GRANT SELECT, INSERT, UPDATE ON access.${table} TO duetto_agency;
  CREATE POLICY staff ON access.${table} TO duetto_agency
    USING ((SELECT access.staff_actor()) IS NOT NULL) WITH CHECK ((SELECT access.staff_actor()) IS NOT NULL);`,
  ).join('')}
`

const SIGN_IN = `
  -- Whom a session ('S') or API token ('T') speaks for; sets who acts for the rest of the transaction. No row when the
  -- secret is unknown, expired or revoked. A token that may only read makes the whole transaction read only.
  CREATE FUNCTION access.enter(kind text, secret_hash bytea)
    RETURNS TABLE (user_id bigint, staff_role text, token_id bigint, token_read_only boolean) LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  DECLARE
    every_company boolean := true;
  BEGIN
    IF enter.kind = 'S' THEN
      SELECT s.user_id, u.staff_role INTO enter.user_id, enter.staff_role
        FROM access.session s JOIN access.app_user u ON u.id = s.user_id
        WHERE s.secret_hash = enter.secret_hash AND s.revoked_at IS NULL AND s.expires_at > now();
    ELSE
      SELECT t.user_id, u.staff_role, t.id, t.read_only, t.every_company
        INTO enter.user_id, enter.staff_role, enter.token_id, enter.token_read_only, every_company
        FROM access.api_token t JOIN access.app_user u ON u.id = t.user_id
        WHERE t.secret_hash = enter.secret_hash AND t.revoked_at IS NULL AND t.expires_at > now();
    END IF;
    IF enter.user_id IS NULL THEN
      RETURN;
    END IF;
    PERFORM set_config('duetto.actor', enter.user_id::text, true);
    IF enter.token_id IS NOT NULL THEN
      PERFORM set_config('duetto.token', enter.token_id::text, true);
      IF NOT every_company THEN
        PERFORM set_config('duetto.token_limit', enter.token_id::text, true);
      END IF;
      IF enter.token_read_only THEN
        PERFORM set_config('transaction_read_only', 'on', true);
      END IF;
    END IF;
    RETURN NEXT;
  END $$;

  CREATE FUNCTION access.credential(email text) RETURNS TABLE (user_id bigint, password_hash text) LANGUAGE sql STABLE AS $$
    SELECT u.id, u.password_hash FROM access.app_user u WHERE lower(u.email) = lower(credential.email)
  $$;

  -- The verified digest is compared again: a password changed in between opens nothing. Answers when the session expires.
  CREATE FUNCTION access.open_session(user_id bigint, verified_hash text, secret_hash bytea, hours integer)
    RETURNS timestamptz LANGUAGE sql AS $$
    INSERT INTO access.session (user_id, secret_hash, expires_at)
      SELECT u.id, open_session.secret_hash, now() + make_interval(hours => open_session.hours) FROM access.app_user u
      WHERE u.id = open_session.user_id AND u.password_hash = open_session.verified_hash
      RETURNING expires_at
  $$;

  CREATE FUNCTION access.close_session(secret_hash bytea) RETURNS void LANGUAGE sql AS $$
    UPDATE access.session s SET revoked_at = now() WHERE s.secret_hash = close_session.secret_hash AND s.revoked_at IS NULL
  $$;

  CREATE FUNCTION access.close_sessions() RETURNS bigint LANGUAGE sql AS $$
    WITH closed AS (
      UPDATE access.session s SET revoked_at = now()
        WHERE s.user_id = access.actor() AND access.token() IS NULL AND s.revoked_at IS NULL AND s.expires_at > now()
        RETURNING 1
    )
    SELECT count(*) FROM closed
  $$;

  SELECT platform.guard('access.enter(text, bytea)', 'duetto_app');
  SELECT platform.guard('access.credential(text)', 'duetto_app');
  SELECT platform.guard('access.open_session(bigint, text, bytea, integer)', 'duetto_app');
  SELECT platform.guard('access.close_session(bytea)', 'duetto_app');
  SELECT platform.guard('access.close_sessions()', 'duetto_app');
  SELECT platform.guard('access.keep_reach_of_membership()', VARIADIC ARRAY[]::name[]);
  SELECT platform.guard('access.keep_reach_of_link()', VARIADIC ARRAY[]::name[]);
  SELECT platform.guard('access.keep_reach_of_member()', VARIADIC ARRAY[]::name[]);
`

const NARROW_VIEWS = `
  -- Names for the history of companies that the actor reaches: of people who have or once had a way into them.
  CREATE FUNCTION access.user_names(company_ids bigint[], user_ids bigint[])
    RETURNS TABLE (company_id bigint, user_id bigint, name text) LANGUAGE sql STABLE AS $$
    SELECT k.company_id, u.id, u.name
    FROM unnest(user_names.company_ids, user_names.user_ids) AS k (company_id, user_id)
    JOIN access.app_user u ON u.id = k.user_id
    WHERE EXISTS (SELECT 1 FROM access.reach r WHERE r.company_id = k.company_id AND r.user_id = (SELECT access.actor())
        AND r.valid_from <= now() AND r.valid_to > now())
      AND (
        EXISTS (SELECT 1 FROM access.membership m WHERE m.company_id = k.company_id AND m.user_id = k.user_id)
        OR EXISTS (SELECT 1 FROM access.master_id_link l JOIN access.master_id_member mm ON mm.master_id = l.master_id
          WHERE l.company_id = k.company_id AND mm.user_id = k.user_id)
      )
  $$;

  -- Background work: which company a message from the agency is for, and whose books the calendar moves.
  CREATE FUNCTION access.company_of(business_id text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT c.company_id FROM access.company c WHERE c.business_id = company_of.business_id
  $$;
  CREATE FUNCTION access.company_ids() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT c.company_id FROM access.company c ORDER BY c.company_id
  $$;

  -- Chooses the one company that a unit of work writes in; an unreachable one stays unchosen and nothing can be written.
  CREATE FUNCTION access.choose_company(company_id bigint) RETURNS void LANGUAGE sql AS $$
    SELECT set_config('duetto.company', c.company_id::text, true)
      FROM access.company c WHERE c.company_id = choose_company.company_id
  $$;

  SELECT platform.guard('access.user_names(bigint[], bigint[])', 'duetto_app');
  SELECT platform.guard('access.company_of(text)', 'duetto_jobs');
  SELECT platform.guard('access.company_ids()', 'duetto_jobs');
`

/** Who may touch which row of the access tables, how `reach` is kept, and the few functions that see sign-in data. */
export class AccessRules1764000011000 implements MigrationInterface {
  name = 'AccessRules1764000011000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CLOSE_ALL, GUARD, COMPANY_SIDE, STAFF, REACH, SIGN_IN, NARROW_VIEWS]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
