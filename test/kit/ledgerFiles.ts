import { writeCamt } from '../../server/src/exchange/bank/writeCamt.ts'
import type { EInvoice } from '../../server/src/exchange/finvoice/einvoice.ts'
import { writeFinvoice } from '../../server/src/exchange/finvoice/write.ts'
import { addDays, calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { makeFinnishIban } from '../../server/src/kernel/iban.ts'
import { money, parseDecimal } from '../../server/src/kernel/money.ts'
import { makeReference } from '../../server/src/kernel/referenceNumber.ts'
import type { Client, UploadedFile } from './client.ts'

/*
 * E-invoices and bank files as a company's systems and its bank write them, with made-up parties and valid check
 * digits.
 */

const cents = (amount: string) => parseDecimal(amount) ?? money(0n)

/** An account that is nobody's, its national check digit (Luhn) right; one for each number from 1 to 999. */
export function madeUpIban(serial: number): string {
  const base = `7990000${serial.toString().padStart(6, '0')}`
  for (let check = 0; check < 10; check++) {
    try {
      return makeFinnishIban(`${base}${check}`)
    } catch {
      // Not this check digit.
    }
  }
  throw new Error('No check digit fits.')
}

export interface InvoiceDraft {
  readonly seller: string
  readonly number: string
  readonly total: string
  readonly iban?: string
  readonly issuedOn?: string
  readonly days?: number
  readonly reference?: string | null
  readonly paid?: string
  /** Of a credit note. */
  readonly credits?: string
  readonly buyer?: Partial<EInvoice['buyer']>
  readonly contact?: EInvoice['contactPerson']
  readonly tradingName?: string
}

/** The reference of an invoice number of digits. */
export const referenceOf = (number: string): string => makeReference(number.replace(/\D/g, '').padStart(4, '1'))

export function eInvoice(draft: InvoiceDraft): EInvoice {
  const issuedOn = calendarDate(draft.issuedOn ?? '2026-01-05')
  const total = cents(draft.total)
  const paid = cents(draft.paid ?? '0')
  const reference = draft.reference === null ? undefined : (draft.reference ?? referenceOf(draft.number))
  const iban = draft.iban ?? madeUpIban(1)
  return {
    version: '3.0',
    type: draft.credits === undefined ? 'INV01' : 'INV02',
    origin: 'Original',
    number: draft.number,
    issuedOn,
    dueOn: addDays(issuedOn, draft.days ?? 14),
    currency: 'EUR',
    total,
    paid,
    instructed: money(total.minor - paid.minor),
    ...(reference ? { reference } : {}),
    ...(draft.credits ? { originalInvoice: { number: draft.credits } } : {}),
    language: 'FI',
    seller: {
      businessId: draft.seller,
      names: ['Mallitalo Oy'],
      accounts: [{ iban, bic: 'NDEAFIHH' }],
      ...(draft.tradingName ? { tradingName: draft.tradingName } : {}),
    },
    buyer: {
      name: 'Ostaja Esimerkki Oy',
      identifier: '1572860-0',
      businessId: '1572860-0',
      address: { street: ['Mallikatu 1'], postCode: '00100', town: 'HELSINKI', countryCode: 'FI' },
      ...draft.buyer,
    },
    ...(draft.contact ? { contactPerson: draft.contact } : {}),
    rows: [{ description: 'Työ', quantity: '1', unit: 'kpl', total }],
  }
}

export function invoiceFile(draft: InvoiceDraft): UploadedFile {
  return { name: `${draft.number}.xml`, content: writeFinvoice(eInvoice(draft)) }
}

export interface MoneyDraft {
  readonly archiveId: string
  readonly amount: string
  readonly reference?: string
  readonly on?: string
  readonly direction?: 'CRDT' | 'DBIT'
  readonly reversal?: boolean
  readonly payerName?: string
  readonly payerIban?: string
  readonly endToEndId?: string
  readonly payeeName?: string
  readonly payeeIban?: string
}

export interface BankFileDraft {
  readonly iban?: string
  readonly kind?: '053' | '054'
  readonly id: string
  readonly money: readonly MoneyDraft[]
}

export function bankFile(draft: BankFileDraft): UploadedFile {
  const content = writeCamt({
    kind: draft.kind ?? '054',
    messageId: `M${draft.id}`,
    statementId: draft.id,
    createdAt: '2026-03-01T20:00:00Z',
    accountIban: draft.iban ?? madeUpIban(1),
    currency: 'EUR',
    transactions: draft.money.map((one) => ({
      archiveId: one.archiveId,
      direction: one.direction ?? (one.reversal ? 'DBIT' : 'CRDT'),
      reversal: one.reversal ?? false,
      bookedOn: calendarDate(one.on ?? '2026-02-02'),
      amount: cents(one.amount),
      payerName: one.payerName ?? 'Ostaja Esimerkki Oy',
      ...(one.payerIban ? { payerIban: one.payerIban } : {}),
      ...(one.reference ? { rawReference: one.reference } : {}),
      ...(one.endToEndId ? { endToEndId: one.endToEndId } : {}),
      ...(one.payeeName ? { payeeName: one.payeeName } : {}),
      ...(one.payeeIban ? { payeeIban: one.payeeIban } : {}),
    })),
  })
  return { name: `${draft.id}.xml`, content }
}

/** An old-style list of reference payments: records 0, 3 and 9. */
export function ktlFile(draft: BankFileDraft): UploadedFile {
  const bban = (draft.iban ?? madeUpIban(1)).slice(4)
  const day = (date: string) => date.slice(2).replaceAll('-', '')
  const records = draft.money.map((one) => {
    const on = day(one.on ?? '2026-02-02')
    const amount = cents(one.amount).minor.toString().padStart(10, '0')
    const reference = (one.reference ?? '').padStart(20, '0')
    const payer = (one.payerName ?? 'OSTAJA').slice(0, 12).padEnd(12)
    return `3${bban}${on}${on}${one.archiveId.padEnd(16)}${reference}${payer}1A${amount}${one.reversal ? '1' : '0'}00`.padEnd(
      90,
    )
  })
  const sum = (list: readonly MoneyDraft[]) =>
    list.reduce((total, one) => total + cents(one.amount).minor, 0n).toString()
  const [taken, given] = [draft.money.filter((one) => one.reversal), draft.money.filter((one) => !one.reversal)]
  const count = (list: readonly MoneyDraft[]) => list.length.toString().padStart(6, '0')
  const trailer =
    `9${count(given)}${sum(given).padStart(11, '0')}${count(taken)}${sum(taken).padStart(11, '0')}`.padEnd(90)
  const header = `0${day('2026-02-02')}2000  ${draft.id.padStart(9, '0')}`.padEnd(90)
  return { name: `${draft.id}.ktl`, content: `${[header, ...records, trailer].join('\r\n')}\r\n` }
}

const IMPORT_INVOICES = `mutation ($input: ImportEInvoicesInput!) {
  importEInvoices(input: $input) {
    imported alreadyThere refused
    files {
      name refusal { code line advice }
      documents {
        index number outcome sellerBusinessId
        invoice { id number status open { amount } } credited { number status open { amount } }
        warnings { code } refusal { code message line path advice }
      }
    }
  }
}`

const IMPORT_BANK_FILES = `mutation ($input: ImportBankFilesInput!) {
  importBankFiles(input: $input) {
    booked alreadyThere waiting refused
    files {
      name refusal { code line advice }
      transactions {
        outcome companyName refusal { code }
        transaction { id state reason amount { amount } unallocated { amount } payments { amount { amount } invoice { number } } }
      }
    }
  }
}`

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
export async function importInvoices(client: Client, files: readonly UploadedFile[]): Promise<any> {
  return (await upload(client, IMPORT_INVOICES, files)).importEInvoices
}

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
export async function importBankFiles(client: Client, files: readonly UploadedFile[]): Promise<any> {
  return (await upload(client, IMPORT_BANK_FILES, files)).importBankFiles
}

function upload(client: Client, query: string, files: readonly UploadedFile[]) {
  const variables = { input: { files: files.map(({ name }) => ({ name, content: null })) } }
  return client.upload(
    query,
    variables,
    Object.fromEntries(files.map((file, index) => [`variables.input.files.${index}.content`, file])),
  )
}
