import {
  type Fields,
  id,
  integer,
  integerOrNull,
  type JsonSql,
  list,
  moment,
  money,
  object,
  orNull,
  raw,
  text,
  truth,
  word,
  wordOrNull,
} from './json.ts'

/*
 * What the pages' operations select, field by field in their order. `a` is the assignment, `today` the day of the
 * request; the other aliases are said with each shape.
 */

/** Days since the due date while it runs, otherwise 0. */
const DAYS_OVERDUE = "CASE WHEN a.stage = 'CLOSED' THEN 0 ELSE greatest(today - a.due_on, 0) END"

/** `c` is the company. */
const companyIdentity: Fields = {
  id: id("'Company'", 'c.company_id', 'c.company_id'),
  name: text('c.name'),
  businessId: text('c.business_id'),
}

const sendId: Fields = {
  id: id("CASE s.kind WHEN 'REMINDER' THEN 'ReminderSend' ELSE 'CollectionSend' END", 's.company_id', 's.id'),
  kind: word('s.kind'),
  sentOn: word('s.sent_on'),
  __typename: word("CASE s.kind WHEN 'REMINDER' THEN 'ReminderSend' ELSE 'CollectionSend' END"),
}

/** The send of `a`. */
const send: JsonSql = raw(
  `(SELECT ${object(sendId)} FROM duetto.send s WHERE s.company_id = a.company_id AND s.id = a.send_id)`,
)

/**
 * Payments of the invoice that belong to `a`, the oldest first: of those made since it was opened and before the next
 * one was, and after its end only what the service has to do with.
 */
const paymentsOf = (more: Fields): JsonSql =>
  list(`SELECT ${object(
    {
      id: id("'Payment'", 'p.company_id', 'p.id'),
      kind: word('p.kind'),
      paidOn: word('p.paid_on'),
      amount: money('p.amount', 'p.currency'),
      ...more,
    },
    'Payment',
  )} AS json FROM ledger.payment p
    WHERE p.company_id = a.company_id AND p.invoice_id = a.invoice_id AND p.paid_on >= a.opened_on
      AND (a.closed_on IS NULL OR p.paid_on <= a.closed_on OR p.kind IN ('SETTLEMENT', 'DIRECT_PAYMENT'))
      AND NOT EXISTS (SELECT FROM duetto.assignment n WHERE n.company_id = a.company_id AND n.invoice_id = a.invoice_id
        AND n.id > a.id AND n.opened_on <= p.paid_on)
    ORDER BY p.paid_on, p.id`)

const newestEvent: JsonSql = orNull(
  'a.newest_event_id IS NOT NULL',
  object(
    {
      id: id("'AssignmentEvent'", 'a.company_id', 'a.newest_event_id'),
      type: word('a.newest_event_type'),
      on: word('a.newest_event_on'),
    },
    'AssignmentEvent',
  ),
)

/** What both lists show of a row; the company comes between where the list is across companies. */
const rowOfList = (between: Fields): Fields => ({
  id: id("'CollectionAssignment'", 'a.company_id', 'a.id'),
  kind: word('a.kind'),
  stage: word('a.stage'),
  closeReason: wordOrNull('a.close_reason'),
  openedOn: word('a.opened_on'),
  dueOn: word('a.due_on'),
  daysOverdue: integer(DAYS_OVERDUE),
  debtorName: text('a.debtor_name'),
  debtorBusinessId: text('a.debtor_business_id'),
  debtorKind: word('a.debtor_kind'),
  invoiceNumber: text('a.invoice_number'),
  reference: text('a.reference'),
  ...between,
  principal: money('a.principal', 'a.currency'),
  balance: money('a.balance', 'a.currency'),
  newestEvent,
})

/** A row of the list across companies. */
export const acrossRow: JsonSql = object(
  rowOfList({
    company: raw(
      `(SELECT ${object(companyIdentity, 'Company')} FROM access.company c WHERE c.company_id = a.company_id)`,
    ),
  }),
  'CollectionAssignment',
)

/** A row of a company's own list. */
export const companyRow: JsonSql = object({ ...rowOfList({}), send, payments: paymentsOf({}) }, 'CollectionAssignment')

