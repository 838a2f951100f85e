import fc from 'fast-check'
import { addDays, type CalendarDate } from '../../server/src/kernel/calendarDate.ts'
import type { TestDatabase } from '../kit/database.ts'

const FIRST_DAYS = 200
const stages = ['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED'] as const

/** Names as people have them, and texts that need escaping in JSON. */
const text = fc.oneof(
  fc.constantFrom('Öhman "Ö" Oy', 'Back\\slash', 'Line\nbreak\tand\u0001', 'Emoji 🧾 & <tag>', "O'Neil"),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((made) => !made.includes('\u0000')),
)
const cents = fc.bigInt({ min: -50_000n, max: 12_345_678_901n })
const day = fc.nat({ max: FIRST_DAYS })

const drawn = fc.record({
  debtor: text,
  businessId: fc.option(text),
  reference: fc.option(text),
  kind: fc.constantFrom('REMINDER', 'COLLECTION'),
  stage: fc.constantFrom(...stages),
  debtorKind: fc.constantFrom('CONSUMER', 'BUSINESS'),
  currency: fc.constantFrom('EUR', 'SEK'),
  principal: cents,
  balance: cents,
  opened: day,
  lasted: fc.nat({ max: 40 }),
  due: day,
  hasPrevious: fc.boolean(),
  answers: fc.constantFrom(null, 'REQUESTED', 'CONFIRMED', 'REFUSED'),
  events: fc.array(
    fc.record({
      type: fc.constantFrom('SENT', 'DIRECT_PAYMENT', 'REMINDER_SENT', 'CLOSED'),
      detail: fc.constantFrom(
        {},
        { note: 'A "note"' },
        { amount: '-5', currency: 'EUR' },
        { amount: '123456', currency: 'SEK', note: '' },
      ),
      ms: fc.nat({ max: 999_999_999 }),
      hasLetter: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  postings: fc.array(
    fc.record({
      amount: cents,
      component: fc.constantFrom('PRINCIPAL', 'INTEREST', 'COSTS'),
      section: fc.option(text),
      detail: fc.constantFrom(
        {},
        { from: '2026-01-01', to: '2026-01-31', days: 31, ratePercent: '7.00', base: '10050' },
        { days: 0 },
      ),
    }),
    { maxLength: 4 },
  ),
  payments: fc.array(
    fc.record({
      kind: fc.constantFrom('PAYMENT', 'DIRECT_PAYMENT', 'SETTLEMENT', 'CREDIT_NOTE'),
      on: day,
      amount: cents,
      payer: fc.option(text),
    }),
    { maxLength: 4 },
  ),
})
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

/** Invoices of a company with random lives in the service, straight into its books; the same ones every time. */
export async function fillBooks(
  db: TestDatabase,
  companyId: bigint,
  count: number,
  today: CalendarDate,
): Promise<void> {
  const [customer] = await db.sql<{ id: bigint }>(
    `INSERT INTO ledger.customer (company_id, name, identity, kind, kind_assumed) VALUES ($1, 'Random', 'random', 'BUSINESS', false) RETURNING id`,
    [companyId],
  )
  const [send] = await db.sql<{ id: bigint }>(
    `INSERT INTO duetto.send (company_id, kind, after_reminder, idempotency_key, request_digest, sent_on, at, price_list_id, currency,
       sent_count, refused_count, principal, fee, fee_vat)
     SELECT $1, 'REMINDER', 'CONTINUE', 'random', '', $2, now(), min(id), 'EUR', 0, 0, 0, 0, 0 FROM platform.price_list RETURNING id`,
    [companyId, today],
  )
  const parties = { companyId, customerId: customer?.id as bigint, sendId: send?.id as bigint, today }
  let serial = 0
  for (const life of fc.sample(drawn, { numRuns: count, seed: 20260302 })) {
    serial += 1
    await insertLife(db, parties, life, `R${serial}`)
  }
}

interface Parties {
  readonly companyId: bigint
  readonly customerId: bigint
  readonly sendId: bigint
  readonly today: CalendarDate
}

async function insertLife(db: TestDatabase, parties: Parties, life: Drawn, number: string): Promise<void> {
  const { companyId, customerId, today } = parties
  const date = (days: number) => addDays(today, days - FIRST_DAYS + 20)
  const [invoice] = await db.sql<{ id: bigint }>(
    `INSERT INTO ledger.sales_invoice (company_id, customer_id, number, issued_on, due_on, overdue_from, currency, total, open, status, source, imported_at)
     VALUES ($1, $2, $3, $4, $4, $4, $5, 100, 100, 'OPEN', 'API', now()) RETURNING id`,
    [companyId, customerId, number, date(life.due), life.currency],
  )
  const invoiceId = invoice?.id as bigint
  const previous = life.hasPrevious
    ? await insertAssignment(
        db,
        parties,
        invoiceId,
        number,
        { ...life, stage: 'CLOSED', opened: life.opened - 30, lasted: 15 },
        null,
      )
    : null
  const id = await insertAssignment(db, parties, invoiceId, number, life, previous)
  await insertHistory(db, companyId, id, life, date(life.opened))
  for (const { kind, on, amount, payer } of life.payments) {
    await db.sql(
      `INSERT INTO ledger.payment (company_id, invoice_id, kind, paid_on, amount, currency, payer_name, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
      [companyId, invoiceId, kind, date(on), amount, life.currency, payer],
    )
  }
}

async function insertAssignment(
  db: TestDatabase,
  { companyId, sendId, today }: Parties,
  invoiceId: bigint,
  number: string,
  life: Drawn,
  previousId: bigint | null,
): Promise<bigint> {
  const date = (days: number) => addDays(today, days - FIRST_DAYS + 20)
  const isClosed = life.stage === 'CLOSED'
  const [row] = await db.sql<{ id: bigint }>(
    `INSERT INTO duetto.assignment (company_id, uid, invoice_id, send_id, previous_id, kind, after_reminder, stage, close_reason, opened_on,
       closed_on, invoice_number, reference, due_on, debtor_name, debtor_business_id, debtor_kind, currency, principal, principal_open, balance,
       recall_state, credit_loss_state, newest_event_at)
     VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, 'CONTINUE', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18, $19, $19, $20)
     RETURNING id`,
    [
      companyId,
      invoiceId,
      sendId,
      previousId,
      life.kind,
      life.stage,
      isClosed ? 'PAID' : null,
      date(life.opened),
      isClosed ? date(life.opened + life.lasted) : null,
      number,
      life.reference,
      date(life.due),
      life.debtor,
      life.businessId,
      life.debtorKind,
      life.currency,
      life.principal,
      life.balance,
      life.answers,
      `${date(life.opened)}T10:00:00.${String(life.events[0]?.ms ?? 0)
        .padStart(9, '0')
        .slice(0, 6)}Z`,
    ],
  )
  return row?.id as bigint
}

async function insertHistory(
  db: TestDatabase,
  companyId: bigint,
  assignmentId: bigint,
  life: Drawn,
  on: CalendarDate,
): Promise<void> {
  for (const { type, detail, ms, hasLetter } of life.events) {
    const [event] = await db.sql<{ id: bigint }>(
      `INSERT INTO duetto.assignment_event (company_id, assignment_id, uid, type, on_day, at, detail)
       VALUES ($1, $2, gen_random_uuid(), $3, $4, $5, $6) RETURNING id`,
      [
        companyId,
        assignmentId,
        type,
        on,
        `${on}T22:59:59.${String(ms).padStart(9, '0').slice(0, 6)}Z`,
        JSON.stringify(detail),
      ],
    )
    await db.sql(
      `UPDATE duetto.assignment SET newest_event_id = $3, newest_event_type = $4, newest_event_on = $5 WHERE company_id = $1 AND id = $2`,
      [companyId, assignmentId, event?.id, type, on],
    )
    if (hasLetter) {
      await db.sql(
        `INSERT INTO duetto.letter (company_id, assignment_id, event_id, uid, kind, sent_on, due_on, channel, language, total, currency, body)
         VALUES ($1, $2, $3, gen_random_uuid(), 'NOTICE', $4, $4, 'EMAIL', 'sv', $5, $6, $7)`,
        [companyId, assignmentId, event?.id, on, life.balance, life.currency, `Hej ${life.debtor}\n"Betala"`],
      )
    }
  }
  for (const { amount, component, section, detail } of life.postings) {
    await db.sql(
      `INSERT INTO duetto.posting (company_id, assignment_id, uid, kind, component, beneficiary, amount, currency, on_day, section, detail)
       VALUES ($1, $2, gen_random_uuid(), 'PRINCIPAL', $3, 'CREDITOR', $4, $5, $6, $7, $8)`,
      [companyId, assignmentId, component, amount, life.currency, on, section, JSON.stringify(detail)],
    )
  }
}
