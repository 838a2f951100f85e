import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AgencyBench, agencyBench, FUNDS } from '../kit/agency.ts'
import { bankFile, ktlFile } from '../kit/ledgerFiles.ts'
import { entryFile, returnFile, statusReport } from '../kit/outgoingFiles.ts'

/** Client funds through everything that can happen to them: they always equal what is owed. */
let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-03-02')
})
afterAll(() => bench.close())

let serial = 0

interface Paid {
  readonly id: string
  readonly amount: string
  readonly reference: string
}

const text = (cents: bigint) => `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`

async function importMoney(paid: Paid, reversal = false, file = bankFile): Promise<void> {
  serial += 1
  const money = [
    {
      archiveId: `${paid.id}${reversal ? 'R' : ''}`,
      amount: paid.amount,
      reference: paid.reference,
      reversal,
      on: bench.today(),
    },
  ]
  const { content } = file({ id: `F${serial}`, iban: FUNDS, money })
  await bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'funds.xml', bytes: Buffer.from(content) }])
  await bench.settle()
}

const settlements = () => bench.agency.settlements.list(bench.staff, { limit: 50, first: 49, after: undefined })

it('what was settled for a payment that the bank took back is held back from the next settlement, in a line of its own', async () => {
  const wish = { amount: '100.00', issuedOn: '2026-03-01', dueOn: '2026-04-01', creditor: '0112038-9' }
  const [first, second] = [await bench.open(wish), await bench.open(wish)]
  const paid = { id: 'C1', amount: '100.00', reference: bench.referenceOf(first) }
  await importMoney(paid)
  await bench.agency.settlements.settle(bench.today())
  await importMoney(paid, true)
  expect(await bench.standing()).toMatchObject({ owedByCreditors: 10_000n, difference: 0n })
  const inClaims = () => bench.toldOfAccount.flatMap((one) => (one.kind === 'CREDITOR_CLAIM' ? [one.body] : []))
  await bench.agency.settlements.settle(bench.today())
  await bench.settle()
  expect(inClaims().at(-1)).toMatchObject({
    amount: { amount: '100.00' },
    closedOn: null,
    cases: [{ assignment: first, amount: { amount: '100.00' } }],
  })
  await importMoney({ id: 'C2', amount: '60.00', reference: bench.referenceOf(second) })
  // All that came in is held back; the rest of the claim waits.
  await bench.agency.settlements.settle(bench.today())
  await bench.settle()
  const [held] = await settlements()
  expect(held?.amount).toBe(0n)
  expect(held?.lines.map(({ kind, share, paid: out }) => [kind, share, out])).toEqual([
    ['CARRIED', -6_000n, 0n],
    ['SHARE', 6_000n, 0n],
  ])
  expect(inClaims().at(-1)).toMatchObject({ amount: { amount: '40.00' }, closedOn: null })
  await importMoney({ id: 'C3', amount: '40.00', reference: bench.referenceOf(second) })
  const third = await bench.open(wish)
  await importMoney({ id: 'C4', amount: '100.00', reference: bench.referenceOf(third) })
  await bench.agency.settlements.settle(bench.today())
  await bench.settle()
  const [newest] = await settlements()
  expect(newest?.lines.map(({ kind, share, paid: out }) => [kind, share, out])).toEqual([
    ['CARRIED', -4_000n, 0n],
    ['SHARE', 4_000n, 0n],
    ['SHARE', 10_000n, 10_000n],
  ])
  expect(inClaims().at(-1)).toMatchObject({ amount: { amount: '0.00' }, closedOn: bench.today() })
  expect(await bench.standing()).toMatchObject({ owedToCreditors: 0n, owedByCreditors: 0n, difference: 0n })
})

