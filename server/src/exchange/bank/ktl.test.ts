import { describe, expect, it } from 'vitest'
import { money } from '../../kernel/money.ts'
import { readKtl } from './ktl.ts'

const HEADER = `0${'2603022359'}${' 1'}${'SERVICE01'}1${''.padEnd(67)}`

interface Parts {
  record: string
  account: string
  archive: string
  reference: string
  payer: string
  cents: number
  currency: string
  correction: string
  feedback: string
}

function record(parts: Partial<Parts> = {}): string {
  const { record: type = '3', account = '12345600000785', archive = '0302ARCHIVE00001', reference = '10016' } = parts
  const { payer = 'MEIK[L[INEN', cents = 12_550, currency = '1', correction = '0', feedback = '0' } = parts
  const amount = String(cents).padStart(10, '0')
  return `${type}${account}260302260301${archive}${reference.padStart(20, '0')}${payer.padEnd(12)}${currency}A${amount}${correction}A${feedback}`
}

function trailer(payments: number, cents: number): string {
  return `9${String(payments).padStart(6, '0')}${String(cents).padStart(11, '0')}${'0'.repeat(17)}`.padEnd(90)
}

async function read(...lines: string[]) {
  const answers = []
  for await (const answer of readKtl(Buffer.from(lines.join('\r\n'), 'latin1'))) answers.push(answer)
  return answers
}

async function single(...lines: string[]) {
  const [answer, ...others] = await read(...lines)
  expect(others).toEqual([])
  if (!answer?.result.ok) throw new Error('refused')
  return { statement: answer.result.value, warnings: answer.warnings.map((warning) => warning.code) }
}

describe('a reference-payment file', () => {
  it('is read with its Finnish letters, dates, cents and the IBAN of its account', async () => {
    const { statement, warnings } = await single(HEADER, record(), trailer(1, 12_550))
    expect(warnings).toEqual([])
    expect(statement).toMatchObject({ kind: 'KTL', accountIban: 'FI2112345600000785', createdAt: '2026-03-02T23:59' })
    expect(statement.transactions).toMatchObject([
      {
        direction: 'CRDT',
        reversal: false,
        bookedOn: '2026-03-02',
        valueOn: '2026-03-01',
        amount: money(12_550n),
        reference: '10016',
        payerName: 'MEIKÄLÄINEN',
        archiveId: '0302ARCHIVE00001',
      },
    ])
  })

  it('takes a correction for a reversal, which is no duplicate of what it corrects', async () => {
    const { statement } = await single(HEADER, record(), record({ correction: '1' }), trailer(1, 12_550))
    const [payment, correction] = statement.transactions
    expect(correction).toMatchObject({ direction: 'DBIT', reversal: true, amount: money(12_550n) })
    expect(correction?.key).not.toBe(payment?.key)
  })

  it('counts equal payments as payments of their own', async () => {
    const { statement } = await single(HEADER, record(), record(), trailer(2, 25_100))
    expect(new Set(statement.transactions.map((one) => one.key)).size).toBe(2)
  })

  it('leaves out a direct debit that was refused, and takes one that went through', async () => {
    const { statement, warnings } = await single(
      HEADER,
      record({ record: '5' }),
      record({ record: '5', feedback: '4' }),
      trailer(1, 12_550),
    )
    expect(statement.transactions).toHaveLength(1)
    expect(warnings).toEqual(['DIRECT_DEBIT_REFUSED'])
  })

  it('leaves out records that are no payments, and says so', async () => {
    const { statement, warnings } = await single(HEADER, record(), record({ record: '7' }), trailer(1, 12_550))
    expect(statement.transactions).toHaveLength(1)
    expect(warnings).toEqual(['KTL_RECORD_SKIPPED'])
  })

  it('whose sums differ from its sum record, or that has none, is told with both figures', async () => {
    const [answer] = await read(HEADER, record(), trailer(2, 25_100))
    expect(answer?.warnings).toMatchObject([
      { code: 'KTL_TRAILER_CONTRADICTS', message: expect.stringMatching(/2 payments, 251\.00; .* 1, 125\.50/) },
    ])
    expect((await single(HEADER, record())).warnings).toEqual(['KTL_TRAILER_MISSING'])
  })

  it('keeps the good records when one cannot be read', async () => {
    const damaged = record({ cents: 0 }).replace('0000000000', '00000X0000')
    const { statement } = await single(HEADER, record(), damaged, record({ currency: '0' }), trailer(1, 12_550))
    expect(statement.transactions).toHaveLength(1)
    expect(statement.refusedEntries.map((one) => [one.code, one.line])).toEqual([
      ['KTL_RECORD_INVALID', 3],
      ['CURRENCY_UNSUPPORTED', 4],
    ])
  })

  it('answers each batch and each account by itself', async () => {
    const other = record({ account: '80002627761348' })
    const answers = await read(
      HEADER,
      record(),
      other,
      trailer(2, 25_100),
      HEADER,
      record({ account: '12345600000784' }),
      trailer(1, 12_550),
    )
    expect(answers.map(({ result }) => (result.ok ? result.value.accountIban : result.error.code))).toEqual([
      'FI2112345600000785',
      'FI9080002627761348',
      'ACCOUNT_INVALID',
    ])
  })

  it.each([
    ['NOT_KTL', 'no records here'],
    ['NO_STATEMENT_FOUND', HEADER],
    ['KTL_RECORD_INVALID', `${HEADER}\n3`],
  ])('that holds none is refused with %s', async (code, text) => {
    expect((await read(text)).map(({ result }) => (result.ok ? 'ok' : result.error.code))).toEqual([code])
  })
})
