import { afterAll, beforeAll, expect, it } from 'vitest'
import { bankFile, importBankFiles, type MoneyDraft } from '../kit/ledgerFiles.ts'
import { Story } from '../kit/story.ts'

/** One reference on two invoices: which of them is open may depend on the order of the files, how much is open may not. */
let story: Story
beforeAll(async () => {
  story = await Story.begin('2026-02-02')
})
afterAll(() => story.end())

const reference = '10016'
const large = { archiveId: 'L', amount: '100.00', reference }
const small = { archiveId: 'S', amount: '50.00', reference }
const back = { archiveId: 'L', amount: '100.00', reference, reversal: true }

const orders: [string, readonly MoneyDraft[]][] = [
  ['paid, paid, taken back', [large, small, back]],
  ['paid, taken back, paid', [large, back, small]],
  ['taken back, paid, paid', [back, large, small]],
  ['taken back, the other paid, paid', [back, small, large]],
  ['the other paid, paid, taken back', [small, large, back]],
  ['the other paid, taken back, paid', [small, back, large]],
]

it.each(orders)('%s: as much is open', async (_, files) => {
  const firm = await story.firm()
  await story.invoices(
    firm,
    { number: '8001', reference, total: '100.00', issuedOn: '2026-01-05' },
    { number: '8002', reference, total: '80.00', issuedOn: '2026-01-12' },
  )
  for (const [index, money] of files.entries()) {
    await importBankFiles(firm.client, [
      bankFile({ id: `${firm.companyId}-${index}`, iban: firm.iban, money: [money] }),
    ])
  }
  const [sum] = await story.t.db.sql<{ open: bigint; waiting: bigint }>(
    `SELECT (SELECT sum(open) FROM ledger.sales_invoice WHERE company_id = $1)::bigint AS open,
       (SELECT coalesce(sum(unallocated), 0) FROM ledger.bank_transaction WHERE company_id = $1)::bigint AS waiting`,
    [firm.companyId],
  )
  expect(sum).toEqual({ open: 13_000n, waiting: 0n })
})
