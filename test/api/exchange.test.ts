import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Application, type ExchangeProblem } from '../../server/src/duetto/road/apply.ts'
import { Inbox } from '../../server/src/duetto/road/inbox.ts'
import type { FromAgency, MessagePosting, MessageState } from '../../server/src/exchange/messages/fromAgency.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { people } from '../kit/people.ts'

/** The company side alone: the test speaks as the agency, and the jobs that would carry messages to the real one rest. */
let t: TestApp
let company: Creditor
let businessId: string

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  company = await creditor(t)
  businessId = await people(t.db, t.app.database).businessIdOf(company.companyId)
})
afterAll(() => t.close())

const problems: ExchangeProblem[] = []
const inbox = () => new Inbox(t.app.database, () => t.clock.now())
const apply = () =>
  new Application(
    t.app.database,
    'http://localhost:4000',
    () => t.clock.now(),
    (problem) => problems.push(problem),
  ).apply(company.companyId)

/** Sends one invoice; the answer is the assignment's name to the agency. */
async function sent(): Promise<{ uid: string; id: bigint; invoiceId: bigint }> {
  const invoiceId = await company.invoice()
  const input = {
    companyId: company.id,
    invoiceIds: [invoiceGlobalId(company.companyId, invoiceId)],
    afterReminder: 'RETURN',
    idempotencyKey: randomUUID(),
  }
  await company.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    { input },
  )
  const [row] = await t.db.sql<{ uid: string; id: bigint }>(
    'SELECT uid, id FROM duetto.assignment WHERE company_id = $1 AND invoice_id = $2',
    [company.companyId, invoiceId],
  )
  if (!row) throw new Error('Nothing was sent.')
  return { ...row, invoiceId }
}

const euros = (amount: string) => ({ amount, currency: 'EUR' })
const line = (kind: string, component: MessagePosting['component'], amount: string): MessagePosting => ({
  id: randomUUID(),
  kind,
  component,
  beneficiary: component === 'COSTS' ? 'AGENCY' : 'CREDITOR',
  amount: euros(amount),
  on: '2026-03-02',
  section: component === 'COSTS' ? '513/1999 10 a §' : null,
  from: null,
  to: null,
  days: null,
  ratePercent: null,
  base: null,
})
const state = (
  stage: MessageState['stage'],
  balance: string,
  closeReason: MessageState['closeReason'] = null,
): MessageState => ({
  stage,
  closeReason,
  nextStepOn: null,
  balance: euros(balance),
})

