import { type AgencyBench, FUNDS } from './agency.ts'
import { bankFile } from './ledgerFiles.ts'

/** The first page of a list of the staff desk. */
export const page = { limit: 50, first: 49, after: undefined }

let serial = 0

/** Money comes to the account for client funds, or is taken back by the bank: then `id` says which. */
export async function come(
  bench: AgencyBench,
  amount: string,
  reference: string,
  reversal = false,
  id = `A${++serial}`,
) {
  const money = [{ archiveId: reversal ? `${id}R` : id, amount, reference, reversal, on: bench.today() }]
  const { content } = bankFile({ id: `F${++serial}`, iban: FUNDS, money })
  await bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'funds.xml', bytes: Buffer.from(content) }])
  await bench.settle()
  return id
}

/** The number of a creditor's file at the agency. */
export async function fileOf(bench: AgencyBench, creditor: string): Promise<bigint> {
  const [row] = await bench.db.sql<{ id: bigint }>(
    'SELECT company_id AS id FROM agency.creditor WHERE business_id = $1',
    [creditor],
  )
  return row?.id ?? 0n
}
