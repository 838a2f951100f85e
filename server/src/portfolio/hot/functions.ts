import { root } from './json.ts'
import {
  acrossRow,
  assignmentPage,
  companyRow,
  companyWithPage,
  overviewRow,
  totals,
  wholeAssignment,
} from './shapes.ts'

/*
 * One function per operation of the pages. Each runs in the rights of its caller, `duetto_app`, so every row passes row
 * security like a resolver's; `access.enter` says on whose behalf, for this one statement's transaction. NULL: nobody is
 * signed in, and the resolvers answer.
 *
 * Their plans are made once per connection: planning these statements anew takes longer than running them.
 */

const GENERIC = 'SET plan_cache_mode = force_generic_plan'

/** What the functions have in common: the identity comes first, in the same snapshot as the rows. */
const enter = `
    SELECT * INTO who FROM access.enter(credential_kind, secret_hash);
    IF NOT FOUND THEN RETURN NULL; END IF;`

export const scalars = `
  -- As kernel/globalId writes them. Base64 is broken into lines, which the translation takes out.
  CREATE FUNCTION platform.base64url(content text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(encode(convert_to(content, 'UTF8'), 'base64'), E'+/=\\n', '-_');
  CREATE FUNCTION platform.global_id(type text, company bigint, local bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(encode((type || ':' || company::text || ':' || local::text)::bytea, 'base64'), E'+/=\\n', '-_');
  -- Cents as decimal text with two places.
  CREATE FUNCTION platform.decimal(cents bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (cents * 0.01)::text;
`

/** The JSON of a company's figures is made when they are folded, and only read as long as it holds. */
export const keptTotals = `
  CREATE FUNCTION portfolio.totals_json(t portfolio.summary) RETURNS text LANGUAGE sql STABLE AS $$ SELECT ${totals} $$;

  -- Below its eight thousand bytes a row keeps the text as it is: taking it apart would cost more than reading it.
  ALTER TABLE portfolio.folded ADD COLUMN totals_json text;
  ALTER TABLE portfolio.folded ALTER COLUMN totals_json SET STORAGE MAIN;
  ALTER TABLE portfolio.folded SET (toast_tuple_target = 8160);

  CREATE FUNCTION portfolio.on_folded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.totals_json := '[' || coalesce((SELECT string_agg(portfolio.totals_json(s), ',' ORDER BY s.currency)
      FROM portfolio.summary s WHERE s.company_id = NEW.company_id), '') || ']';
    RETURN NEW;
  END $$;
  CREATE TRIGGER keep_totals_json BEFORE INSERT OR UPDATE ON portfolio.folded
    FOR EACH ROW EXECUTE FUNCTION portfolio.on_folded();

  CREATE FUNCTION portfolio.computed_totals_json(company bigint, today date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT '[' || coalesce(string_agg(portfolio.totals_json(s), ',' ORDER BY s.currency), '') || ']' FROM portfolio.compute(company, today) s
  $$;
`

const sums = (column: string, length: number, type: string) =>
  `ARRAY[${Array.from({ length }, (_, i) => `sum(${column}[${i + 1}])::${type}`).join(', ')}]`

export const overview = `
  CREATE FUNCTION portfolio.hot_overview_totals(credential_kind text, secret_hash bytea, today date)
  RETURNS text LANGUAGE plpgsql STABLE ${GENERIC} AS $$
  DECLARE
    who record; nodes text;
  BEGIN ${enter}
    SELECT string_agg(portfolio.totals_json(t), ',' ORDER BY t.currency) INTO nodes
    FROM (
      SELECT (0, s.currency, sum(s.cases)::int, sum(s.principal)::bigint, sum(s.balance)::bigint,
        ${sums('s.stage_cases', 5, 'int')}, ${sums('s.stage_principal', 5, 'bigint')}, ${sums('s.stage_balance', 5, 'bigint')},
        ${sums('s.age_cases', 6, 'int')}, ${sums('s.age_balance', 6, 'bigint')}, sum(s.arrived_cases)::int, sum(s.arrived)::bigint,
        sum(s.paid_cases)::int, sum(s.paid)::bigint, today)::portfolio.summary AS figures
      FROM portfolio.all_totals(today) s GROUP BY s.currency
    ) summed, LATERAL (SELECT (summed.figures).*) t;
    RETURN '{"overviewTotals":[' || coalesce(nodes, '') || ']}';
  END $$;
`

/**
 * A row for each company, as put together in the database a text of a million signs is copied half a dozen times. $1 is
 * today, $2 the number of companies, $3 and $4 the name and company after which the page starts.
 */
