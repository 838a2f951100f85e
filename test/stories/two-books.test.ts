import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { bankFile, importBankFiles, madeUpIban } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

/*
 * Two books, one truth. Whatever the company and the agency do with an invoice and in whatever order their messages
 * cross, once all are delivered the ledger's open principal and agreed cost equal the agency's, plus what the agency has
 * collected for the company and the company has not booked as a settlement yet. Debts of consumers without interest:
 * there the law fixes the order (principal before costs, 513/1999 11 a §), so that each component can be told from sums.
 */
let t: TestApp
let staff: Client
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'SUPERVISOR'))
})
afterAll(() => t.close())

type Act =
  | { readonly kind: 'DIRECT' | 'SETTLEMENT' | 'CREDIT' | 'AGENCY'; readonly cents: number }
  | { readonly kind: 'REVERSE' | 'REVERSE_AGENCY'; readonly pick: number }
  | { readonly kind: 'DELIVER' | 'SETTLE' | 'BOOK' | 'RECALL' | 'DUE_DATE' | 'NEXT_DAY' }

const cents = fc.integer({ min: 1, max: 9_000 })
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom('DIRECT' as const, 'CREDIT' as const, 'AGENCY' as const), cents }),
  fc.record({ kind: fc.constant('SETTLEMENT' as const), cents }),
  fc.record({ kind: fc.constantFrom('REVERSE' as const, 'REVERSE_AGENCY' as const), pick: fc.nat(20) }),
  fc.record({
    kind: fc.constantFrom(
      'DELIVER' as const,
      'SETTLE' as const,
      'BOOK' as const,
      'DUE_DATE' as const,
      'NEXT_DAY' as const,
    ),
  }),
  fc.record({ kind: fc.constantFrom('DELIVER' as const, 'RECALL' as const) }),
)

const decimal = (amount: number | bigint) =>
  `${BigInt(amount) / 100n}.${(BigInt(amount) % 100n).toString().padStart(2, '0')}`

let account = 400
let serial = 0

interface Case {
  readonly who: Creditor
  readonly id: bigint
  readonly invoiceId: string
  readonly iban: string
  readonly agency: { iban: string; reference: string }
  readonly received: { archiveId: string; amount: string; reversed: boolean }[]
  /** Cents taken back in the ledger of which the agency has not heard yet. */
  untold: number
}

/** A consumer's invoice of 100.00 and an agreed cost of 5.00, in the collection service, acknowledged. */
async function open(): Promise<Case> {
  t.clock.set('2026-03-02')
  const who = await creditor(t)
  account += 1
  const iban = madeUpIban(account)
  await t.db.sql('INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2)', [who.companyId, iban])
  const id = await who.invoice({ dueOn: '2025-12-10', status: 'REQUESTED', open: 10_000n })
  await t.db.sql('UPDATE ledger.sales_invoice SET interest_percent = 0 WHERE id = $1', [id])
  await who.letter(id, 'REMINDED', '2025-12-30')
  await who.letter(id, 'REQUESTED', '2026-01-20')
  const invoiceId = invoiceGlobalId(who.companyId, id)
  const agreement = { companyId: who.id, kind: 'REMINDER', amount: '5.00', validFrom: '2026-01-01' }
  await run(staff, 'agreeCost', agreement)
  expect(await run(who.client, 'addCollectionCost', { invoiceId, amount: '5.00' })).toBeNull()
  const send = { companyId: who.id, invoiceIds: [invoiceId], idempotencyKey: 'send' }
  expect(await run(who.client, 'sendToCollectionService', send)).toBeNull()
  await t.settle()
  const [agency] = await t.db.sql<{ iban: string; reference: string }>(
    'SELECT agency_iban AS iban, agency_reference AS reference FROM duetto.assignment WHERE company_id = $1',
    [who.companyId],
  )
  if (!agency) throw new Error('The assignment was not acknowledged.')
  return { who, id, invoiceId, iban, agency, received: [], untold: 0 }
}

/** The code of the refusal, or null. */
async function run(client: Client, name: string, input: object): Promise<string | null> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const data = await client.run(`mutation ($input: ${type}!) { ${name}(input: $input) { error { code } } }`, { input })
  return data[name].error?.code ?? null
}

