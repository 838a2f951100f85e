import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Totals kept as assignments change. A writer only appends signed rows to `portfolio.change`, so writers of one company
 * never queue on a row; a job folds them. A reader sums what is folded with what is not, so a total is right at once.
 */
export class Portfolio1764000050000 implements MigrationInterface {
  name = 'Portfolio1764000050000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables)
    await runner.query(triggers)
    await runner.query(reading)
    await runner.query(folding)
    await runner.query(checking)
    await runner.query(searching)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}

const tables = `
  CREATE TABLE portfolio.change (
    company_id bigint NOT NULL REFERENCES access.company,
    id bigint GENERATED ALWAYS AS IDENTITY,
    currency char(3) NOT NULL,
    -- With a stage: stock, on the due day. Without: flow, on the day it happened.
    stage text,
    day date NOT NULL,
    cases integer NOT NULL DEFAULT 0,
    principal bigint NOT NULL DEFAULT 0,
    balance bigint NOT NULL DEFAULT 0,
    arrived_cases integer NOT NULL DEFAULT 0,
    arrived bigint NOT NULL DEFAULT 0,
    paid_cases integer NOT NULL DEFAULT 0,
    paid bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (company_id, id)
  );

  CREATE TABLE portfolio.stock (
    company_id bigint NOT NULL REFERENCES access.company,
    currency char(3) NOT NULL,
    stage text NOT NULL,
    due_on date NOT NULL,
    cases integer NOT NULL,
    principal bigint NOT NULL,
    balance bigint NOT NULL,
    PRIMARY KEY (company_id, currency, stage, due_on)
  );

  CREATE TABLE portfolio.flow (
    company_id bigint NOT NULL REFERENCES access.company,
    currency char(3) NOT NULL,
    day date NOT NULL,
    arrived_cases integer NOT NULL,
    arrived bigint NOT NULL,
    paid_cases integer NOT NULL,
    paid bigint NOT NULL,
    PRIMARY KEY (company_id, currency, day)
  );

  -- The figures of one company as of one day. Stages in the order SENT, RECEIVED, REMINDER, NOTICE, COLLECTION;
  -- ages in the order not due, 1-30, 31-60, 61-90, 91-180, over 180 days past the due date.
  CREATE TABLE portfolio.summary (
    company_id bigint NOT NULL REFERENCES access.company,
    currency char(3) NOT NULL,
    cases integer NOT NULL,
    principal bigint NOT NULL,
    balance bigint NOT NULL,
    stage_cases integer[] NOT NULL,
    stage_principal bigint[] NOT NULL,
    stage_balance bigint[] NOT NULL,
    age_cases integer[] NOT NULL,
    age_balance bigint[] NOT NULL,
    arrived_cases integer NOT NULL,
    arrived bigint NOT NULL,
    paid_cases integer NOT NULL,
    paid bigint NOT NULL,
    as_of date NOT NULL,
    PRIMARY KEY (company_id, currency)
  );

  -- Until which day a company's summary holds, provided that no change waits.
  CREATE TABLE portfolio.folded (
    company_id bigint PRIMARY KEY REFERENCES access.company,
    as_of date NOT NULL
  );

  SELECT platform.protect(t) FROM unnest(ARRAY['portfolio.change', 'portfolio.stock', 'portfolio.flow', 'portfolio.summary',
    'portfolio.folded']::regclass[]) t;
  GRANT DELETE ON portfolio.change, portfolio.stock, portfolio.summary TO duetto_jobs;
`

