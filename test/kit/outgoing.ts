import { expect } from 'vitest'
import type { PaymentFile } from '../../server/src/agency/funds/paymentFile.store.ts'
import { type AgencyBench, FUNDS } from './agency.ts'
import { bankFile, type MoneyDraft } from './ledgerFiles.ts'

export const page = { limit: 100, first: 99, after: undefined }
export const payer = { name: 'Maija Mallinen', iban: 'FI2112345600000785' }

let made = 0
export const next = () => `U${++made}`
/** How many names were given: no two sums are the same by chance. */
export const serial = () => made
export const text = (cents: bigint) => `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`
export const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code)

/** Money that leaves the account for client funds, as staff order it and the bank tells it. */
export function outgoing(benchOf: () => AgencyBench) {
  const money = () => benchOf().agency.money
  const files = () => money().paymentFiles
  const desk = () => money().outgoingDesk
  const take = (bytes: Buffer) =>
    benchOf().agency.clientFunds.importFiles(benchOf().staff, [{ name: 'bank.xml', bytes }])
  const tell = (rows: readonly Partial<MoneyDraft>[], kind: '053' | '054' = '053') => {
    const full = rows.map((one) => ({ archiveId: next(), amount: '0.00', on: benchOf().today(), ...one }))
    return Buffer.from(bankFile({ id: next(), iban: FUNDS, kind, money: full }).content)
  }
  const leaves = (one: Partial<MoneyDraft>) => tell([{ direction: 'DBIT', ...one }])
  const standing = async () => {
    const found = await benchOf().standing()
    if (!found) throw new Error('There is money.')
    return found
  }
  /** The account and the book agree whatever happens. */
  const agrees = async () => {
    const found = await benchOf().standing()
    if (found) expect(found).toMatchObject({ difference: 0n, bankDifference: 0n })
  }
  const waiting = () =>
    money().fundsDesk.transactions(benchOf().staff, { state: null, isOverpaid: false, isUnexplained: true }, page)

  /** So many payments that belong to nobody go back to their payer, each of its sum: a file that was let go. */
  const released = async (...sums: readonly string[]): Promise<PaymentFile> => {
    const { staff, colleague, today } = benchOf()
    await take(tell(sums.map((amount) => ({ amount }))))
    const unmatched = await money().fundsDesk.transactions(staff, { state: 'UNMATCHED', isOverpaid: false }, page)
    for (const { id } of unmatched) await money().fundsDesk.return(staff, { transactionId: id, ...payer })
    const [file] = await files().make(staff, today())
    if (!file) throw new Error('Something waits.')
    await files().release(colleague, file.id)
    return file
  }
  const transfersOf = (file: PaymentFile) => files().transfers(benchOf().staff, file.id)
  const unpaidOf = async (file: PaymentFile) =>
    (await desk().unpaid(benchOf().staff, page)).filter(({ fileId }) => fileId === file.id).length
  return { files, desk, take, tell, leaves, standing, agrees, waiting, released, transfersOf, unpaidOf }
}