async function perform(one: Case, step: Act): Promise<void> {
  const { who, invoiceId } = one
  serial += 1
  const paidOn = t.clock.now().toISOString().slice(0, 10)
  switch (step.kind) {
    case 'DIRECT':
    case 'SETTLEMENT': {
      const settlement = step.kind === 'SETTLEMENT'
      const more = { amount: decimal(step.cents), paidOn, settlement, idempotencyKey: `k${serial}` }
      await run(who.client, 'registerPayment', { invoiceId, ...more })
      return
    }
    case 'CREDIT': {
      const more = {
        number: `H${serial}`,
        amount: decimal(step.cents),
        creditedOn: paidOn,
        idempotencyKey: `k${serial}`,
      }
      await run(who.client, 'registerCreditNote', { invoiceId, ...more })
      return
    }
    case 'REVERSE': {
      const { salesInvoice } = await who.client.run(
        'query ($id: ID!) { salesInvoice(id: $id) { payments { id amount { amount } reverses { id } reversedBy { id } } } }',
        { id: invoiceId },
      )
      const standing = salesInvoice.payments.filter(
        (payment: { reverses: unknown; reversedBy: unknown }) => !payment.reverses && !payment.reversedBy,
      )
      const payment = standing[step.pick % Math.max(standing.length, 1)]
      if (!payment) return
      const refusal = await run(who.client, 'reversePayment', { paymentId: payment.id, reason: 'A test' })
      if (refusal === null) one.untold += Number(payment.amount.amount.replace('.', ''))
      return
    }
    case 'AGENCY': {
      one.received.push({ archiveId: `F${serial}`, amount: decimal(step.cents), reversed: false })
      return funds(one, `F${serial}`, decimal(step.cents), paidOn, false)
    }
    case 'REVERSE_AGENCY': {
      const standing = one.received.filter((payment) => !payment.reversed)
      const payment = standing[step.pick % Math.max(standing.length, 1)]
      if (!payment) return
      payment.reversed = true
      return funds(one, payment.archiveId, payment.amount, paidOn, true)
    }
    case 'SETTLE':
      await t.app.agency.settlements.settle(calendarDate(paidOn))
      return
    case 'BOOK':
      return bookSettlements(one, paidOn)
    case 'RECALL':
      await ask(one)
      return
    case 'DUE_DATE':
      await run(who.client, 'changeDueDate', { invoiceId, dueOn: `2026-0${4 + (serial % 5)}-15`, reason: 'A test' })
      return
    case 'NEXT_DAY':
      t.clock.set(new Date(t.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10))
      return
    case 'DELIVER':
      one.untold = 0
      return t.settle()
  }
}

async function funds({ agency }: Case, archiveId: string, amount: string, on: string, reversal: boolean) {
  const money = [{ archiveId, amount, reference: agency.reference, on, reversal }]
  const file = bankFile({ id: `FUNDS${serial}`, iban: agency.iban, money })
  await staff.run(
    'mutation ($input: ImportClientFundsFilesInput!) { importClientFundsFiles(input: $input) { allocated } }',
    { input: { files: [{ name: file.name, content: String(file.content) }] } },
  )
}

/** The bank brings what the agency has announced and not yet paid. */
async function bookSettlements({ who, id, iban, agency }: Case, on: string): Promise<void> {
  const lines = await t.db.sql<{ amount: bigint; reference: string }>(
    `SELECT l.amount, l.reference FROM duetto.settlement_line l JOIN duetto.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
      WHERE a.company_id = $1 AND a.invoice_id = $2 AND l.payment_id IS NULL AND l.amount > 0`,
    [who.companyId, id],
  )
  const money = lines.map((line, index) => ({
    archiveId: `S${serial}-${index}`,
    amount: decimal(line.amount),
    reference: line.reference,
    payerIban: agency.iban,
    on,
  }))
  if (money.length > 0) await importBankFiles(who.client, [bankFile({ id: `S${serial}`, iban, money })])
}

/** The company asks for a recall, and staff refuse it: the assignment goes on. */
async function ask({ who }: Case): Promise<void> {
  const { assignments } = await who.client.run('{ assignments { nodes { id } } }')
  const assignmentId = assignments.nodes[0]?.id
  if (assignmentId) await run(who.client, 'requestRecall', { assignmentId, reason: 'A test' })
}