/** Statement triggers: one grouped insert for a bulk act, in the writer's own rights and company. */
const triggers = `
  CREATE FUNCTION portfolio.on_assignment_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO portfolio.change (company_id, currency, stage, day, cases, principal, balance)
      SELECT company_id, currency, stage, due_on, count(*), sum(principal), sum(balance)
      FROM added WHERE stage <> 'CLOSED' GROUP BY 1, 2, 3, 4;
    INSERT INTO portfolio.change (company_id, currency, day, arrived_cases, arrived)
      SELECT company_id, currency, opened_on, count(*), sum(principal) FROM added GROUP BY 1, 2, 3;
    RETURN NULL;
  END $$;
  CREATE TRIGGER keep_totals_insert AFTER INSERT ON duetto.assignment
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION portfolio.on_assignment_insert();

  CREATE FUNCTION portfolio.on_assignment_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO portfolio.change (company_id, currency, stage, day, cases, principal, balance)
      SELECT company_id, currency, stage, due_on, sum(cases), sum(principal), sum(balance)
      FROM (SELECT company_id, currency, stage, due_on, -1 AS cases, -principal AS principal, -balance AS balance FROM before
            UNION ALL SELECT company_id, currency, stage, due_on, 1, principal, balance FROM after) both_sides
      WHERE stage <> 'CLOSED' GROUP BY 1, 2, 3, 4
      HAVING sum(cases) <> 0 OR sum(principal) <> 0 OR sum(balance) <> 0;
    RETURN NULL;
  END $$;
  CREATE TRIGGER keep_totals_update AFTER UPDATE ON duetto.assignment
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION portfolio.on_assignment_update();

  -- What was paid: the payment lines of the balance, and the number of payment events.
  CREATE FUNCTION portfolio.on_posting_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO portfolio.change (company_id, currency, day, paid)
      SELECT company_id, currency, on_day, -sum(amount) FROM added WHERE portfolio.is_payment(kind) GROUP BY 1, 2, 3
      HAVING sum(amount) <> 0;
    RETURN NULL;
  END $$;
  CREATE FUNCTION portfolio.is_payment(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN kind IN ('PAYMENT', 'DIRECT_PAYMENT', 'REVERSAL');
  CREATE TRIGGER keep_totals_insert AFTER INSERT ON duetto.posting
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION portfolio.on_posting_insert();

  CREATE FUNCTION portfolio.payment_sign(type text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN type IN ('PAYMENT_TO_AGENCY', 'DIRECT_PAYMENT') THEN 1 WHEN type = 'DIRECT_PAYMENT_REVERSED' THEN -1 ELSE 0 END;
  CREATE FUNCTION portfolio.on_event_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO portfolio.change (company_id, currency, day, paid_cases)
      SELECT e.company_id, a.currency, e.on_day, sum(portfolio.payment_sign(e.type))
      FROM added e JOIN duetto.assignment a ON (a.company_id, a.id) = (e.company_id, e.assignment_id)
      WHERE portfolio.payment_sign(e.type) <> 0 GROUP BY 1, 2, 3;
    RETURN NULL;
  END $$;
  CREATE TRIGGER keep_totals_insert AFTER INSERT ON duetto.assignment_event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION portfolio.on_event_insert();
`

