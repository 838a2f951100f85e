/*
 * The data set, straight by SQL: as many rows and as believable a spread as years of use would leave, the same for the
 * same day and size. Ids are reckoned, so that rows of different tables find each other without a look-up.
 */

/** A number from 0 to n - 1 that looks like chance and is the same every time. */
const CHANCE = `
  CREATE SCHEMA bench;
  CREATE FUNCTION bench.chance(seed bigint, what integer, n integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((hashint8extended(seed, what) & 2147483647) % n)::integer;
  CREATE FUNCTION bench.uid(seed bigint, what integer) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (lpad(to_hex(what), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(seed), 12, '0'))::uuid;`

const COMPANIES = `
  INSERT INTO access.company (company_id, business_id, name, town) OVERRIDING SYSTEM VALUE
    SELECT row_number() OVER (ORDER BY n), lpad(n::text, 7, '0') || '-' || CASE WHEN rest = 0 THEN 0 ELSE 11 - rest END,
      (ARRAY['Aalto', 'Järvi', 'Mäki', 'Niemi', 'Saari', 'Ström', 'Åkerlund', 'Ylä', 'Öst', 'Koivu'])[bench.chance(n, 1, 10) + 1]
        || ' ' || (ARRAY['Rakennus', 'Huolto', 'Tilit', 'Kuljetus', 'Bygg', 'Siivous', 'Sähkö', 'Puutarha'])[bench.chance(n, 2, 8) + 1]
        || ' ' || n || ' Oy', 'Tampere'
    FROM (
      SELECT n, (n / 1000000 % 10 * 7 + n / 100000 % 10 * 9 + n / 10000 % 10 * 10 + n / 1000 % 10 * 5 + n / 100 % 10 * 8
        + n / 10 % 10 * 4 + n % 10 * 2) % 11 AS rest
      FROM generate_series(9000000, 9000000 + :companies * 2 + 100) n
    ) numbered
    WHERE rest <> 1 ORDER BY n LIMIT :companies;
  INSERT INTO duetto.activation (company_id, state, changed_at) SELECT company_id, 'ACTIVE', :now FROM access.company;
  INSERT INTO ledger.bank_account (company_id, iban) SELECT company_id, 'FI' || lpad(company_id::text, 16, '0') FROM access.company;`

/** A person whose Master-ID is linked to every company, and one whose Master-ID is linked to fifty of them. */
const PEOPLE = `
  INSERT INTO access.app_user (id, email, name, password_hash) OVERRIDING SYSTEM VALUE
    VALUES (1, 'all@bench.example', 'Kaikki Näkevä', ''), (2, 'fifty@bench.example', 'Viisikymmentä Näkevä', '');
  INSERT INTO access.master_id (id, code, name, business_id, kind) OVERRIDING SYSTEM VALUE
    VALUES (1, 'ALL', 'Kirjanpito Kaikki', '9000000-8', 'BUREAU'), (2, 'FIFTY', 'Kirjanpito Viisikymmentä', '9000001-6', 'BUREAU');
  INSERT INTO access.master_id_member (master_id, user_id, valid_from) VALUES (1, 1, '2020-01-01'), (2, 2, '2020-01-01');
  INSERT INTO access.master_id_link (company_id, master_id, rights, mandate, linked_at)
    SELECT company_id, m, ARRAY['READ', 'REQUEST_RECALL', 'REQUEST_CREDIT_LOSS'], 'Valtakirja', '2020-01-01'
    FROM access.company, generate_series(1, 2) m WHERE m = 1 OR company_id % (:companies / 50) = 0;
  INSERT INTO access.session (user_id, secret_hash, expires_at)
    VALUES (1, :allHash, :now + interval '10 years'), (2, :fiftyHash, :now + interval '10 years');`

