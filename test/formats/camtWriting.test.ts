import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCamt } from '../../server/src/exchange/bank/camt.ts'
import { type StatementToWrite, writeCamt } from '../../server/src/exchange/bank/writeCamt.ts'
import { addDays, calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { money } from '../../server/src/kernel/money.ts'
import { makeReference } from '../../server/src/kernel/referenceNumber.ts'
import { fieldSchema } from './fieldSchema.ts'
import { fieldData, gather } from './gathered.ts'

const IBAN = 'FI2112345600000785'

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

/** Keys without a value are left out, as the reader leaves them. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T
}

const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays(calendarDate('2024-01-01'), days))

const transaction = fc
  .record({
    archiveId: fc.constantFrom('ARCHIVE1', 'ARCHIVE2', 'ARCHIVE3'),
    direction: fc.constantFrom('CRDT' as const, 'DBIT' as const),
    reversal: fc.boolean(),
    bookedOn: day,
    valueOn: day,
    amount: fc.bigInt({ min: 1n, max: 5n }).map((minor) => money(minor)),
    rawReference: optional(fc.bigInt({ min: 100n, max: 10n ** 18n }).map(makeReference)),
    payerName: optional(fc.constantFrom('Åke Öberg', 'Maksaja & Pojat <Oy>')),
    payerIban: optional(fc.constant('FI9080002627761348')),
    message: optional(fc.constantFrom('Lasku 1001', 'x'.repeat(140))),
    endToEndId: optional(fc.constant('E2E-1')),
    bankCode: fc.constantFrom('PMNT/RCDT/ESCT', 'PMNT/ICDT/ESCT'),
  })
  .map(compact)

const statement: fc.Arbitrary<StatementToWrite> = fc
  .record({
    kind: fc.constantFrom('053' as const, '054' as const),
    transactions: fc.array(transaction, { maxLength: 8 }),
  })
  .map(({ kind, transactions }) => {
    const moved = transactions.reduce(
      (sum, { direction, amount }) => sum + (direction === 'CRDT' ? amount.minor : -amount.minor),
      0n,
    )
    const date = calendarDate('2026-01-02')
    return {
      kind,
      messageId: 'M1',
      statementId: 'S1',
      createdAt: '2026-01-03T04:00:00',
      accountIban: IBAN,
      currency: 'EUR',
      transactions,
      ...(kind === '053'
        ? { openingBalance: { amount: money(-3n), date }, closingBalance: { amount: money(moved - 3n), date } }
        : {}),
    }
  })

describe('a written statement', () => {
  it('is read back as what was written, and each payment in it is told from the others', async () => {
    await fc.assert(
      fc.asyncProperty(statement, async (written) => {
        const [answer] = await gather(readCamt(writeCamt(written)))
        expect(answer?.warnings).toEqual([])
        if (!answer?.result.ok) throw new Error('refused')
        const { transactions, refusedEntries, ...head } = answer.result.value
        expect(refusedEntries).toEqual([])
        expect({ ...head, transactions: transactions.length }).toEqual({
          ...written,
          transactions: written.transactions.length,
        })
        for (const [at, one] of written.transactions.entries()) expect(transactions[at]).toMatchObject(one)
        expect(new Set(transactions.map((one) => one.key)).size).toBe(transactions.length)
      }),
    )
  })

  it('has the same keys in whatever order, and as statement or notification', async () => {
    await fc.assert(
      fc.asyncProperty(statement, async (written) => {
        const keysOf = async (one: StatementToWrite) => {
          const [answer] = await gather(readCamt(writeCamt(one)))
          return answer?.result.ok ? answer.result.value.transactions.map(({ key }) => key).sort() : []
        }
        const turned = {
          ...written,
          kind: '054' as const,
          statementId: 'S2',
          transactions: [...written.transactions].reverse(),
        }
        expect(await keysOf(turned)).toEqual(await keysOf(written))
      }),
    )
  })
})

describe.skipIf(!fieldData)('the schemas of camt.053 and camt.054 (read where DUETTO_FIELD_DATA points)', () => {
  it('accept everything that is written', () => {
    const schemas = {
      '053': fieldSchema('bank/schema/camt.053.001.02.xsd'),
      '054': fieldSchema('bank/schema/camt.054.001.02.xsd'),
    }
    fc.assert(fc.property(statement, (written) => schemas[written.kind].validate(writeCamt(written))))
    for (const one of Object.values(schemas)) one.close()
  })
})
