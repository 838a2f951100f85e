import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBankFile } from '../../server/src/exchange/bank/read.ts'
import type { BankTransaction } from '../../server/src/exchange/bank/statement.ts'
import { formatDecimal } from '../../server/src/kernel/money.ts'
import { bankFile, importBankFiles, ktlFile, type MoneyDraft } from '../kit/ledgerFiles.ts'
import { type Firm, Story } from '../kit/story.ts'

/** A list of reference payments (KTL) and a camt file may tell the same money under different archive ids. */
let story: Story
beforeAll(async () => {
  story = await Story.begin('2026-02-02')
})
afterAll(() => story.end())

type Told = Omit<MoneyDraft, 'archiveId'>
const reference = '10016'
const one: Told = { amount: '40.00', reference, on: '2026-02-02' }

let serial = 0
const named = (money: readonly Told[], prefix: string): MoneyDraft[] =>
  money.map((told) => {
    serial += 1
    return { ...told, archiveId: `${prefix}${serial}` }
  })

async function take(firm: Firm, kind: 'KTL' | '053' | '054', money: readonly Told[]): Promise<void> {
  serial += 1
  const id = `${serial}`
  const drafts = named(money, kind === 'KTL' ? 'K' : 'C')
  const file =
    kind === 'KTL'
      ? ktlFile({ id, iban: firm.iban, money: drafts })
      : bankFile({ id, kind, iban: firm.iban, money: drafts })
  await importBankFiles(firm.client, [file, file])
}

/** What came of it: how much was booked or waits, and how many rows say the same again. */
async function counted({ companyId }: Firm): Promise<string> {
  const [row] = await story.t.db.sql<{ line: string }>(
    `SELECT count(*) FILTER (WHERE NOT reversal AND state <> 'SUPERSEDED') || ' payments, ' || count(*) FILTER (WHERE reversal AND state <> 'SUPERSEDED')
       || ' taken back, ' || count(*) FILTER (WHERE state = 'SUPERSEDED' AND reason = 'LISTED_IN_ANOTHER_FILE' AND same_as_id IS NOT NULL) || ' told twice' AS line
     FROM ledger.bank_transaction WHERE company_id = $1`,
    [companyId],
  )
  return row?.line ?? ''
}

const paid = async (firm: Firm) => (await story.invoice(firm, `${firm.companyId}`, 'open { amount }')).open.amount

async function firmWithInvoice(): Promise<Firm> {
  const firm = await story.firm()
  await story.invoices(firm, { number: `${firm.companyId}`, reference, total: '100.00' })
  return firm
}

describe.each([
  ['KTL', '054'],
  ['054', 'KTL'],
  ['KTL', '053'],
  ['053', 'KTL'],
] as const)('%s and then %s', (first, second) => {
  it.each<[string, readonly Told[], readonly Told[], string, string]>([
    ['one payment in both counts once', [one], [one], '1 payments, 0 taken back, 1 told twice', '60.00'],
    ['two equal ones in both are two', [one, one], [one, one], '2 payments, 0 taken back, 2 told twice', '20.00'],
    [
      'two equal ones, of which one is in the other',
      [one, one],
      [one],
      '2 payments, 0 taken back, 1 told twice',
      '20.00',
    ],
    ['one, and two equal ones in the other', [one], [one, one], '2 payments, 0 taken back, 1 told twice', '20.00'],
    [
      'of another day is another',
      [one],
      [{ ...one, on: '2026-02-03' }],
      '2 payments, 0 taken back, 0 told twice',
      '20.00',
    ],
    [
      'of another sum is another',
      [one],
      [{ ...one, amount: '41.00' }],
      '2 payments, 0 taken back, 0 told twice',
      '19.00',
    ],
    [
      'taken back in both is taken back once',
      [one, one, { ...one, reversal: true }],
      [one, one, { ...one, reversal: true }],
      '2 payments, 1 taken back, 3 told twice',
      '60.00',
    ],
  ])('%s', async (_, before, after, expected, open) => {
    const firm = await firmWithInvoice()
    await take(firm, first, before)
    await take(firm, second, after)
    expect(await counted(firm)).toBe(expected)
    expect(await paid(firm)).toBe(open)
  })
})

it('two lists of reference payments tell two payments, however alike', async () => {
  const firm = await firmWithInvoice()
  await take(firm, 'KTL', [one])
  await take(firm, 'KTL', [one])
  expect(await counted(firm)).toBe('2 payments, 0 taken back, 0 told twice')
})

const folder = process.env.DUETTO_FIELD_DATA

describe.skipIf(!folder)('lists from the field (needs DUETTO_FIELD_DATA)', () => {
  const files = folder ? readdirSync(join(folder, 'bank/ktl')) : []
  it.each(files)('%s and a camt notification of the same payments count each once', async (name) => {
    const bytes = readFileSync(join(folder as string, 'bank/ktl', name))
    const firm = await story.firm()
    const told = new Map<string, BankTransaction[]>()
    for await (const { result } of readBankFile(bytes)) {
      if (result.ok)
        told.set(result.value.accountIban, [
          ...(told.get(result.value.accountIban) ?? []),
          ...result.value.transactions,
        ])
    }
    for (const [iban, transactions] of told) {
      await story.t.db.sql('INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2)', [firm.companyId, iban])
      const money = transactions.map(
        ({ amount, reference: given, bookedOn, reversal, payerName }, index): MoneyDraft => {
          const more = { ...(given ? { reference: given } : {}), ...(payerName ? { payerName } : {}) }
          return { archiveId: `X${index}`, amount: formatDecimal(amount), on: bookedOn, reversal, ...more }
        },
      )
      await importBankFiles(firm.client, [{ name, content: bytes }, bankFile({ id: `${name}${iban}`, iban, money })])
    }
    const all = [...told.values()].flat()
    const linked = all.filter((transaction) => transaction.reference !== undefined)
    expect(await counted(firm)).toContain(`${linked.length} told twice`)
  })
})