export const overviewRows = `
  SELECT ${overviewRow}
  FROM (
    SELECT c.company_id, c.name, c.business_id, coalesce(s.state, 'NOT_ACTIVE') AS activation,
      CASE WHEN f.as_of = $1::date AND f.totals_json IS NOT NULL
          AND NOT EXISTS (SELECT FROM portfolio.change w WHERE w.company_id = c.company_id)
        THEN f.totals_json ELSE portfolio.computed_totals_json(c.company_id, $1::date) END AS totals
    FROM (
      SELECT c.company_id, c.name, c.business_id FROM access.company c
      WHERE $3::text IS NULL OR (c.name, c.company_id) > ($3, $4::bigint)
      ORDER BY c.name, c.company_id LIMIT $2::integer + 1
    ) c
    LEFT JOIN duetto.activation s ON s.company_id = c.company_id
    LEFT JOIN portfolio.folded f ON f.company_id = c.company_id
    ORDER BY c.name, c.company_id
  ) c`

interface Order {
  readonly sort: string
  readonly column: string
  readonly type: string
  /** The key before every other: a first page starts after it. */
  readonly first: string
  readonly descending: boolean
}

const orders: readonly Order[] = [
  { sort: 'DUE_DATE', column: 'due_on', type: 'date', first: '-infinity', descending: false },
  { sort: 'BALANCE_DESC', column: 'balance', type: 'bigint', first: '9223372036854775807', descending: true },
  { sort: 'NEWEST_EVENT', column: 'newest_event_at', type: 'timestamptz', first: 'infinity', descending: true },
]

function keyset({ column, descending }: Order): string {
  return descending
    ? `a.${column} <= start AND (a.${column} < start OR (a.company_id, a.id) > (after_company, after_id))`
    : `(a.${column}, a.company_id, a.id) > (start, after_company, after_id)`
}

const orderBy = ({ column, descending }: Order) =>
  `ORDER BY a.${column}${descending ? ' DESC' : ''}, a.company_id, a.id LIMIT row_limit`

const FILTER =
  '(wanted_kind IS NULL OR a.kind = wanted_kind) AND (wanted_stages IS NULL OR a.stage = ANY (wanted_stages))'

/** The same two ways as the general list: by the order of everybody's rows, or company by company where those are few. */
const page = (order: Order) => `
  CREATE FUNCTION portfolio.page_by_${order.column}(companies bigint[], row_limit integer, after_key text, after_company bigint, after_id bigint,
    wanted_kind text, wanted_stages text[], with_closed boolean)
  RETURNS SETOF duetto.assignment LANGUAGE plpgsql STABLE ${GENERIC} AS $$
  DECLARE
    start ${order.type} := coalesce(after_key, '${order.first}')::${order.type};
  BEGIN
    IF companies IS NULL THEN
      RETURN QUERY SELECT a.* FROM duetto.assignment a
        WHERE a.stage <> 'CLOSED' AND ${FILTER} AND ${keyset(order)} ${orderBy(order)};
    ELSE
      RETURN QUERY SELECT a.* FROM unnest(companies) c (company_id) CROSS JOIN LATERAL (
        SELECT * FROM duetto.assignment a WHERE a.company_id = c.company_id AND (with_closed OR a.stage <> 'CLOSED') AND ${FILTER}
          AND ${keyset(order)} ${orderBy(order)}
      ) a ${orderBy(order)};
    END IF;
  END $$;
`

/** Gathers a page into the variables that `assignmentPage` reads. */
const gather = (row: string) =>
  orders
    .map(
      ({ sort, column }, index) => `
    ${index === 0 ? 'IF' : 'ELSIF'} sort = '${sort}' THEN
      SELECT string_agg(json, ',') FILTER (WHERE n <= page_size), count(*) > page_size, (array_agg(key))[least(count(*), page_size)]
        INTO nodes, has_next, end_key
      FROM (
        SELECT row_number() OVER () AS n, ${row} AS json, '["' || a.${column} || '","' || a.company_id || '","' || a.id || '"]' AS key
        FROM portfolio.page_by_${column}(companies, page_size + 1, after_key, coalesce(after_company, 0), coalesce(after_id, 0), wanted_kind,
          wanted_stages, with_closed) a
      ) listed;`,
    )
    .join('')

const LIST_PARAMETERS = `page_size integer, sort text, after_key text, after_company bigint, after_id bigint, wanted_kind text, wanted_stages text[]`