interface Truth {
  /** What the ledger wants: total and accepted cost less everything booked. */
  ledger: bigint
  /** The ledger's open principal, as pages show it. */
  open: bigint
  /** What the agency wants for the creditor, and its principal and cost apart. */
  agency: bigint
  principal: bigint
  cost: bigint
  /** Collected by the agency for the creditor, and booked by the ledger as settled. */
  collected: bigint
  booked: bigint
  /** Every message has been applied, and fitted. */
  problems: bigint
}

async function truth({ who, id }: Case): Promise<Truth> {
  const [row] = await t.db.sql<Truth>(
    `WITH a AS (SELECT g.company_id, g.id FROM agency.assignment g JOIN duetto.assignment d ON d.uid = g.uid WHERE d.company_id = $1 AND d.invoice_id = $2),
      p AS (SELECT p.* FROM agency.posting p JOIN a ON a.company_id = p.company_id AND a.id = p.assignment_id WHERE p.beneficiary = 'CREDITOR'),
      c AS (SELECT coalesce(sum(amount), 0) AS amount FROM duetto.collection_cost WHERE company_id = $1 AND invoice_id = $2 AND state = 'ACCEPTED')
     SELECT (i.total - i.paid + c.amount)::bigint AS ledger, i.open,
      coalesce((SELECT sum(amount) FROM p), 0)::bigint AS agency,
      coalesce((SELECT sum(amount) FROM p WHERE component = 'PRINCIPAL'), 0)::bigint AS principal,
      coalesce((SELECT sum(amount) FROM p WHERE component = 'COSTS'), 0)::bigint AS cost,
      coalesce((SELECT sum(x.creditor_share) FROM agency.client_allocation x JOIN a ON a.company_id = x.company_id AND a.id = x.assignment_id), 0)::bigint AS collected,
      coalesce((SELECT sum(amount) FROM ledger.payment WHERE company_id = $1 AND invoice_id = $2 AND kind = 'SETTLEMENT'), 0)::bigint AS booked,
      (SELECT count(*) FROM duetto.inbox WHERE company_id = $1 AND (applied_at IS NULL OR problem IS NOT NULL)) AS problems
     FROM ledger.sales_invoice i, c WHERE i.company_id = $1 AND i.id = $2`,
    [who.companyId, id],
  )
  if (!row) throw new Error('There is nothing to compare.')
  return row
}

/** What the debtor may still pay to either without paying twice: then nothing is owed back, and the books must agree. */
async function unpaid({ who, id, received, untold }: Case): Promise<number> {
  const [row] = await t.db.sql<{ paid: bigint }>(
    `SELECT coalesce(sum(amount), 0)::bigint AS paid FROM ledger.payment WHERE company_id = $1 AND invoice_id = $2 AND kind <> 'SETTLEMENT'`,
    [who.companyId, id],
  )
  const atAgency = received
    .filter((one) => !one.reversed)
    .reduce((sum, one) => sum + Number(one.amount.replace('.', '')), 0)
  return 10_500 - Number(row?.paid ?? 0n) - atAgency - untold
}

it('ledger open = agency open + collected and not booked yet, for principal and agreed cost, whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      const one = await open()
      for (const step of acts) {
        const isPayment = step.kind === 'DIRECT' || step.kind === 'CREDIT' || step.kind === 'AGENCY'
        // A credit note lowers the principal and not the cost.
        const most = isPayment ? (await unpaid(one)) - (step.kind === 'CREDIT' ? 500 : 0) : 0
        if (isPayment && most <= 0) continue
        await perform(one, isPayment ? { ...step, cents: Math.min(step.cents, most) } : step)
      }
      await t.settle()
      const { ledger, open: shown, agency, principal, cost, collected, booked, problems } = await truth(one)
      expect(problems).toBe(0n)
      expect(ledger).toBe(agency + collected - booked)
      // Principal before the cost: what is not booked yet is principal as far as the ledger still wants principal.
      const owed = agency + collected - booked
      const ofCost = owed < 500n ? (owed > 0n ? owed : 0n) : 500n
      expect(shown).toBe(owed > 500n ? owed - 500n : 0n)
      expect(agency).toBe(principal + cost)
      expect(principal > 0n ? cost : ofCost <= 500n ? 500n : cost).toBe(500n)
    }),
    { numRuns: 40, endOnFailure: false },
  )
}, 240_000)