/** The company of the variable `c` with the page that was made into the variable `page`. */
export const companyWithPage: JsonSql = object({ ...companyIdentity, assignments: raw('page') }, 'Company')

const pageInfo = (hasNext: string, endCursor: string): JsonSql =>
  object(
    { hasNextPage: truth(hasNext), hasPreviousPage: truth('after_key IS NOT NULL'), endCursor: wordOrNull(endCursor) },
    'PageInfo',
  )

/** A page of assignments, of what was gathered into the variables of these names. */
export const assignmentPage: JsonSql = object(
  { nodes: raw("'[' || coalesce(nodes, '') || ']'"), pageInfo: pageInfo('has_next', 'end_cursor') },
  'AssignmentConnection',
)

/** Running stages and ages in the order in which the kept figures hold them. */
const stages = ['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION']
const ages = ['NOT_DUE', 'DAYS_1_30', 'DAYS_31_60', 'DAYS_61_90', 'DAYS_91_180', 'DAYS_OVER_180']

const elements = (parts: readonly JsonSql[]): JsonSql => raw(`'[' || ${parts.join(" || ',' || ")} || ']'`)

/** The figures of one row `t` of kept totals. */
export const totals: JsonSql = object(
  {
    currency: word('t.currency'),
    count: integer('t.cases'),
    principal: money('t.principal', 't.currency'),
    balance: money('t.balance', 't.currency'),
    stages: elements(
      stages.map((stage, i) =>
        object(
          {
            stage: word(`'${stage}'`),
            count: integer(`t.stage_cases[${i + 1}]`),
            principal: money(`t.stage_principal[${i + 1}]`, 't.currency'),
            balance: money(`t.stage_balance[${i + 1}]`, 't.currency'),
          },
          'StageTotal',
        ),
      ),
    ),
    ageing: elements(
      ages.map((age, i) =>
        object(
          {
            bucket: word(`'${age}'`),
            count: integer(`t.age_cases[${i + 1}]`),
            balance: money(`t.age_balance[${i + 1}]`, 't.currency'),
          },
          'AgeingTotal',
        ),
      ),
    ),
    arrivedCount: integer('t.arrived_cases'),
    arrived: money('t.arrived', 't.currency'),
    paidCount: integer('t.paid_cases'),
    paid: money('t.paid', 't.currency'),
    asOf: word('t.as_of'),
  },
  'Totals',
)

/** A company of the consolidated view. `c.activation` is its state, `c.totals` a JSON list. */
export const overviewRow: JsonSql = object(
  {
    company: object(
      { ...companyIdentity, activation: object({ state: word('c.activation') }, 'ServiceActivation') },
      'Company',
    ),
    totals: raw('c.totals'),
  },
  'OverviewRow',
)

const event: JsonSql = object(
  {
    id: id("'AssignmentEvent'", 'e.company_id', 'e.id'),
    type: word('e.type'),
    on: word('e.on_day'),
    at: moment('e.at'),
    amount: orNull(
      "e.detail ? 'amount' AND e.detail ? 'currency'",
      money("(e.detail ->> 'amount')::bigint", "(e.detail ->> 'currency')"),
    ),
    note: text("e.detail ->> 'note'"),
    letter:
      raw(`coalesce((SELECT ${object({ id: id("'Letter'", 'l.company_id', 'l.id'), kind: word('l.kind') }, 'Letter')}
      FROM duetto.letter l WHERE l.company_id = a.company_id AND l.assignment_id = a.id AND l.event_id = e.id ORDER BY l.id LIMIT 1), 'null')`),
  },
  'AssignmentEvent',
)

const posting: JsonSql = object(
  {
    id: id("'Posting'", 'p.company_id', 'p.id'),
    on: word('p.on_day'),
    kind: text('p.kind'),
    component: word('p.component'),
    beneficiary: word('p.beneficiary'),
    amount: money('p.amount', 'p.currency'),
    section: text('p.section'),
    from: text("p.detail ->> 'from'"),
    to: text("p.detail ->> 'to'"),
    days: integerOrNull("p.detail ->> 'days'"),
    ratePercent: text("p.detail ->> 'ratePercent'"),
    base: orNull("p.detail ->> 'base' IS NOT NULL", money("(p.detail ->> 'base')::bigint", 'p.currency')),
  },
  'Posting',
)