export const lists = `
  ${orders.map(page).join('')}

  -- The reader's companies when they are few among all; NULL when reading everybody's rows in order costs less, which
  -- passes about (all / reached) rows for each row shown.
  CREATE FUNCTION portfolio.few_companies() RETURNS bigint[] LANGUAGE plpgsql STABLE ${GENERIC} AS $$
  DECLARE
    most integer := sqrt(greatest((SELECT c.reltuples FROM pg_class c WHERE c.oid = 'access.company'::regclass), 0));
    own bigint[];
  BEGIN
    IF access.token_limit() IS NULL THEN
      own := ARRAY(SELECT DISTINCT r.company_id FROM access.reach r
        WHERE r.user_id = (SELECT access.actor()) AND r.valid_from <= now() AND r.valid_to > now() LIMIT most + 1);
    ELSE
      own := ARRAY(SELECT t.company_id FROM access.api_token_company t WHERE t.token_id = (SELECT access.token_limit()) LIMIT most + 1);
    END IF;
    RETURN CASE WHEN cardinality(own) <= most THEN own END;
  END $$;

  CREATE FUNCTION portfolio.hot_assignments(credential_kind text, secret_hash bytea, today date, ${LIST_PARAMETERS})
  RETURNS text LANGUAGE plpgsql STABLE ${GENERIC} AS $$
  DECLARE
    who record; companies bigint[]; with_closed boolean := false;
    nodes text; has_next boolean; end_key text; end_cursor text;
  BEGIN ${enter}
    companies := portfolio.few_companies();
    ${gather(acrossRow)}
    END IF;
    end_cursor := platform.base64url(end_key);
    RETURN ${root('assignments', assignmentPage)};
  END $$;

  CREATE FUNCTION portfolio.hot_company_assignments(credential_kind text, secret_hash bytea, today date, company bigint, ${LIST_PARAMETERS},
    with_closed boolean)
  RETURNS text LANGUAGE plpgsql STABLE ${GENERIC} AS $$
  DECLARE
    who record; c record; companies bigint[] := ARRAY[company];
    nodes text; has_next boolean; end_key text; end_cursor text; page text;
  BEGIN ${enter}
    SELECT k.company_id, k.name, k.business_id INTO c FROM access.company k WHERE k.company_id = company;
    IF NOT FOUND THEN RETURN '{"company":null}'; END IF;
    ${gather(companyRow)}
    END IF;
    end_cursor := platform.base64url(end_key);
    page := ${assignmentPage};
    RETURN ${root('company', companyWithPage)};
  END $$;
`

export const assignment = `
  -- Whether the actor may ask for a recall and for a credit loss in a company, by roles or by a Master-ID. As the guard:
  -- the policies of links cost several times what the question does. It asks for the reach itself.
  CREATE FUNCTION portfolio.may_request(company bigint, recall_roles text[], credit_loss_roles text[],
    OUT may_recall boolean, OUT may_write_off boolean) LANGUAGE plpgsql STABLE AS $$
  BEGIN
    SELECT coalesce(bool_or(way.recall), false), coalesce(bool_or(way.write_off), false) INTO may_recall, may_write_off
    FROM (
      SELECT m.role = ANY (recall_roles), m.role = ANY (credit_loss_roles) FROM access.membership m
      WHERE m.company_id = company AND m.user_id = access.actor() AND m.valid_from <= now() AND m.valid_to > now()
      UNION ALL
      SELECT 'REQUEST_RECALL' = ANY (l.rights), 'REQUEST_CREDIT_LOSS' = ANY (l.rights) FROM access.master_id_member mm
      JOIN access.master_id_link l ON l.company_id = company AND l.master_id = mm.master_id
      WHERE mm.user_id = access.actor() AND mm.valid_from <= now() AND mm.valid_to > now()
        AND l.linked_at <= now() AND l.ended_at > now()
    ) way (recall, write_off)
    WHERE portfolio.is_reached(company);
  END $$;
  SELECT platform.guard('portfolio.may_request(bigint, text[], text[])', 'duetto_app');
  CREATE POLICY guard ON access.api_token_company FOR SELECT TO duetto_guard USING (true);

  CREATE FUNCTION portfolio.hot_assignment(credential_kind text, secret_hash bytea, today date, company bigint, local bigint,
    recall_roles text[], credit_loss_roles text[])
  RETURNS text LANGUAGE plpgsql STABLE ${GENERIC} AS $$
  DECLARE
    who record; may_recall boolean := false; may_write_off boolean := false; found_json text;
  BEGIN ${enter}
    IF who.token_read_only IS NOT TRUE THEN
      SELECT * INTO may_recall, may_write_off FROM portfolio.may_request(company, recall_roles, credit_loss_roles);
    END IF;
    SELECT ${wholeAssignment} INTO found_json FROM duetto.assignment a WHERE a.company_id = company AND a.id = local;
    RETURN '{"assignment":' || coalesce(found_json, 'null') || '}';
  END $$;
`