const INVOICES = `
  INSERT INTO ledger.customer (company_id, id, name, business_id, identity, kind, kind_assumed) OVERRIDING SYSTEM VALUE
    SELECT company, (company - 1) * :customers + n,
      CASE WHEN n % 3 = 0 THEN 'Asiakas ' || n || ' Oy' ELSE
        (ARRAY['Aino', 'Eino', 'Helmi', 'Onni', 'Siiri', 'Väinö'])[bench.chance(company * 1000 + n, 3, 6) + 1] || ' '
        || (ARRAY['Virtanen', 'Korhonen', 'Lindqvist', 'Nieminen', 'Mäkelä', 'Öhman'])[bench.chance(company * 1000 + n, 4, 6) + 1] END,
      CASE WHEN n % 3 = 0 THEN lpad((8000000 + n)::text, 7, '0') || '-0' END, 'c' || n,
      CASE WHEN n % 3 = 0 THEN 'BUSINESS' ELSE 'CONSUMER' END, false
    FROM generate_series(1, :companies) company, generate_series(1, :customers) n;

  -- The first three tenths of a company's invoices have been or are in the service.
  CREATE TABLE bench.invoice AS
    SELECT company, (company - 1)::bigint * :invoices + n AS id, n, n <= :sent AS sent,
      (company - 1)::bigint * :customers + 1 + bench.chance(company::bigint * 100000 + n, 5, :customers) AS customer,
      :today::date - CASE WHEN n <= :sent THEN 20 ELSE -20 END - bench.chance(company::bigint * 100000 + n, 6, 700) AS due_on,
      1000 + bench.chance(company::bigint * 100000 + n, 7, 90000) + 400 * bench.chance(company::bigint * 100000 + n, 8, 300) AS total
    FROM generate_series(1, :companies) company, generate_series(1, :invoices) n;`

/**
 * One row an assignment with what its other rows follow from: how far up the ladder it came, how it ended, what it cost
 * and what was paid. An older one has more likely ended.
 */
const CASES = `
  CREATE TABLE bench.case AS
    WITH drawn AS (
      SELECT i.company, (i.company - 1)::bigint * :sent + i.n AS id, i.id AS invoice, i.n, i.customer, i.due_on, i.total AS principal,
        i.due_on + 14 + bench.chance(i.id, 10, 6) AS opened_on, bench.chance(i.id, 11, 100) AS fate, bench.chance(i.id, 12, 100) AS how
      FROM bench.invoice i WHERE i.sent
    ), aged AS (
      SELECT *, :today::date - opened_on AS age, fate < least(80, 10 + (:today::date - opened_on) / 3) AS closed FROM drawn
    ), placed AS (
      SELECT *, CASE WHEN closed THEN 2 + fate % 3 WHEN age < 1 THEN 0 WHEN age < 3 THEN 1 WHEN age < 20 THEN 2 WHEN age < 45 THEN 3
        ELSE 2 + fate % 3 END AS ladder
      FROM aged WHERE opened_on <= :today::date
    )
    SELECT *, ladder >= 2 AS reminded, ladder >= 3 AS noticed, ladder >= 4 AS demanded,
      CASE WHEN NOT closed THEN NULL WHEN how < 80 THEN 'PAID' WHEN how < 92 THEN 'RETURNED' WHEN how < 97 THEN 'RECALLED' ELSE 'CREDIT_LOSS' END AS reason,
      least(opened_on + 4 + ladder * 14, :today::date) AS ended_on,
      CASE ladder WHEN 4 THEN 2400 WHEN 3 THEN 1000 WHEN 2 THEN 500 ELSE 0 END AS costs,
      CASE WHEN ladder >= 4 THEN round(principal * 0.07 * 45 / 365)::bigint ELSE 0 END AS interest,
      CASE WHEN NOT closed AND ladder >= 2 AND how < 15 THEN (principal * 0.3)::bigint ELSE 0 END AS part_paid
    FROM placed;
  CREATE INDEX ON bench.case (invoice);
  ANALYZE bench.case;

  INSERT INTO ledger.sales_invoice (company_id, id, customer_id, number, reference, issued_on, due_on, overdue_from, currency, total, vat,
      paid, open, status, in_service, had_service, seller_iban, source, imported_at) OVERRIDING SYSTEM VALUE
    SELECT i.company, i.id, i.customer, (20260000 + i.n)::text, (1000000 + i.id)::text || '7', i.due_on - 14, i.due_on, i.due_on + 1, 'EUR',
      i.total, i.total / 5, i.total - open, open,
      CASE WHEN open = 0 THEN 'PAID' WHEN c.demanded THEN 'COLLECTED' WHEN c.reminded THEN 'REMINDED' ELSE 'OPEN' END,
      c.id IS NOT NULL AND NOT c.closed, c.id IS NOT NULL, 'FI' || lpad(i.company::text, 16, '0'), 'FINVOICE', i.due_on - 14
    FROM bench.invoice i LEFT JOIN bench.case c ON c.invoice = i.id
    CROSS JOIN LATERAL (SELECT CASE WHEN c.id IS NULL THEN CASE WHEN bench.chance(i.id, 13, 10) < 7 THEN 0 ELSE i.total END
      WHEN c.reason IN ('PAID', 'CREDIT_LOSS') THEN 0 ELSE i.total - c.part_paid END AS open) o
    ORDER BY i.company, i.id;

  INSERT INTO ledger.payment (company_id, invoice_id, kind, paid_on, amount, currency, payer_name, registered_at)
    SELECT i.company, i.id, CASE WHEN c.part_paid > 0 THEN 'DIRECT_PAYMENT' WHEN c.reason = 'CREDIT_LOSS' THEN 'CREDIT_LOSS'
        WHEN c.reason IS NOT NULL THEN 'SETTLEMENT' ELSE 'PAYMENT' END,
      coalesce(c.ended_on, i.due_on), s.paid, 'EUR', 'Maksaja', coalesce(c.ended_on, i.due_on)
    FROM bench.invoice i JOIN ledger.sales_invoice s ON (s.company_id, s.id) = (i.company, i.id)
    LEFT JOIN bench.case c ON c.invoice = i.id
    WHERE s.paid > 0 ORDER BY i.company, i.id;`