const letter: JsonSql = object(
  {
    id: id("'Letter'", 'l.company_id', 'l.id'),
    kind: word('l.kind'),
    sentOn: word('l.sent_on'),
    dueOn: word('l.due_on'),
    channel: word('l.channel'),
    language: word('upper(l.language)'),
    total: money('l.total', 'l.currency'),
    body: text('l.body'),
  },
  'Letter',
)

const historyOf = (shape: JsonSql, table: string, alias: string): JsonSql =>
  list(`SELECT ${shape} AS json FROM ${table} ${alias}
    WHERE ${alias}.company_id = a.company_id AND ${alias}.assignment_id = a.id ORDER BY ${alias}.id`)

/** One assignment with its history. `may_recall` and `may_write_off` say whether the reader has the right. */
export const wholeAssignment: JsonSql = object(
  {
    id: id("'CollectionAssignment'", 'a.company_id', 'a.id'),
    kind: word('a.kind'),
    afterReminder: wordOrNull('a.after_reminder'),
    stage: word('a.stage'),
    closeReason: wordOrNull('a.close_reason'),
    openedOn: word('a.opened_on'),
    closedOn: wordOrNull('a.closed_on'),
    dueOn: word('a.due_on'),
    daysOverdue: integer(DAYS_OVERDUE),
    nextStepOn: wordOrNull('a.next_step_on'),
    debtorName: text('a.debtor_name'),
    debtorBusinessId: text('a.debtor_business_id'),
    debtorKind: word('a.debtor_kind'),
    invoiceNumber: text('a.invoice_number'),
    reference: text('a.reference'),
    agencyReference: text('a.agency_reference'),
    agencyIban: text('a.agency_iban'),
    principal: money('a.principal', 'a.currency'),
    principalOpen: money('a.principal_open', 'a.currency'),
    costsOpen: money('a.costs_open', 'a.currency'),
    interestOpen: money('a.interest_open', 'a.currency'),
    balance: money('a.balance', 'a.currency'),
    recallState: wordOrNull('a.recall_state'),
    creditLossState: wordOrNull('a.credit_loss_state'),
    viewerCanRequestRecall: truth("a.stage <> 'CLOSED' AND a.recall_state IS DISTINCT FROM 'REQUESTED' AND may_recall"),
    viewerCanRequestCreditLoss: truth(
      "a.stage <> 'CLOSED' AND a.credit_loss_state IS DISTINCT FROM 'REQUESTED' AND may_write_off",
    ),
    company: raw(
      `(SELECT ${object(companyIdentity, 'Company')} FROM access.company c WHERE c.company_id = a.company_id)`,
    ),
    invoice: raw(
      `(SELECT ${object(
        {
          id: id("'SalesInvoice'", 'i.company_id', 'i.id'),
          number: text('i.number'),
          status: word('ledger.status_on(i.status, i.overdue_from, today)'),
        },
        'SalesInvoice',
      )} FROM ledger.sales_invoice i WHERE i.company_id = a.company_id AND i.id = a.invoice_id)`,
    ),
    send,
    previous: raw(
      `coalesce((SELECT ${object(
        {
          id: id("'CollectionAssignment'", 'b.company_id', 'b.id'),
          kind: word('b.kind'),
          stage: word('b.stage'),
          closeReason: wordOrNull('b.close_reason'),
          openedOn: word('b.opened_on'),
        },
        'CollectionAssignment',
      )} FROM duetto.assignment b WHERE b.company_id = a.company_id AND b.id = a.previous_id), 'null')`,
    ),
    events: historyOf(event, 'duetto.assignment_event', 'e'),
    postings: historyOf(posting, 'duetto.posting', 'p'),
    letters: historyOf(letter, 'duetto.letter', 'l'),
    payments: paymentsOf({ payerName: text('p.payer_name') }),
  },
  'CollectionAssignment',
)
