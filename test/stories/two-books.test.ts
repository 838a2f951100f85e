import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { anAct } from '../kit/bookActs.ts'
import { people, signedIn } from '../kit/people.ts'
import { type Case, type CaseWish, TwoBooks } from '../kit/twoBooks.ts'

/*
 * Two books, one truth. Whatever the company and the agency do with an invoice, and in whatever order and however often
 * their messages cross: once all are delivered, what the ledger has open of the principal, of late interest and of the
 * agreed cost is what the agency has open, plus what it has collected for the company and the company has not booked yet.
 */
let t: TestApp
let books: TwoBooks
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  books = new TwoBooks(t, await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'SUPERVISOR')))
})
afterAll(() => t.close())

/** In cents; each figure from the side that it belongs to. */
interface Truth {
  /** What the ledger has left: principal, interest and agreed costs that were asked less what its money paid of them. */
  readonly total: bigint
  readonly principal: bigint
  readonly interest: bigint
  readonly costs: bigint
  /** The ledger's open amount as pages show it, and money on the invoice that the agency has not been told of. */
  readonly open: bigint
  readonly untold: bigint
  /** What the agency has open for the company. */
  readonly agencyPrincipal: bigint
  readonly agencyInterest: bigint
  readonly agencyCosts: bigint
  /** Collected by the agency for the company; booked as settlement, and of that what the agency had announced. */
  readonly collected: bigint
  readonly booked: bigint
  readonly announced: bigint
  /** Messages that were not applied, or did not fit. */
  readonly problems: bigint
  readonly status: string
}

const TRUTH = `
  WITH d AS (SELECT * FROM duetto.assignment WHERE company_id = $1 AND invoice_id = $2),
    a AS (SELECT g.company_id, g.id FROM agency.assignment g JOIN d ON d.uid = g.uid),
    p AS (SELECT p.* FROM agency.posting p JOIN a ON a.company_id = p.company_id AND a.id = p.assignment_id WHERE p.beneficiary = 'CREDITOR'),
    asked AS (SELECT * FROM p WHERE kind NOT IN ('PAYMENT', 'DIRECT_PAYMENT', 'CREDIT', 'REVERSAL', 'REALLOCATION', 'REFUND')),
    x AS (SELECT * FROM ledger.allocation WHERE company_id = $1 AND invoice_id = $2),
    m AS (SELECT * FROM ledger.payment WHERE company_id = $1 AND invoice_id = $2),
    s AS (SELECT m.amount, EXISTS (SELECT 1 FROM duetto.settlement_line l WHERE l.company_id = $1 AND m.id IN (l.payment_id, l.netted_payment_id)) AS announced
      FROM m WHERE m.kind = 'SETTLEMENT'),
    told AS (SELECT round((o.message -> 'body' -> 'amount' ->> 'amount')::numeric * 100)::bigint
        * CASE WHEN o.kind LIKE '%_REVERSED' THEN -1 ELSE 1 END AS amount
      FROM duetto.outbox o JOIN d ON o.company_id = d.company_id AND o.assignment = d.uid WHERE o.kind LIKE 'DIRECT_PAYMENT%' OR o.kind LIKE 'CREDIT_NOTE%')
  SELECT i.total, i.total - i.paid + i.beyond AS principal, i.open, i.status,
    ((SELECT coalesce(sum(amount), 0) FROM asked WHERE component = 'INTEREST') - (SELECT coalesce(sum(amount), 0) FROM x WHERE part = 'INTEREST'))::bigint AS interest,
    ((SELECT coalesce(sum(amount), 0) FROM asked WHERE component = 'COSTS') - (SELECT coalesce(sum(amount), 0) FROM x WHERE part = 'COSTS'))::bigint AS costs,
    (i.total - (SELECT principal FROM d) - (i.paid - (SELECT coalesce(sum(amount), 0) FROM s) - (SELECT coalesce(sum(amount), 0) FROM told)))::bigint AS untold,
    (SELECT coalesce(sum(amount), 0)::bigint FROM p WHERE component = 'PRINCIPAL') AS "agencyPrincipal",
    (SELECT coalesce(sum(amount), 0)::bigint FROM p WHERE component = 'INTEREST') AS "agencyInterest",
    (SELECT coalesce(sum(amount), 0)::bigint FROM p WHERE component = 'COSTS') AS "agencyCosts",
    coalesce((SELECT sum(x.creditor_share) FROM agency.client_allocation x JOIN a ON a.company_id = x.company_id AND a.id = x.assignment_id), 0)::bigint AS collected,
    (SELECT coalesce(sum(amount), 0)::bigint FROM s) AS booked,
    (SELECT coalesce(sum(amount), 0)::bigint FROM s WHERE announced) AS announced,
    (SELECT count(*) FROM duetto.inbox WHERE company_id = $1 AND (applied_at IS NULL OR problem IS NOT NULL))
      + (SELECT count(*) FROM agency.inbox n JOIN a ON a.company_id = n.company_id WHERE n.applied_at IS NULL) AS problems
  FROM ledger.sales_invoice i WHERE i.company_id = $1 AND i.id = $2`