/** The life of an assignment of 124.00: taken, reminded for 5.00, partly paid, paid, settled. */
function life(uid: string): FromAgency[] {
  const head = (sequence: number) => ({
    id: randomUUID(),
    version: 1 as const,
    creditor: businessId,
    assignment: uid,
    sequence,
    sentAt: `2026-03-0${sequence}T09:00:00.000Z`,
  })
  const event = (type: 'REMINDER_SENT' | 'PAYMENT_TO_AGENCY' | 'CLOSED', amount: string | null) => ({
    id: randomUUID(),
    type,
    on: '2026-03-02',
    amount: amount === null ? null : euros(amount),
    note: null,
  })
  const letter = {
    id: randomUUID(),
    kind: 'REMINDER' as const,
    sentOn: '2026-03-02',
    dueOn: '2026-03-16',
    channel: 'PRINT' as const,
    language: 'fi' as const,
    total: euros('129.00'),
    body: 'Muistutus',
  }
  const none = { collectionStatus: null, letter: null, postings: [] }
  return [
    {
      ...head(1),
      kind: 'ACKNOWLEDGEMENT',
      body: {
        accepted: true,
        receivedOn: '2026-03-02',
        refusal: null,
        agencyReference: '1232',
        agencyIban: 'FI2112345600000785',
        postings: [line('PRINCIPAL', 'PRINCIPAL', '124.00')],
        state: state('RECEIVED', '124.00'),
      },
    },
    {
      ...head(2),
      kind: 'EVENT',
      body: {
        event: event('REMINDER_SENT', '5.00'),
        collectionStatus: 'REMINDED',
        postings: [line('REMINDER_COST', 'COSTS', '5.00')],
        letter,
        state: state('REMINDER', '129.00'),
      },
    },
    {
      ...head(3),
      kind: 'EVENT',
      body: {
        ...none,
        event: event('PAYMENT_TO_AGENCY', '100.00'),
        postings: [line('PAYMENT', 'PRINCIPAL', '-100.00')],
        state: state('REMINDER', '29.00'),
      },
    },
    {
      ...head(4),
      kind: 'EVENT',
      body: {
        ...none,
        event: event('PAYMENT_TO_AGENCY', '29.00'),
        postings: [line('PAYMENT', 'PRINCIPAL', '-24.00'), line('PAYMENT', 'COSTS', '-5.00')],
        state: state('REMINDER', '0.00'),
      },
    },
    {
      ...head(5),
      kind: 'EVENT',
      body: { ...none, event: event('CLOSED', null), state: state('CLOSED', '0.00', 'PAID') },
    },
    {
      ...head(6),
      kind: 'SETTLEMENT',
      body: {
        settlementId: randomUUID(),
        settledOn: '2026-03-06',
        fromIban: 'FI2112345600000785',
        lines: [{ ordinal: 1, reference: '1232', amount: euros('124.00') }],
        state: state('CLOSED', '0.00', 'PAID'),
      },
    },
  ]
}

/** Everything the company's copy says of an assignment, without names and keys that differ from one to another. */
async function copyOf(uid: string) {
  const [row] = await t.db.sql(
    `SELECT a.stage, a.close_reason, a.principal_open, a.costs_open, a.interest_open, a.balance, a.newest_event_type, a.closed_on,
       a.agency_reference, a.applied_sequence,
       (SELECT string_agg(e.type, ' ' ORDER BY e.id) FROM duetto.assignment_event e WHERE e.assignment_id = a.id) AS events,
       (SELECT string_agg(p.kind || p.amount, ' ' ORDER BY p.id) FROM duetto.posting p WHERE p.assignment_id = a.id) AS postings,
       (SELECT sum(p.amount)::bigint FROM duetto.posting p WHERE p.assignment_id = a.id) AS sum,
       (SELECT count(*) FROM duetto.letter l WHERE l.assignment_id = a.id) AS letters,
       (SELECT count(*) FROM duetto.settlement_line l WHERE l.assignment_id = a.id) AS lines,
       i.status, i.in_service
     FROM duetto.assignment a JOIN ledger.sales_invoice i ON i.id = a.invoice_id WHERE a.uid = $1`,
    [uid],
  )
  return row
}

async function receiveAll(messages: readonly FromAgency[]): Promise<void> {
  for (const message of messages) await inbox().receive(message)
}