it('a credit note for what the debtor has paid makes the money the debtor’s, not the creditor’s', async () => {
  const assignment = await bench.open({
    amount: '100.00',
    issuedOn: '2026-03-01',
    dueOn: '2026-04-01',
    creditor: '0737546-2',
  })
  await importMoney({ id: 'K1', amount: '60.00', reference: bench.referenceOf(assignment) })
  const before = await bench.standing()
  await bench.send(assignment, 'CREDIT_NOTE', {
    number: 'H1',
    amount: { amount: '100.00', currency: 'EUR' },
    creditedOn: bench.today(),
  })
  const after = await bench.standing()
  expect((before?.owedToCreditors ?? 0n) - (after?.owedToCreditors ?? 0n)).toBe(6_000n)
  expect((after?.owedToDebtors ?? 0n) - (before?.owedToDebtors ?? 0n)).toBe(6_000n)
  expect(after?.difference).toBe(0n)
  const desk = bench.agency.money.fundsDesk
  const [overpaid] = await desk.transactions(
    bench.staff,
    { state: null, isOverpaid: true },
    { limit: 2, first: 1, after: undefined },
  )
  expect(overpaid?.refundable).toBe(6_000n)
})

const acts = [
  ...(['pay', 'overpay', 'unknown', 'reverse', 'settle', 'refund', 'return', 'match', 'file', 'tellAgain'] as const),
  ...(['terms', 'invoice', 'payInvoice', 'payClaim', 'ownShare', 'release', 'cancel', 'refuse'] as const),
  ...(['bankPays', 'bankSums', 'bankRefuses', 'comesBack', 'charge', 'attach', 'explain'] as const),
] as const
type Act = (typeof acts)[number]