/** Fifteen invoices a send. */
const SENDS = `
  INSERT INTO duetto.send (company_id, id, kind, after_reminder, idempotency_key, request_digest, sent_on, at, user_id, price_list_id,
      currency, sent_count, refused_count, principal, fee, fee_vat) OVERRIDING SYSTEM VALUE
    SELECT company, (company - 1)::bigint * :sent + batch, CASE WHEN batch % 5 < 3 THEN 'REMINDER' ELSE 'COLLECTION' END,
      CASE WHEN batch % 5 < 3 THEN 'CONTINUE' END, 'bench-' || batch, '', max(opened_on), max(opened_on) + time '09:00', 1, 1,
      'EUR', count(*), 0, sum(principal), 95 * count(*), 24 * count(*)
    FROM (SELECT *, n / 15 AS batch FROM bench.case) c GROUP BY company, batch;

  INSERT INTO duetto.assignment (company_id, id, uid, invoice_id, send_id, kind, after_reminder, stage, close_reason, opened_on, closed_on,
      invoice_number, reference, due_on, debtor_name, debtor_business_id, debtor_kind, currency, principal, principal_open, costs_open,
      interest_open, balance, agency_reference, agency_iban, next_step_on, newest_event_at) OVERRIDING SYSTEM VALUE
    SELECT c.company, c.id, bench.uid(c.id, 1), c.invoice, (c.company - 1)::bigint * :sent + c.n / 15,
      CASE WHEN c.n / 15 % 5 < 3 THEN 'REMINDER' ELSE 'COLLECTION' END, CASE WHEN c.n / 15 % 5 < 3 THEN 'CONTINUE' END,
      CASE WHEN c.closed THEN 'CLOSED' ELSE (ARRAY['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION'])[c.ladder + 1] END,
      c.reason, c.opened_on, CASE WHEN c.closed THEN c.ended_on END, i.number, i.reference, c.due_on, d.name, d.business_id, d.kind, 'EUR',
      c.principal, CASE WHEN c.closed THEN 0 ELSE c.principal - c.part_paid END, CASE WHEN c.closed THEN 0 ELSE c.costs END,
      CASE WHEN c.closed THEN 0 ELSE c.interest END, CASE WHEN c.closed THEN 0 ELSE c.principal - c.part_paid + c.costs + c.interest END,
      (5000000 + c.id)::text || '3', 'FI9399999900000014', CASE WHEN NOT c.closed THEN :today::date + 7 END, c.ended_on + time '12:00'
    FROM bench.case c JOIN ledger.sales_invoice i ON (i.company_id, i.id) = (c.company, c.invoice)
    JOIN ledger.customer d ON (d.company_id, d.id) = (c.company, c.customer)
    ORDER BY c.company, c.id;

  INSERT INTO duetto.send_item (company_id, send_id, ordinal, invoice_id, assignment_id)
    SELECT company, (company - 1)::bigint * :sent + n / 15, n % 15 + 1, invoice, id FROM bench.case;`