const reading = `
  CREATE FUNCTION portfolio.stage_number(stage text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_position(ARRAY['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION'], stage);
  CREATE FUNCTION portfolio.age_number(due_on date, today date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN today - due_on <= 0 THEN 1 WHEN today - due_on <= 30 THEN 2 WHEN today - due_on <= 60 THEN 3
      WHEN today - due_on <= 90 THEN 4 WHEN today - due_on <= 180 THEN 5 ELSE 6 END;

  -- The figures of one company on a day: folded rows and the changes that wait, together. One row a currency.
  CREATE FUNCTION portfolio.compute(company bigint, today date) RETURNS SETOF portfolio.summary
  LANGUAGE sql STABLE AS $$
    WITH stock AS (
      SELECT currency, stage, due_on, cases, principal, balance FROM portfolio.stock WHERE company_id = company
      UNION ALL
      SELECT currency, stage, day, cases, principal, balance FROM portfolio.change WHERE company_id = company AND stage IS NOT NULL
    ), flow AS (
      SELECT currency, arrived_cases, arrived, paid_cases, paid FROM portfolio.flow
        WHERE company_id = company AND day > today - 30 AND day <= today
      UNION ALL
      SELECT currency, arrived_cases, arrived, paid_cases, paid FROM portfolio.change
        WHERE company_id = company AND stage IS NULL AND day > today - 30 AND day <= today
    ), by_stage AS (
      SELECT currency, portfolio.stage_number(stage) AS n, sum(cases)::int AS cases, sum(principal)::bigint AS principal,
        sum(balance)::bigint AS balance FROM stock GROUP BY 1, 2
    ), by_age AS (
      SELECT currency, portfolio.age_number(due_on, today) AS n, sum(cases)::int AS cases, sum(balance)::bigint AS balance
      FROM stock GROUP BY 1, 2
    ), in_flow AS (
      SELECT currency, sum(arrived_cases)::int AS arrived_cases, sum(arrived)::bigint AS arrived,
        sum(paid_cases)::int AS paid_cases, sum(paid)::bigint AS paid FROM flow GROUP BY 1
    ), currencies AS (
      -- Every currency that the company ever had an assignment in, so that a fold changes nothing that is read.
      SELECT currency FROM portfolio.flow WHERE company_id = company UNION SELECT currency FROM portfolio.change WHERE company_id = company
    )
    SELECT company, c.currency,
      coalesce((SELECT sum(s.cases) FROM by_stage s WHERE s.currency = c.currency), 0)::int,
      coalesce((SELECT sum(s.principal) FROM by_stage s WHERE s.currency = c.currency), 0)::bigint,
      coalesce((SELECT sum(s.balance) FROM by_stage s WHERE s.currency = c.currency), 0)::bigint,
      ARRAY(SELECT coalesce(s.cases, 0) FROM generate_series(1, 5) g (n) LEFT JOIN by_stage s ON s.n = g.n AND s.currency = c.currency ORDER BY g.n),
      ARRAY(SELECT coalesce(s.principal, 0) FROM generate_series(1, 5) g (n) LEFT JOIN by_stage s ON s.n = g.n AND s.currency = c.currency ORDER BY g.n),
      ARRAY(SELECT coalesce(s.balance, 0) FROM generate_series(1, 5) g (n) LEFT JOIN by_stage s ON s.n = g.n AND s.currency = c.currency ORDER BY g.n),
      ARRAY(SELECT coalesce(a.cases, 0) FROM generate_series(1, 6) g (n) LEFT JOIN by_age a ON a.n = g.n AND a.currency = c.currency ORDER BY g.n),
      ARRAY(SELECT coalesce(a.balance, 0) FROM generate_series(1, 6) g (n) LEFT JOIN by_age a ON a.n = g.n AND a.currency = c.currency ORDER BY g.n),
      coalesce(f.arrived_cases, 0), coalesce(f.arrived, 0), coalesce(f.paid_cases, 0), coalesce(f.paid, 0), today
    FROM currencies c LEFT JOIN in_flow f ON f.currency = c.currency
  $$;

  -- The figures of the asked companies that the reader reaches: kept ones where they hold today, computed where not.
  CREATE FUNCTION portfolio.totals(companies bigint[], today date) RETURNS SETOF portfolio.summary LANGUAGE sql STABLE AS $$
    WITH asked AS (SELECT company_id FROM unnest(companies) company_id),
    stale AS MATERIALIZED (
      SELECT asked.company_id FROM asked LEFT JOIN portfolio.folded f ON f.company_id = asked.company_id
        WHERE f.as_of IS DISTINCT FROM today
      UNION SELECT company_id FROM portfolio.change WHERE company_id = ANY (companies)
    )
    SELECT s.* FROM asked JOIN portfolio.summary s ON s.company_id = asked.company_id
      WHERE NOT EXISTS (SELECT FROM stale WHERE stale.company_id = asked.company_id)
    UNION ALL
    SELECT computed.* FROM stale CROSS JOIN LATERAL portfolio.compute(stale.company_id, today) computed
  $$;

  -- The same of every company that the reader reaches.
  CREATE FUNCTION portfolio.all_totals(today date) RETURNS SETOF portfolio.summary LANGUAGE sql STABLE AS $$
    WITH stale AS MATERIALIZED (
      SELECT c.company_id FROM access.company c LEFT JOIN portfolio.folded f ON f.company_id = c.company_id
        WHERE f.as_of IS DISTINCT FROM today
      UNION SELECT company_id FROM portfolio.change
    )
    SELECT s.* FROM portfolio.summary s WHERE NOT EXISTS (SELECT FROM stale WHERE stale.company_id = s.company_id)
    UNION ALL
    SELECT computed.* FROM stale CROSS JOIN LATERAL portfolio.compute(stale.company_id, today) computed
  $$;
`