it('every cent has an owner after any sequence of payments, reversals, settlements, invoices, claims, files, refusals and what the bank books of them', async () => {
  const { fundsDesk: desk, outgoingDesk, invoicing, claims, ownShares, paymentFiles, terms } = bench.agency.money
  const page = { limit: 100, first: 99, after: undefined }
  const payers = { name: 'Maija Mallinen', iban: 'FI2112345600000785' }
  const course = fc.array(fc.tuple(fc.constantFrom(...acts), fc.integer({ min: 1, max: 30_000 })), {
    minLength: 3,
    maxLength: 24,
  })
  const creditor = '2024424-8'
  await fc.assert(
    fc.asyncProperty(course, async (steps) => {
      const assignment = await bench.open({ amount: '150.00', creditor })
      // Its reminder, which costs the debtor 5.00.
      await bench.agency.calendar.advance(bench.today())
      await bench.settle()
      const reference = bench.referenceOf(assignment)
      const [{ companyId } = { companyId: 0n }] = await bench.db.sql<{ companyId: bigint }>(
        'SELECT company_id AS "companyId" FROM agency.creditor WHERE business_id = $1',
        [creditor],
      )
      const taken: Paid[] = []
      const come = async (cents: number | bigint, to: string) => {
        serial += 1
        const paid = { id: `P${serial}`, amount: (Number(cents) / 100).toFixed(2), reference: to }
        taken.push(paid)
        await importMoney(paid)
      }
      const newestFile = async () => (await paymentFiles.list(bench.staff, page))[0]
      const take = (bytes: Buffer) => bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'bank.xml', bytes }])
      const leave = (amount: string, endToEndId?: string, archiveId = `L${++serial}`) => {
        const row = {
          archiveId,
          amount,
          on: bench.today(),
          direction: 'DBIT',
          ...(endToEndId ? { endToEndId } : {}),
        } as const
        return take(Buffer.from(bankFile({ id: `F${++serial}`, iban: FUNDS, kind: '053', money: [row] }).content))
      }
      const unexplained = async () =>
        (await desk.transactions(bench.staff, { state: null, isOverpaid: false, isUnexplained: true }, page))[0]
      const decide: Record<Act, (cents: number) => Promise<unknown>> = {
        pay: (cents) => come(cents, reference),
        overpay: (cents) => come(cents + 20_000, reference),
        unknown: (cents) => come(cents, ''),
        reverse: async () => {
          const last = taken.findLast(({ reference: to }) => to !== '')
          if (last) await importMoney(last, true)
        },
        // The list of reference payments tells what the notification has told.
        tellAgain: async (cents) => {
          const known = taken.filter(({ reference: to }) => to !== '')
          const told = known[cents % Math.max(known.length, 1)]
          const before = (await bench.standing())?.received
          if (told) await importMoney({ ...told, id: `K${told.id}` }, false, ktlFile)
          expect((await bench.standing())?.received).toBe(before)
        },
        settle: () => bench.agency.settlements.settle(bench.today()),
        refund: async () => {
          const [found] = await desk.transactions(bench.staff, { state: null, isOverpaid: true }, page)
          if (found) await desk.refund(bench.staff, { transactionId: found.id, ...payers })
        },
        return: async () => {
          const [found] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
          if (found) await desk.return(bench.staff, { transactionId: found.id, ...payers })
        },
        match: async () => {
          const [found] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
          const [to] = await desk.candidates(bench.staff, reference)
          if (found && to) await desk.match(bench.staff, found.id, to)
        },
        file: () => paymentFiles.make(bench.staff, bench.today()),
        terms: (cents) => {
          const way = cents % 2 === 0 ? 'NETTED' : 'PAID'
          const minimum = cents % 5 === 0 ? '10.00' : '0'
          return terms.set(bench.staff, companyId, {
            validFrom: bench.today(),
            way,
            iban: null,
            minimum,
            language: 'fi',
          })
        },
        invoice: () => invoicing.invoice(bench.today(), bench.today()),
        payInvoice: async () => {
          const [found] = await invoicing.list(bench.staff, { companyId, isOpen: true }, page)
          if (found) await come(found.open, found.reference)
        },
        payClaim: async (cents) => {
          const found = (await claims.list(bench.staff)).find((one) => one.companyId === companyId && !one.closedOn)
          if (found) await come(cents % 2 === 0 ? found.amount : cents, found.reference)
        },
        ownShare: () => ownShares.move(bench.staff),
        release: async () => {
          const file = await newestFile()
          if (file) await paymentFiles.release(bench.colleague, file.id)
        },
        cancel: async () => {
          const file = await newestFile()
          if (file) await paymentFiles.cancel(bench.staff, file.id)
        },
        refuse: async () => {
          const file = await newestFile()
          const refusal = {
            fileId: file?.id ?? 0n,
            ordinal: 1,
            refusedOn: bench.today(),
            reason: 'AC04',
            newIban: null,
          }
          if (file) await paymentFiles.refuse(bench.staff, refusal)
        },
        // Each twice: a file that comes again changes nothing.
        bankPays: async (cents) => {
          const unpaid = await outgoingDesk.unpaid(bench.staff, page)
          const one = unpaid[cents % Math.max(unpaid.length, 1)]
          if (!one) return
          const [amount, archiveId] = [text(one.amount), `L${++serial}`]
          for (const _ of [1, 2]) await leave(amount, one.endToEndId, archiveId)
        },
        bankSums: async () => {
          const [one] = await outgoingDesk.unpaid(bench.staff, page)
          const file = one && (await paymentFiles.find(bench.staff, one.fileId))
          if (!file || file.paid > 0) return
          const parts = (await paymentFiles.transfers(bench.staff, file.id))
            .filter(({ refusedOn }) => refusedOn === null)
            .map(({ endToEndId, amount }) => ({ endToEndId, amount }))
          const total = text(parts.reduce((sum, { amount }) => sum + amount, 0n))
          const shared = { iban: FUNDS, on: bench.today(), entryId: `E${++serial}`, total, count: parts.length }
          const told = parts.map(({ endToEndId, amount }) => ({ endToEndId, amount: text(amount) }))
          const { messageId } = file
          await take(entryFile({ ...shared, kind: '053', id: `F${++serial}`, messageId }))
          await take(entryFile({ ...shared, kind: '054', id: `F${++serial}`, messageId, parts: told }))
          expect((await bench.standing())?.bankDifference).toBe(0n)
        },
        bankRefuses: async (cents) => {
          const unpaid = await outgoingDesk.unpaid(bench.staff, page)
          const one = unpaid[cents % Math.max(unpaid.length, 1)]
          if (!one) return
          const status = cents % 3 === 0 ? 'ACSP' : 'RJCT'
          const transfers = [{ endToEndId: one.endToEndId, status }]
          await take(statusReport({ messageId: one.messageId, transfers }))
        },
        comesBack: async () => {
          const file = await newestFile()
          const transfers = file ? await paymentFiles.transfers(bench.staff, file.id) : []
          const gone = transfers.find(({ paidOn, refusedOn }) => paidOn && !refusedOn)
          if (!gone) return
          const { endToEndId } = gone
          const back = { iban: FUNDS, id: `B${++serial}`, on: bench.today(), endToEndId, reason: 'AC04' }
          await take(returnFile({ ...back, amount: text(gone.amount) }))
        },
        charge: (cents) => leave(text(BigInt(cents))),
        attach: async () => {
          const row = await unexplained()
          if (!row) return
          const candidates = await outgoingDesk.candidates(bench.staff, row.id)
          await outgoingDesk.attach(bench.staff, row.id, candidates.slice(0, 1))
        },
        explain: async () => {
          const row = await unexplained()
          if (row) await outgoingDesk.explain(bench.staff, row.id, { as: 'CHARGE', note: 'Palvelumaksu' })
        },
      }
      for (const [act, cents] of steps) {
        await decide[act](cents)
        const now = await bench.standing()
        expect(now?.difference ?? 0n, act).toBe(0n)
        expect(now?.bankDifference ?? 0n, act).toBe(0n)
        const own = await ownShares.list(bench.staff)
        expect(own.reduce((sum, { share }) => sum + share, 0n)).toBe(now?.owedToAgency ?? 0n)
      }
      await bench.settle()
    }),
    { numRuns: 14 },
  )
  await booksBalance()
}, 90_000)