/** Of both invoices. */
async function truths({ who, id, other }: Case): Promise<Truth[]> {
  const found = await Promise.all([id, other.id].map((one) => t.db.sql<Truth>(TRUTH, [who.companyId, one])))
  return found.flat()
}

const notBelowZero = (amount: bigint) => (amount < 0n ? 0n : amount)

function compare(found: Truth): void {
  const { principal, interest, costs, open, untold, collected, booked, announced, problems, status } = found
  expect(problems).toBe(0n)
  expect(open).toBe(principal < found.total ? principal : found.total)
  expect(principal).toBeGreaterThanOrEqual(0n)
  expect(status === 'PAID' || status === 'CREDIT_LOSS').toBe(open === 0n)
  // Announced money that was taken back from the agency since, the company owes back: it pays nothing.
  const owedBack = notBelowZero(announced - collected)
  const agency = found.agencyPrincipal + found.agencyInterest + found.agencyCosts
  const expected = agency + collected - booked + owedBack + untold
  if (principal > 0n) expect(principal + interest + costs).toBe(expected)
  else expect(principal + interest + costs).toBeGreaterThanOrEqual(expected)
}

/** With everything settled and booked there is nothing between the two: part by part they are the same. */
function compareParts(found: Truth): void {
  const byHand = found.booked - found.announced
  if (byHand !== 0n || found.collected !== found.booked) return
  expect(found.interest).toBe(found.agencyInterest)
  expect(found.costs).toBe(found.agencyCosts)
  expect(found.principal).toBe(notBelowZero(found.agencyPrincipal + found.untold))
}

const wish: fc.Arbitrary<CaseWish> = fc.record({
  debtorKind: fc.constantFrom('CONSUMER' as const, 'BUSINESS' as const),
  service: fc.constantFrom('COLLECTION' as const, 'REMINDER' as const),
  hasInterest: fc.boolean(),
  paidBefore: fc.constantFrom(0, 2_500),
})

it('ledger open = agency open + collected and not booked yet, for principal, interest and agreed cost, whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(wish, fc.array(anAct, { minLength: 1, maxLength: 14 }), async (wanted, acts) => {
      const one = await books.open(wanted)
      for (const act of acts) await books.perform(one, act)
      await t.settle()
      for (const found of await truths(one)) compare(found)
      await books.perform(one, { kind: 'SETTLE' })
      await t.settle()
      await books.book(one)
      await t.settle()
      for (const found of await truths(one)) {
        compare(found)
        compareParts(found)
      }
      await books.shelve(one)
    }),
    { numRuns: 20, seed: 20_261_124, endOnFailure: false },
  )
}, 120_000)
