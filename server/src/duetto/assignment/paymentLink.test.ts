import { describe, expect, it, test } from 'vitest'
import { money } from '../../kernel/money.ts'
import { type ArrivedPayment, classifyPayment, type OpenLine } from './paymentLink.ts'

const CLIENT_FUNDS = new Set(['FI2112345600000785'])
const lines: OpenLine[] = [{ id: 7n, reference: '1232', amount: money(10_000) }]
const payment: ArrivedPayment = {
  amount: money(10_000),
  reference: '1232',
  payerIban: null,
  payerName: 'Matti Esimerkki',
}

describe('money for an invoice in the service', () => {
  test.each<[string, Partial<ArrivedPayment>, string]>([
    ['fits an announced line', {}, 'SETTLEMENT'],
    ['fits an announced line, whoever the payer is called', { payerName: null }, 'SETTLEMENT'],
    ['has another amount', { amount: money(9_999) }, 'DIRECT_PAYMENT'],
    ['has another currency', { amount: money(10_000, 'SEK') }, 'DIRECT_PAYMENT'],
    ['has another reference', { reference: '10016' }, 'DIRECT_PAYMENT'],
    [
      'comes from the client-funds account without a line',
      { amount: money(1), payerIban: 'FI2112345600000785' },
      'SETTLEMENT',
    ],
    [
      'comes from another account in the name of the agency',
      { amount: money(1), payerIban: 'FI9080002627761348', payerName: 'Duetto' },
      'DIRECT_PAYMENT',
    ],
    ['bears the name of the agency and shows no account', { amount: money(1), payerName: 'DUETTO OY' }, 'DOUBTFUL'],
    ['bears a name that only begins like it', { amount: money(1), payerName: 'Duettokvartetti ry' }, 'DIRECT_PAYMENT'],
  ])('%s: %s', (_what, change, expected) => {
    expect(classifyPayment({ ...payment, ...change }, lines, CLIENT_FUNDS).kind).toBe(expected)
  })

  it('names the line that it settles, and none when only the account says so', () => {
    expect(classifyPayment(payment, lines, CLIENT_FUNDS)).toEqual({ kind: 'SETTLEMENT', line: 7n })
    const other = { ...payment, amount: money(1), payerIban: 'FI2112345600000785' }
    expect(classifyPayment(other, lines, CLIENT_FUNDS)).toEqual({ kind: 'SETTLEMENT', line: null })
  })
})