const folding = `
  -- Folds what waits and renews the summary of one company for a day. Only one at a time per company; never blocks a writer.
  CREATE FUNCTION portfolio.fold(company bigint, today date) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('portfolio.fold', company));
    WITH gone AS (DELETE FROM portfolio.change WHERE company_id = company RETURNING *),
    stock AS (
      INSERT INTO portfolio.stock (company_id, currency, stage, due_on, cases, principal, balance)
        SELECT company, currency, stage, day, sum(cases), sum(principal), sum(balance) FROM gone WHERE stage IS NOT NULL GROUP BY 2, 3, 4
      ON CONFLICT (company_id, currency, stage, due_on) DO UPDATE SET cases = stock.cases + excluded.cases,
        principal = stock.principal + excluded.principal, balance = stock.balance + excluded.balance
    )
    INSERT INTO portfolio.flow (company_id, currency, day, arrived_cases, arrived, paid_cases, paid)
      SELECT company, currency, day, sum(arrived_cases), sum(arrived), sum(paid_cases), sum(paid) FROM gone WHERE stage IS NULL GROUP BY 2, 3
    ON CONFLICT (company_id, currency, day) DO UPDATE SET arrived_cases = flow.arrived_cases + excluded.arrived_cases,
      arrived = flow.arrived + excluded.arrived, paid_cases = flow.paid_cases + excluded.paid_cases, paid = flow.paid + excluded.paid;
    DELETE FROM portfolio.stock WHERE company_id = company AND cases = 0 AND principal = 0 AND balance = 0;
    DELETE FROM portfolio.summary WHERE company_id = company;
    INSERT INTO portfolio.summary SELECT * FROM portfolio.compute(company, today);
    INSERT INTO portfolio.folded (company_id, as_of) VALUES (company, today)
      ON CONFLICT (company_id) DO UPDATE SET as_of = excluded.as_of;
  END $$;

  -- Which companies wait for a fold. The job that asks may see this and nothing else of them.
  CREATE FUNCTION portfolio.companies_to_fold(today date) RETURNS SETOF bigint
  LANGUAGE sql STABLE AS $$
    SELECT c.company_id FROM access.company c LEFT JOIN portfolio.folded f ON f.company_id = c.company_id
      WHERE f.as_of IS DISTINCT FROM today
    UNION SELECT DISTINCT company_id FROM portfolio.change
  $$;
  SELECT platform.guard('portfolio.companies_to_fold(date)', 'duetto_jobs');
  GRANT SELECT ON portfolio.change, portfolio.folded TO duetto_guard;
  CREATE POLICY guard ON portfolio.change FOR SELECT TO duetto_guard USING (true);
  CREATE POLICY guard ON portfolio.folded FOR SELECT TO duetto_guard USING (true);
`

/** Proof that kept totals equal a recount: no row means that they do. */
const checking = `
  CREATE FUNCTION portfolio.differences(company bigint) RETURNS TABLE (what text, currency char(3), stage text, day date, kept bigint[], counted bigint[])
  LANGUAGE sql STABLE AS $$
    WITH kept_stock AS (
      SELECT currency, stage, day, sum(cases)::bigint AS cases, sum(principal)::bigint AS principal, sum(balance)::bigint AS balance FROM (
        SELECT currency, stage, due_on AS day, cases, principal, balance FROM portfolio.stock WHERE company_id = company
        UNION ALL SELECT currency, stage, day, cases, principal, balance FROM portfolio.change WHERE company_id = company AND stage IS NOT NULL) k
      GROUP BY 1, 2, 3 HAVING sum(cases) <> 0 OR sum(principal) <> 0 OR sum(balance) <> 0
    ), counted_stock AS (
      SELECT currency, stage, due_on AS day, count(*) AS cases, sum(principal)::bigint AS principal, sum(balance)::bigint AS balance
      FROM duetto.assignment WHERE company_id = company AND stage <> 'CLOSED' GROUP BY 1, 2, 3
    ), kept_flow AS (
      SELECT currency, day, sum(arrived_cases)::bigint AS arrived_cases, sum(arrived)::bigint AS arrived,
        sum(paid_cases)::bigint AS paid_cases, sum(paid)::bigint AS paid FROM (
        SELECT currency, day, arrived_cases, arrived, paid_cases, paid FROM portfolio.flow WHERE company_id = company
        UNION ALL SELECT currency, day, arrived_cases, arrived, paid_cases, paid FROM portfolio.change WHERE company_id = company AND stage IS NULL) k
      GROUP BY 1, 2 HAVING sum(arrived_cases) <> 0 OR sum(arrived) <> 0 OR sum(paid_cases) <> 0 OR sum(paid) <> 0
    ), counted_flow AS (
      SELECT currency, day, sum(arrived_cases)::bigint AS arrived_cases, sum(arrived)::bigint AS arrived,
        sum(paid_cases)::bigint AS paid_cases, sum(paid)::bigint AS paid FROM (
        SELECT currency, opened_on AS day, 1 AS arrived_cases, principal AS arrived, 0 AS paid_cases, 0 AS paid
          FROM duetto.assignment WHERE company_id = company
        UNION ALL SELECT currency, on_day, 0, 0, 0, -amount FROM duetto.posting WHERE company_id = company AND portfolio.is_payment(kind)
        UNION ALL SELECT a.currency, e.on_day, 0, 0, portfolio.payment_sign(e.type), 0 FROM duetto.assignment_event e
          JOIN duetto.assignment a ON (a.company_id, a.id) = (e.company_id, e.assignment_id)
          WHERE e.company_id = company AND portfolio.payment_sign(e.type) <> 0) k
      GROUP BY 1, 2 HAVING sum(arrived_cases) <> 0 OR sum(arrived) <> 0 OR sum(paid_cases) <> 0 OR sum(paid) <> 0
    )
    SELECT 'stock', coalesce(k.currency, c.currency), coalesce(k.stage, c.stage), coalesce(k.day, c.day),
      ARRAY[k.cases, k.principal, k.balance], ARRAY[c.cases, c.principal, c.balance]
    FROM kept_stock k FULL JOIN counted_stock c ON (k.currency, k.stage, k.day) = (c.currency, c.stage, c.day)
    WHERE (k.cases, k.principal, k.balance) IS DISTINCT FROM (c.cases, c.principal, c.balance)
    UNION ALL
    SELECT 'flow', coalesce(k.currency, c.currency), NULL, coalesce(k.day, c.day),
      ARRAY[k.arrived_cases, k.arrived, k.paid_cases, k.paid], ARRAY[c.arrived_cases, c.arrived, c.paid_cases, c.paid]
    FROM kept_flow k FULL JOIN counted_flow c ON (k.currency, k.day) = (c.currency, c.day)
    WHERE (k.arrived_cases, k.arrived, k.paid_cases, k.paid) IS DISTINCT FROM (c.arrived_cases, c.arrived, c.paid_cases, c.paid)
  $$;
`