describe('the agency’s messages', () => {
  it('bring the copy to the same end in whatever order and however often they come', async () => {
    const straight = await sent()
    await receiveAll(life(straight.uid))
    await apply()
    const expected = await copyOf(straight.uid)
    expect(expected).toMatchObject({
      stage: 'CLOSED',
      close_reason: 'PAID',
      events: 'SENT RECEIVED REMINDER_SENT PAYMENT_TO_AGENCY PAYMENT_TO_AGENCY CLOSED SETTLED',
      applied_sequence: 6,
      in_service: false,
      status: 'REMINDED',
    })
    const arrivals = fc.tuple(
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
      fc.array(fc.nat(5), { maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    )
    await fc.assert(
      fc.asyncProperty(arrivals, async ([order, repeats, applies]) => {
        const { uid } = await sent()
        const messages = life(uid)
        for (const [step, index] of [...order, ...repeats].entries()) {
          await inbox().receive(messages[index])
          if (applies[step]) await apply()
        }
        await apply()
        expect(await copyOf(uid)).toEqual(expected)
      }),
      { numRuns: 15 },
    )
    expect(problems).toEqual([])
  })

  it('wait for a gap to be filled', async () => {
    const { uid } = await sent()
    const [first, second, third] = life(uid) as [FromAgency, FromAgency, FromAgency]
    await receiveAll([first, third])
    await apply()
    expect(await copyOf(uid)).toMatchObject({ stage: 'RECEIVED', applied_sequence: 1, balance: 12_400n })
    await receiveAll([second])
    await apply()
    expect(await copyOf(uid)).toMatchObject({ stage: 'REMINDER', applied_sequence: 3, balance: 2_900n })
  })

  it('always leave the balance the sum of the postings, part by part', async () => {
    const { uid } = await sent()
    for (const message of life(uid)) {
      await inbox().receive(message)
      await apply()
      const copy = await copyOf(uid)
      expect(copy?.balance).toBe(copy?.sum)
      expect(copy?.principal_open + copy?.costs_open + copy?.interest_open).toBe(copy?.balance)
    }
  })

  it('that state another balance are applied and told as a problem, by code', async () => {
    const { uid } = await sent()
    const [first] = life(uid) as [Extract<FromAgency, { kind: 'ACKNOWLEDGEMENT' }>]
    first.body.state.balance = euros('125.00')
    await receiveAll([first])
    await apply()
    expect(problems.splice(0)).toEqual([
      { code: 'BALANCE_DIFFERS', companyId: company.companyId, assignment: uid, sequence: 1 },
    ])
    expect(await copyOf(uid)).toMatchObject({ stage: 'RECEIVED', balance: 12_400n })
  })

  it('in another currency are not posted', async () => {
    const { uid } = await sent()
    const [first] = life(uid) as [Extract<FromAgency, { kind: 'ACKNOWLEDGEMENT' }>]
    for (const posting of first.body.postings) posting.amount.currency = 'SEK'
    await receiveAll([first])
    await apply()
    expect(problems.splice(0).map((problem) => problem.code)).toEqual(['CURRENCY_DIFFERS'])
    expect(await copyOf(uid)).toMatchObject({ stage: 'SENT', postings: null, balance: 12_400n })
  })

  it('that refuse an assignment end it with nothing owed, and give the invoice back as it was', async () => {
    const { uid } = await sent()
    const [first] = life(uid) as [Extract<FromAgency, { kind: 'ACKNOWLEDGEMENT' }>]
    const refusal = { code: 'DEBTOR_UNKNOWN', message: 'No such debtor.' }
    const body = { ...first.body, accepted: false, refusal, postings: [], state: state('CLOSED', '0.00', 'REFUSED') }
    await receiveAll([{ ...first, body }])
    await apply()
    expect(await copyOf(uid)).toMatchObject({
      stage: 'CLOSED',
      close_reason: 'REFUSED',
      events: 'SENT REFUSED',
      balance: 0n,
      in_service: false,
      status: 'OVERDUE',
    })
  })

  it.each<[string, (message: FromAgency) => unknown]>([
    ['MESSAGE_INVALID', (message) => ({ ...message, version: 2 })],
    ['CREDITOR_UNKNOWN', (message) => ({ ...message, creditor: '0737546-2' })],
    ['ASSIGNMENT_UNKNOWN', (message) => ({ ...message, assignment: randomUUID() })],
    ['SEQUENCE_TAKEN', (message) => ({ ...message, id: randomUUID() })],
  ])('that can never be stored are refused: %s', async (code, change) => {
    const { uid } = await sent()
    const [first] = life(uid) as [FromAgency]
    await receiveAll([first])
    await expect(inbox().receive(change(first))).rejects.toMatchObject({ code })
    await expect(inbox().receive(first)).resolves.toBeUndefined()
  })
})