/** What stands in the books when everything has gone through them. */
async function booksBalance(): Promise<void> {
  // Each settlement is what was collected less what was carried and set off, to the cent, line by line.
  const wrong = await bench.db.sql(
    `SELECT s.id FROM agency.settlement s
     CROSS JOIN LATERAL (SELECT sum(amount) AS shares, sum(paid) AS paid FROM agency.settlement_line l
       WHERE l.company_id = s.company_id AND l.settlement_id = s.id) l
     CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS held FROM agency.invoice_payment p
       WHERE p.company_id = s.company_id AND p.settlement_id = s.id) p
     WHERE s.amount <> l.paid OR s.amount <> l.shares - p.held OR s.amount < 0`,
  )
  expect(wrong).toEqual([])
  // Each invoice is its lines, its VAT is that of its rates, and it is never paid beyond what it asks.
  const invoices = await bench.db.sql(
    `SELECT i.number FROM agency.invoice i
     CROSS JOIN LATERAL (SELECT sum(net) AS net, sum(vat) AS vat, sum(paid_by_debtor) AS debtors FROM agency.invoice_line l
       WHERE l.company_id = i.company_id AND l.invoice_id = i.id) l
     CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS paid FROM agency.invoice_payment p
       WHERE p.company_id = i.company_id AND p.invoice_id = i.id) p
     WHERE i.net <> l.net OR i.vat <> l.vat OR i.paid_by_debtors <> l.debtors OR p.paid NOT BETWEEN 0 AND i.payable`,
  )
  expect(invoices).toEqual([])
  // What goes to the bank is what was settled, given back and moved, each once, whatever was cancelled or refused before.
  await bench.agency.money.paymentFiles.make(bench.staff, bench.today())
  const [sums] = await bench.db.sql<{ files: string; owed: string }>(
    `SELECT (SELECT coalesce(sum(coalesce(p.amount, l.paid)), 0) FROM agency.transfer t LEFT JOIN agency.payout p ON p.id = t.payout_id
       LEFT JOIN agency.settlement_line l ON l.company_id = t.company_id AND l.settlement_id = t.settlement_id AND l.ordinal = t.line
       WHERE t.refused_on IS NULL AND NOT t.is_cancelled)::text AS files,
       ((SELECT coalesce(sum(amount), 0) FROM agency.settlement) + (SELECT coalesce(sum(amount), 0) FROM agency.payout))::text AS owed`,
  )
  expect(sums?.files).toBe(sums?.owed)
  // A row of the bank is never more transfers than its sum, and a transfer never leaves but by a row that counts.
  const rows = await bench.db.sql(
    `SELECT t.id FROM agency.client_transaction t JOIN agency.transfer x ON x.paid_by_id = t.id GROUP BY t.id
     HAVING sum(x.amount) > -t.amount OR t.state <> 'OUTGOING'`,
  )
  expect(rows).toEqual([])
}
