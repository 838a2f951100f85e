import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../server/src/access/provision.ts'
import { readBankFile } from '../../server/src/exchange/bank/read.ts'
import { fieldData, fieldFile, gather } from '../formats/gathered.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { importBankFiles, importInvoices } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

const SELLERS = ['2345678-0', '2084069-9', '0114162-2', '1463611-4']

const namesIn = (folder: string, pattern: RegExp) =>
  readdirSync(join(fieldData, folder))
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => ({ name, content: fieldFile(`${folder}/${name}`) }))

interface Refused {
  refusal: { code: string } | null
}
interface Document extends Refused {
  number: string | null
  outcome: string
  invoice: { open: { amount: string }; status: string } | null
  credited: { number: string; open: { amount: string } } | null
}

describe.skipIf(!fieldData)('files of the field (DUETTO_FIELD_DATA is not set: skipped)', () => {
  let t: TestApp
  let client: Client

  beforeAll(async () => {
    t = await testApp({ now: '2026-11-02' })
    const all = people(t.db, t.app.database)
    const accountant = await all.user('Kirsi Kirjanpitäjä')
    const companies: bigint[] = []
    for (const businessId of SELLERS) {
      companies.push(
        await t.app.database.agency('system', (unit) =>
          createCompany(unit, { businessId, name: `Myyjä ${businessId}` }),
        ),
      )
    }
    await all.masterId([accountant], companies)
    client = await signedIn(t, accountant)
    // Bank files name accounts only: here they are all the first company's.
    for (const { content } of [...namesIn('bank/camt', /\.xml$/), ...namesIn('bank/ktl', /\.txt$/)]) {
      for (const { result } of await gather(readBankFile(content))) {
        if (!result.ok) continue
        await t.db.sql('INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
          companies[0],
          result.value.accountIban,
        ])
      }
    }
  })
  afterAll(() => t.close())

  const documents = (file: Refused & { documents: Document[] }) =>
    file.refusal
      ? [file.refusal.code]
      : file.documents.map((one) => {
          if (one.refusal) return one.refusal.code
          return one.credited
            ? `${one.outcome} ${one.number} credits ${one.credited.number} to ${one.credited.open.amount}`
            : `${one.outcome} ${one.number} ${one.invoice?.open.amount} ${one.invoice?.status}`
        })

  it('e-invoices each get their answer, in the books as well', async () => {
    const { files } = await importInvoices(client, namesIn('finvoice', /\.(xml|csv)$/))
    const table = Object.fromEntries(
      files.map((file: Refused & { name: string; documents: Document[] }) => [file.name, documents(file).join(' | ')]),
    )
    expect(table).toMatchInlineSnapshot(`
      {
        "gobl_credit_note_3.0.xml": "IMPORTED 2026-1002 credits 2026-1001 to 1031.61",
        "gobl_invoice_3.0.xml": "IMPORTED 2026-1001 1031.61 OVERDUE",
        "gobl_operator_converted_1.3.xml": "IMPORTED 00044 0.99 OVERDUE",
        "invoice_type_codes.csv": "NOT_FINVOICE",
        "jbank_finvoice201_pullin.xml": "IMPORTED 123456 124.00 OVERDUE",
        "jutil_finvoice_201_example1.xml": "NUMBER_TAKEN_DIFFERENT",
        "niq1982_finvoice1.xml": "IMPORTED 100946 451.98 OVERDUE",
        "niq1982_finvoice2.xml": "TOTALS_CONTRADICT",
        "niq1982_finvoice3.xml": "NOT_WELL_FORMED",
        "pyfinvoice_okobank_1.2_full.xml": "FINVOICE_VERSION_UNSUPPORTED",
        "rfinvoice_1.0.xml": "FINVOICE_VERSION_UNSUPPORTED",
        "rfinvoice_1.2.xml": "FINVOICE_VERSION_UNSUPPORTED",
        "rfinvoice_2.01.xml": "TYPE_NOT_IMPORTED",
        "visma_anon_finvoice_201_invoice_with_MessageTransmissionDetails.xml": "BUSINESS_ID_INVALID",
        "visma_anon_finvoice_201_invoice_with_SOAP.xml": "BUSINESS_ID_INVALID",
        "visma_anon_finvoice_30_invoice_with_MessageTransmissionDetails.xml": "BUSINESS_ID_INVALID",
        "visma_anon_finvoice_30_invoice_with_SOAP.xml": "BUSINESS_ID_INVALID",
        "visma_anon_teapps_30_invoice.xml": "NOT_FINVOICE",
      }
    `)
  })

  it('e-invoices imported again change nothing', async () => {
    const before = await t.db.sql(
      'SELECT count(*)::integer AS invoices, sum(open)::text AS open FROM ledger.sales_invoice',
    )
    const { imported, alreadyThere } = await importInvoices(client, namesIn('finvoice', /\.(xml|csv)$/))
    expect({ imported, isAny: alreadyThere > 0 }).toEqual({ imported: 0, isAny: true })
    expect(
      await t.db.sql('SELECT count(*)::integer AS invoices, sum(open)::text AS open FROM ledger.sales_invoice'),
    ).toEqual(before)
  })

  it('bank files are stored once, whatever is in them', async () => {
    const files = [
      ...namesIn('bank/camt', /\.xml$/),
      ...namesIn('bank/ktl', /\.txt$/),
      ...namesIn('bank/tito', /\.txt$/),
    ]
    const first = await importBankFiles(client, files)
    type Answer = Refused & { outcome: string; transaction: { state: string } | null }
    const table = Object.fromEntries(
      first.files.map((file: Refused & { name: string; transactions: Answer[] }) => {
        const states = file.transactions.map((one) => one.refusal?.code ?? `${one.outcome} ${one.transaction?.state}`)
        const counts = [...new Set(states)].map(
          (state) => `${states.filter((other) => other === state).length} ${state}`,
        )
        return [file.name, file.refusal?.code ?? counts.join(', ')]
      }),
    )
    expect(table).toMatchInlineSnapshot(`
      {
        "corporatejs_danske_FI_camt_054.xml": "3 IMPORTED UNMATCHED",
        "corporatejs_nordea_demo.tito.txt": "NOT_BANK_FILE",
        "corporatejs_viitesiirrot.ktl.txt": "12 IMPORTED UNMATCHED",
        "fffs_FI_camt_052_sample.xml": "CAMT_052_NOT_BOOKED",
        "fffs_FI_camt_053_sample.xml": "7 IMPORTED OUTGOING, 6 IMPORTED UNMATCHED",
        "genkgo_camt053.v2.all-balance-types.xml": "1 IMPORTED UNMATCHED",
        "genkgo_camt053.v2.five.decimals.xml": "1 IMPORTED UNMATCHED",
        "genkgo_camt053.v2.minimal.xml": "1 IMPORTED UNMATCHED",
        "genkgo_camt053.v2.multi.statement.xml": "1 ALREADY_THERE UNMATCHED, 1 IMPORTED OUTGOING",
        "genkgo_camt053.v2.wrong.xml": "NO_STATEMENT_FOUND",
        "genkgo_camt053.v3.xml": "1 IMPORTED UNMATCHED",
        "genkgo_camt053.v8.xml": "1 IMPORTED UNMATCHED",
        "genkgo_camt054.v2.xml": "1 IMPORTED OUTGOING",
        "genkgo_camt054.v4.xml": "1 IMPORTED OUTGOING",
        "genkgo_camt054.v8.xml": "1 ALREADY_THERE OUTGOING",
        "handelsbanken_FI_camt_054_credit.xml": "4 IMPORTED UNMATCHED",
        "iso20022js_abn_amro_camt.xml": "24 IMPORTED UNMATCHED, 5 IMPORTED OUTGOING",
        "iso20022js_nordea_camt.xml": "2 IMPORTED UNMATCHED, 4 IMPORTED OUTGOING",
      }
    `)
    const again = await importBankFiles(client, files)
    expect(again.booked + again.waiting).toBe(0)
  })
})