/** Ids of an assignment's events, postings and letters are its own id times ten and the place. */
const HISTORY = `
  INSERT INTO duetto.assignment_event (company_id, id, assignment_id, uid, type, on_day, at, detail) OVERRIDING SYSTEM VALUE
    SELECT c.company, c.id * 10 + e.place, c.id, bench.uid(c.id * 10 + e.place, 2), e.type, e.day, e.day + time '10:00' + e.place * interval '1 second', e.detail
    FROM bench.case c CROSS JOIN LATERAL (VALUES
      (1, 'SENT', c.opened_on, true, '{}'::jsonb),
      (2, 'RECEIVED', c.opened_on, c.ladder >= 1, '{}'),
      (3, 'REMINDER_SENT', least(c.opened_on + 2, c.ended_on), c.reminded, '{}'),
      (4, 'NOTICE_SENT', least(c.opened_on + 18, c.ended_on), c.noticed, '{}'),
      (5, 'COLLECTION_LETTER_SENT', least(c.opened_on + 32, c.ended_on), c.demanded, '{}'),
      (6, 'DIRECT_PAYMENT', c.ended_on, c.part_paid > 0, jsonb_build_object('amount', c.part_paid::text, 'currency', 'EUR')),
      (7, 'PAYMENT_TO_AGENCY', c.ended_on, c.reason = 'PAID', jsonb_build_object('amount', (c.principal + c.costs + c.interest)::text, 'currency', 'EUR')),
      (8, 'CLOSED', c.ended_on, c.closed, '{}')
    ) e (place, type, day, holds, detail)
    WHERE e.holds ORDER BY c.company, c.id, e.place;
  UPDATE duetto.assignment a SET newest_event_id = e.id, newest_event_type = e.type, newest_event_on = e.on_day, newest_event_at = e.at
    FROM (SELECT DISTINCT ON (company_id, assignment_id) * FROM duetto.assignment_event ORDER BY company_id, assignment_id, id DESC) e
    WHERE (e.company_id, e.assignment_id) = (a.company_id, a.id);

  INSERT INTO duetto.posting (company_id, id, assignment_id, event_id, uid, kind, component, beneficiary, amount, currency, on_day, section, detail)
      OVERRIDING SYSTEM VALUE
    SELECT c.company, c.id * 10 + p.place, c.id, c.id * 10 + 1, bench.uid(c.id * 10 + p.place, 3), p.kind, p.component,
      CASE WHEN p.component = 'COSTS' THEN 'AGENCY' ELSE 'CREDITOR' END, p.amount, 'EUR', p.day, p.section, p.detail
    FROM bench.case c CROSS JOIN LATERAL (VALUES
      (0, 'PRINCIPAL', 'PRINCIPAL', c.principal, c.opened_on, NULL, '{}'::jsonb),
      (1, 'REMINDER_COST', 'COSTS', CASE WHEN c.reminded THEN 500 END, least(c.opened_on + 2, c.ended_on), 'PerL 10 a § 1', '{}'),
      (2, 'NOTICE_COST', 'COSTS', CASE WHEN c.noticed THEN 500 END, least(c.opened_on + 18, c.ended_on), 'PerL 10 a § 1', '{}'),
      (3, 'DEMAND_COST', 'COSTS', CASE WHEN c.demanded THEN 1400 END, least(c.opened_on + 32, c.ended_on), 'PerL 10 a § 2', '{}'),
      (4, 'LATE_INTEREST', 'INTEREST', CASE WHEN c.interest > 0 THEN c.interest END, least(c.opened_on + 32, c.ended_on), 'KorkoL 4 §',
        jsonb_build_object('from', c.due_on + 1, 'to', c.due_on + 45, 'days', 45, 'ratePercent', '7.0', 'base', c.principal::text)),
      (5, 'DIRECT_PAYMENT', 'PRINCIPAL', CASE WHEN c.part_paid > 0 THEN -c.part_paid END, c.ended_on, NULL, '{}'),
      (6, CASE WHEN c.reason = 'PAID' THEN 'PAYMENT' ELSE 'CANCELLATION' END, 'COSTS', CASE WHEN c.closed AND c.costs > 0 THEN -c.costs END, c.ended_on, NULL, '{}'),
      (7, CASE WHEN c.reason = 'PAID' THEN 'PAYMENT' ELSE 'CANCELLATION' END, 'INTEREST', CASE WHEN c.closed AND c.interest > 0 THEN -c.interest END, c.ended_on, NULL, '{}'),
      (8, CASE WHEN c.reason = 'PAID' THEN 'PAYMENT' ELSE 'CANCELLATION' END, 'PRINCIPAL', CASE WHEN c.closed THEN -c.principal END, c.ended_on, NULL, '{}')
    ) p (place, kind, component, amount, day, section, detail)
    WHERE p.amount IS NOT NULL ORDER BY c.company, c.id, p.place;

  INSERT INTO duetto.letter (company_id, id, assignment_id, event_id, uid, kind, sent_on, due_on, channel, language, total, currency, body)
      OVERRIDING SYSTEM VALUE
    SELECT c.company, c.id * 10 + l.place, c.id, c.id * 10 + l.place, bench.uid(c.id * 10 + l.place, 4), l.kind, l.day, l.day + 14,
      CASE WHEN c.n % 2 = 0 THEN 'PRINT' ELSE 'EMAIL' END, 'fi', l.total, 'EUR',
      'Hyvä vastaanottaja!' || E'\\n\\n' || 'Laskun ' || c.invoice || ' eräpäivä oli ' || to_char(c.due_on, 'DD.MM.YYYY') || '. '
        || repeat('Pyydämme maksamaan saatavan alla olevin tiedoin eräpäivään mennessä. ', 5) || E'\\n\\n' || 'Ystävällisin terveisin "Perintä"'
    FROM bench.case c CROSS JOIN LATERAL (VALUES
      (3, 'REMINDER', least(c.opened_on + 2, c.ended_on), c.reminded, c.principal + 500),
      (4, 'NOTICE', least(c.opened_on + 18, c.ended_on), c.noticed, c.principal + 1000),
      (5, 'DEMAND', least(c.opened_on + 32, c.ended_on), c.demanded, c.principal + 2400 + c.interest)
    ) l (place, kind, day, holds, total)
    WHERE l.holds ORDER BY c.company, c.id, l.place;`

