import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AgencyBench, agencyBench, FUNDS } from '../kit/agency.ts'
import { bankFile, ktlFile, type MoneyDraft } from '../kit/ledgerFiles.ts'

/** A list of reference payments (KTL) and a camt file of the account for client funds may tell the same money. */
let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-03-02')
})
afterAll(() => bench.close())

type Kind = 'KTL' | '053' | '054'
type Told = Omit<MoneyDraft, 'archiveId' | 'reference'>

const one: Told = { amount: '40.00', on: '2026-03-02' }
const back: Told = { ...one, reversal: true }
let serial = 0

function fileOf(kind: Kind, money: readonly Told[], reference: string): Buffer {
  serial += 1
  const id = `${serial}`
  const drafts = money.map((told, index) => ({ ...told, reference, archiveId: `${kind}${id}N${index}` }))
  const draft = { id, iban: FUNDS, money: drafts }
  return Buffer.from((kind === 'KTL' ? ktlFile(draft) : bankFile({ ...draft, kind })).content)
}

const importFile = (bytes: Buffer) => bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'funds', bytes }])

async function openAssignment(): Promise<{ assignment: string; reference: string }> {
  const assignment = await bench.open({ amount: '200.00', issuedOn: '2026-03-01', dueOn: '2026-04-01' })
  return { assignment, reference: bench.referenceOf(assignment) }
}

const received = async () => (await bench.standing())?.received ?? 0n

/** What of the reference counts, and how many say the same again. */
async function counted(reference: string): Promise<string> {
  const [row] = await bench.db.sql<{ line: string }>(
    `SELECT count(*) FILTER (WHERE state <> 'SUPERSEDED' AND amount > 0) || ' in, ' || count(*) FILTER (WHERE state <> 'SUPERSEDED' AND amount < 0)
       || ' back, ' || count(same_as_id) || ' told twice' AS line FROM agency.client_transaction WHERE reference = $1`,
    [reference],
  )
  return row?.line ?? ''
}

describe.each<[Kind, Kind]>([
  ['KTL', '054'],
  ['054', 'KTL'],
  ['KTL', '053'],
  ['053', 'KTL'],
])('%s and then %s', (first, second) => {
  it.each<[string, readonly Told[], readonly Told[], string, string]>([
    ['one payment in both counts once', [one], [one], '1 in, 0 back, 1 told twice', '160.00'],
    ['two equal ones in both are two', [one, one], [one, one], '2 in, 0 back, 2 told twice', '120.00'],
    ['two equal ones, of which one is in the other', [one, one], [one], '2 in, 0 back, 1 told twice', '120.00'],
    ['one, and two equal ones in the other', [one], [one, one], '2 in, 0 back, 1 told twice', '120.00'],
    ['of another day is another', [one], [{ ...one, on: '2026-03-03' }], '2 in, 0 back, 0 told twice', '120.00'],
    ['of another sum is another', [one], [{ ...one, amount: '41.00' }], '2 in, 0 back, 0 told twice', '119.00'],
    [
      'taken back in both is taken back once',
      [one, one, back],
      [one, one, back],
      '2 in, 1 back, 3 told twice',
      '160.00',
    ],
    ['taken back in the other alone is taken back', [one], [one, back], '1 in, 1 back, 1 told twice', '200.00'],
  ])('%s', async (_, before, after, expected, owed) => {
    const { assignment, reference } = await openAssignment()
    for (const file of [fileOf(first, before, reference), fileOf(second, after, reference)]) {
      await importFile(file)
      // The file once more changes nothing.
      expect(await importFile(file)).toMatchObject({ allocated: 0, unmatched: 0 })
    }
    await bench.settle()
    expect(await counted(reference)).toBe(expected)
    expect(bench.balance(assignment)).toBe(owed)
    expect((await bench.standing())?.difference).toBe(0n)
  })
})

it('two lists of reference payments tell two payments, however alike', async () => {
  const { reference } = await openAssignment()
  await importFile(fileOf('KTL', [one], reference))
  await importFile(fileOf('KTL', [one], reference))
  expect(await counted(reference)).toBe('2 in, 0 back, 0 told twice')
})

it('a third file tells no payment away that the second has told already', async () => {
  const { reference } = await openAssignment()
  await importFile(fileOf('KTL', [one], reference))
  await importFile(fileOf('054', [one], reference))
  await importFile(fileOf('KTL', [one], reference))
  expect(await counted(reference)).toBe('2 in, 0 back, 1 told twice')
})

it('what waits for staff or went back to its payer is told twice all the same; the answer counts it as there already', async () => {
  const before = await received()
  const stranger = '1232'
  await importFile(fileOf('KTL', [one], stranger))
  expect(await importFile(fileOf('054', [one], stranger))).toMatchObject({ alreadyThere: 1, unmatched: 0 })
  expect(await counted(stranger)).toBe('1 in, 0 back, 1 told twice')
  const page = { limit: 10, first: 9, after: undefined }
  const desk = bench.agency.money.fundsDesk
  const [waiting] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
  const payer = { name: 'Maija Mallinen', iban: 'FI2112345600000785' }
  await desk.return(bench.staff, { transactionId: waiting?.id ?? 0n, ...payer })
  const other: Told = { ...one, on: '2026-03-03' }
  await importFile(fileOf('054', [other], stranger))
  const [next] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
  await desk.return(bench.staff, { transactionId: next?.id ?? 0n, ...payer })
  expect(await importFile(fileOf('KTL', [other], stranger))).toMatchObject({ alreadyThere: 1, unmatched: 0 })
  expect((await received()) - before).toBe(8_000n)
  const [twice] = await desk.transactions(bench.staff, { state: 'SUPERSEDED', isOverpaid: false }, page)
  expect(twice).toMatchObject({ reference: stranger, refundable: 0n, allocations: [] })
  const again = await desk.return(bench.staff, { transactionId: twice?.id ?? 0n, ...payer })
  expect(again.ok ? 'ok' : again.error.code).toBe('NOT_UNMATCHED')
  expect((await bench.standing())?.difference).toBe(0n)
})

it('both files at the same moment count the payment once', async () => {
  const { assignment, reference } = await openAssignment()
  await Promise.all([importFile(fileOf('KTL', [one], reference)), importFile(fileOf('053', [one], reference))])
  await bench.settle()
  expect(await counted(reference)).toBe('1 in, 0 back, 1 told twice')
  expect(bench.balance(assignment)).toBe('160.00')
})

it('a payment from before the kind of file was written down is never given up for another', async () => {
  const { reference } = await openAssignment()
  await importFile(fileOf('054', [one], reference))
  await bench.db.sql('UPDATE agency.client_transaction SET told_by = NULL, reversal = NULL WHERE reference = $1', [
    reference,
  ])
  await importFile(fileOf('KTL', [one], reference))
  expect(await counted(reference)).toBe('2 in, 0 back, 0 told twice')
})