/**
 * Searching by a part of a word. Row security would keep the word index from being used (LIKE is not leakproof), so these
 * run as the guard and ask for the reach themselves, as the policies do. At most 1,000 rows, the newest ones.
 */
const searching = `
  CREATE INDEX sales_invoice_search ON ledger.sales_invoice USING gin (lower(number || ' ' || coalesce(reference, '')) gin_trgm_ops);

  CREATE FUNCTION portfolio.is_reached(company bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM access.reach r WHERE r.company_id = company AND r.user_id = access.actor()
        AND r.valid_from <= now() AND r.valid_to > now())
      AND (access.token_limit() IS NULL OR EXISTS (SELECT 1 FROM access.api_token_company c
        WHERE c.company_id = company AND c.token_id = access.token_limit()))
  $$;

  -- The longest word uses the index, the other words narrow down. Patterns come escaped and in lower case.
  CREATE FUNCTION portfolio.find_assignments(pattern text, others text[]) RETURNS TABLE (company_id bigint, id bigint)
  LANGUAGE sql STABLE AS $$
    SELECT a.company_id, a.id FROM duetto.assignment a
    WHERE a.search LIKE pattern AND a.search LIKE ALL (others) AND portfolio.is_reached(a.company_id)
    ORDER BY a.newest_event_at DESC LIMIT 1000
  $$;
  CREATE FUNCTION portfolio.find_invoices(pattern text, others text[]) RETURNS TABLE (company_id bigint, id bigint)
  LANGUAGE sql STABLE AS $$
    SELECT i.company_id, i.id FROM ledger.sales_invoice i
    WHERE lower(i.number || ' ' || coalesce(i.reference, '')) LIKE pattern
      AND lower(i.number || ' ' || coalesce(i.reference, '')) LIKE ALL (others) AND portfolio.is_reached(i.company_id)
    ORDER BY i.due_on DESC LIMIT 1000
  $$;
  GRANT SELECT ON access.api_token_company, duetto.assignment, ledger.sales_invoice TO duetto_guard;
  CREATE POLICY guard ON duetto.assignment FOR SELECT TO duetto_guard USING (true);
  CREATE POLICY guard ON ledger.sales_invoice FOR SELECT TO duetto_guard USING (true);
  SELECT platform.guard('portfolio.find_assignments(text, text[])', 'duetto_app');
  SELECT platform.guard('portfolio.find_invoices(text, text[])', 'duetto_app');
`