/** What the product's own triggers would have kept. */
const TOTALS = `
  INSERT INTO portfolio.stock (company_id, currency, stage, due_on, cases, principal, balance)
    SELECT company_id, currency, stage, due_on, count(*), sum(principal), sum(balance) FROM duetto.assignment WHERE stage <> 'CLOSED' GROUP BY 1, 2, 3, 4;
  INSERT INTO portfolio.flow (company_id, currency, day, arrived_cases, arrived, paid_cases, paid)
    SELECT company_id, currency, day, sum(arrived_cases), sum(arrived), sum(paid_cases), sum(paid) FROM (
      SELECT company_id, currency, opened_on AS day, 1 AS arrived_cases, principal AS arrived, 0 AS paid_cases, 0 AS paid FROM duetto.assignment
      UNION ALL SELECT company_id, currency, on_day, 0, 0, 0, -amount FROM duetto.posting WHERE portfolio.is_payment(kind)
      UNION ALL SELECT company_id, 'EUR', on_day, 0, 0, portfolio.payment_sign(type), 0 FROM duetto.assignment_event WHERE portfolio.payment_sign(type) <> 0
    ) moved GROUP BY 1, 2, 3;`

/** Texts in the order in which they run. Foreign keys and triggers rest while the large ones do. */
export const STEPS = [
  { name: 'companies and people', sql: CHANCE + COMPANIES + PEOPLE, isLarge: false },
  { name: 'invoices', sql: INVOICES, isLarge: true },
  { name: 'invoices and payments of the ledger', sql: CASES, isLarge: true },
  { name: 'sends and assignments', sql: SENDS, isLarge: true },
  { name: 'events, postings and letters', sql: HISTORY, isLarge: true },
  { name: 'totals', sql: TOTALS, isLarge: true },
]
