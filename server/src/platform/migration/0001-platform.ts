import type { MigrationInterface, QueryRunner } from 'typeorm'

const ROOMS = ['platform', 'access', 'ledger', 'duetto', 'agency', 'portfolio']

const ROLES = `
  DO $$
  DECLARE
    wanted record;
  BEGIN
    FOR wanted IN
      SELECT * FROM (VALUES ('duetto_app', true), ('duetto_jobs', true), ('duetto_agency', true), ('duetto_queue', true),
        ('duetto_guard', false)) AS r (name, login)
    LOOP
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted.name) THEN
        BEGIN
          EXECUTE format('CREATE ROLE %I %s NOINHERIT', wanted.name, CASE WHEN wanted.login THEN 'LOGIN' ELSE 'NOLOGIN' END);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
          NULL; -- Roles belong to the whole server: another database was migrated at the same moment.
        END;
      END IF;
    END LOOP;
    -- An owner without superuser hands functions over to these two, so it must be able to act as them.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      EXECUTE format('GRANT duetto_guard, duetto_queue TO %I', current_user);
    END IF;
  END $$;
`

const SCHEMAS = `
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  ${ROOMS.map((room) => `CREATE SCHEMA IF NOT EXISTS ${room};`).join('\n  ')}
  GRANT USAGE ON SCHEMA platform, access TO duetto_app, duetto_jobs, duetto_agency, duetto_queue, duetto_guard;
  GRANT USAGE ON SCHEMA ledger, duetto, portfolio TO duetto_app, duetto_jobs, duetto_guard;
  GRANT USAGE ON SCHEMA agency TO duetto_agency, duetto_guard;
`

/** What the transaction says of itself. NULL when unset, so that every comparison with it is false. */
const SETTINGS = `
  CREATE FUNCTION access.actor() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('duetto.actor', true), '')::bigint;
  CREATE FUNCTION access.token() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('duetto.token', true), '')::bigint;
  -- The token's id when it is limited to listed companies (access.api_token_company), otherwise NULL.
  CREATE FUNCTION access.token_limit() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('duetto.token_limit', true), '')::bigint;
  -- Whether the limited token in use lists the company. A function of its own keeps it out of the plans of everybody
  -- else: preparing that part of a policy for each table costs more than the rows do.
  CREATE FUNCTION access.token_lists(company bigint) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$ BEGIN
    RETURN EXISTS (SELECT 1 FROM access.api_token_company c WHERE c.company_id = company AND c.token_id = access.token_limit());
  END $$;
  CREATE FUNCTION access.write_company() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('duetto.company', true), '')::bigint;
  CREATE FUNCTION access.staff_actor() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('duetto.staff', true), '');
`

/**
 * `protect`: a table of the company side. Read through reach (one probe of its primary key per row, whatever the number
 * of companies) and inside the companies that the token is limited to; written only in the one company of the unit.
 * `protect_agency`: a table of the agency, for staff or its own background work.
 */
const PROTECT = `
  CREATE FUNCTION platform.protect(tenant regclass) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO duetto_app, duetto_jobs', tenant);
    EXECUTE format($policy$
      CREATE POLICY reachable ON %1$s AS PERMISSIVE FOR SELECT TO duetto_app USING (
        EXISTS (
          SELECT 1 FROM access.reach r
          WHERE r.company_id = %1$s.company_id AND r.user_id = (SELECT access.actor())
            AND r.valid_from <= now() AND r.valid_to > now()
        )
        AND ((SELECT access.token_limit()) IS NULL OR access.token_lists(company_id))
      )$policy$, tenant);
    EXECUTE format('CREATE POLICY own_company ON %s FOR SELECT TO duetto_jobs
      USING (company_id = (SELECT access.write_company()))', tenant);
    EXECUTE format('CREATE POLICY insert_own_company ON %s FOR INSERT TO duetto_app, duetto_jobs
      WITH CHECK (company_id = (SELECT access.write_company()))', tenant);
    EXECUTE format('CREATE POLICY update_own_company ON %s FOR UPDATE TO duetto_app, duetto_jobs
      USING (company_id = (SELECT access.write_company())) WITH CHECK (company_id = (SELECT access.write_company()))', tenant);
    EXECUTE format('CREATE POLICY delete_own_company ON %s FOR DELETE TO duetto_app, duetto_jobs
      USING (company_id = (SELECT access.write_company()))', tenant);
  END $$;

  CREATE FUNCTION platform.protect_agency(protected regclass) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', protected);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO duetto_agency', protected);
    EXECUTE format('CREATE POLICY staff ON %s FOR ALL TO duetto_agency
      USING ((SELECT access.staff_actor()) IS NOT NULL) WITH CHECK ((SELECT access.staff_actor()) IS NOT NULL)', protected);
  END $$;

  -- Hands a function to duetto_guard to run with its rights, callable by the named roles alone.
  CREATE FUNCTION platform.guard(guarded regprocedure, VARIADIC callers name[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    caller name;
    home name := (SELECT n.nspname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = guarded);
  BEGIN
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = pg_catalog, pg_temp', guarded);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', guarded);
    FOREACH caller IN ARRAY callers LOOP
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', guarded, caller);
    END LOOP;
    -- A new owner needs CREATE on the schema at the moment of the change, and not after it.
    EXECUTE format('GRANT CREATE ON SCHEMA %I TO duetto_guard', home);
    EXECUTE format('ALTER FUNCTION %s OWNER TO duetto_guard', guarded);
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM duetto_guard', home);
  END $$;
`

/** The queue's tables are out of everybody's reach; a job is put there in the transaction that wants it. */
const ENQUEUE = `
  CREATE FUNCTION platform.enqueue(task text, payload json, job_key text, run_at timestamptz, max_attempts integer)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM graphile_worker.add_job(identifier => task, payload => payload, run_at => run_at,
      max_attempts => max_attempts, job_key => job_key);
  END $$;
  REVOKE ALL ON FUNCTION platform.enqueue FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION platform.enqueue TO duetto_app, duetto_jobs, duetto_agency, duetto_guard;
  GRANT CREATE ON SCHEMA platform TO duetto_queue;
  ALTER FUNCTION platform.enqueue OWNER TO duetto_queue;
  REVOKE CREATE ON SCHEMA platform FROM duetto_queue;
  REVOKE ALL ON FUNCTION platform.protect, platform.protect_agency, platform.guard FROM PUBLIC;
`

/** Schemas of the rooms, roles, and the functions that every later migration builds on. */
export class Platform1764000000000 implements MigrationInterface {
  name = 'Platform1764000000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [ROLES, SCHEMAS, SETTINGS, PROTECT, ENQUEUE]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
