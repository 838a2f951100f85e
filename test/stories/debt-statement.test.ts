import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseKey } from '../../server/src/agency/case/caseDesk.ts'
import { balanceOn } from '../../server/src/agency/case/caseView.ts'
import { balanceOf, openByPart } from '../../server/src/agency/case/posting.ts'
import { type AgencyBench, agencyBench, type MaterialWish } from '../kit/agency.ts'
import { readLetter } from '../kit/letterReader.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-03-02')
})
afterAll(() => bench.close())

const OTHER = '0112038-9'
const statements = () => bench.agency.cases.statements
const give = (key: CaseKey, others: CaseKey[] = [], again = false) =>
  statements().give(bench.staff, key, { others, again })

async function open(
  wish: MaterialWish,
  debtorCard: MaterialWish['debtorCard'] = {},
): Promise<CaseKey & { uid: string }> {
  const uid = await bench.open({ ...wish, debtorCard })
  const [row] = await bench.db.sql<CaseKey>(
    'SELECT company_id AS "companyId", id FROM agency.assignment WHERE uid = $1',
    [uid],
  )
  if (!row) throw new Error('The agency has no such assignment.')
  return { ...row, uid }
}

interface Given {
  readonly body: string
  readonly pdf: Buffer
  readonly sha256: Buffer
  readonly lines: readonly {
    number: string
    principal: bigint
    interest: bigint
    costs: bigint
    paid: bigint
    open: bigint
  }[]
}

async function newest({ companyId, id }: CaseKey): Promise<Given> {
  const [letter] = await bench.db.sql<Omit<Given, 'lines'> & { id: bigint }>(
    `SELECT l.id, l.body, p.content AS pdf, p.sha256 FROM agency.letter l
     JOIN agency.letter_archive p ON p.company_id = l.company_id AND p.letter_id = l.id
     WHERE l.company_id = $1 AND l.assignment_id = $2 AND l.kind = 'DEBT_STATEMENT' ORDER BY l.id DESC LIMIT 1`,
    [companyId, id],
  )
  if (!letter) throw new Error('No statement was given.')
  const lines = await bench.db.sql<Given['lines'][number]>(
    `SELECT a.invoice_number AS number, s.principal, s.interest, s.costs, s.paid, s.open FROM agency.debt_statement_line s
     JOIN agency.assignment a ON a.company_id = s.company_id AND a.id = s.assignment_id
     WHERE s.statement_id = (SELECT statement_id FROM agency.debt_statement_line WHERE company_id = $1 AND letter_id = $2) ORDER BY a.invoice_number`,
    [companyId, letter.id],
  )
  return { ...letter, lines }
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')
const finnish = (cents: bigint) => {
  const text = cents.toString().padStart(3, '0')
  return `${text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ' ')},${text.slice(-2)} EUR`
}

describe('a business is known by its business ID (513/1999, 4 a §)', () => {
  const owned = { debtor: 'BUSINESS', service: 'REMINDER', afterReminder: 'CONTINUE' } as const
  let asked: CaseKey
  let debts: CaseKey[]

  beforeAll(async () => {
    asked = await open({ ...owned, number: 'S-1', amount: '1234.56' })
    const other = await open({ ...owned, number: 'S-2', amount: '800.00', creditor: OTHER })
    const paid = await open({ ...owned, number: 'S-3', amount: '50.00' })
    await open({ ...owned, number: 'S-4', amount: '70.00' }, { businessId: '1234567-1', name: 'Toinen Yritys Oy' })
    debts = [asked, other]
    await bench.runTo('2026-03-20')
    await bench.send(paid.uid, 'DIRECT_PAYMENT', {
      paymentId: 'p-2',
      amount: { amount: '200.00', currency: 'EUR' },
      paidOn: '2026-03-20',
    })
    await bench.send(other.uid, 'DIRECT_PAYMENT', {
      paymentId: 'p-1',
      amount: { amount: '100.00', currency: 'EUR' },
      paidOn: '2026-03-20',
    })
    await bench.runTo('2026-04-10')
  })

  it('every open debt of it is stated, whoever the creditor is, and nobody is told', async () => {
    const offer = await statements().offer(bench.staff, asked)
    expect(offer).toMatchObject({ isKnown: true, answer: { isFree: true, lastGivenOn: null } })
    expect(offer?.others.map(({ invoiceNumber }) => invoiceNumber)).toEqual(['S-2'])
    const told = bench.told.length
    const outbox = await bench.db.sql('SELECT id FROM agency.outbox')
    expect(await give(asked)).toMatchObject({ ok: true })
    await bench.settle()
    expect(bench.told).toHaveLength(told)
    expect(await bench.db.sql('SELECT id FROM agency.outbox')).toHaveLength(outbox.length)
    expect((await newest(asked)).lines.map(({ number }) => number)).toEqual(['S-1', 'S-2'])
  })

  it('the paper says what the ledger says: principal, interest until today with its rate, costs, paid and open', async () => {
    const { pdf, sha256, body, lines } = await newest(asked)
    expect(createHash('sha256').update(pdf).digest()).toEqual(sha256)
    const { text } = await readLetter(pdf)
    const words = plain(text)
    const sums = { principal: 0n, interest: 0n, costs: 0n, paid: 0n, open: 0n }
    for (const [index, key] of debts.entries()) {
      const { book, practice } = await bench.agency.cases.book.find(bench.staff, key)
      const today = balanceOn(book, bench.today(), practice)
      expect(today.problem).toBeNull()
      const line = lines[index]
      if (!line) throw new Error('A debt is missing.')
      const open = openByPart(today.lines)
      expect(line.open).toBe(balanceOf(today.lines))
      expect(line.open).toBe(open.PRINCIPAL + open.INTEREST + open.COSTS)
      expect(line.principal + line.interest + line.costs - line.paid).toBe(line.open)
      for (const name of ['principal', 'interest', 'costs', 'paid', 'open'] as const) {
        expect(words).toContain(finnish(line[name]))
        sums[name] += line[name]
      }
      // Each stretch of interest, the one until today among them.
      for (const { days, amount, base } of today.lines.filter(({ kind }) => kind === 'LATE_INTEREST')) {
        const sum = finnish(amount)
        expect(words).toMatch(
          new RegExp(`${sum}Viivästyskorko: [^ ]+, ${days} pv, 10,5 % pääomalle ${finnish(base ?? 0n)}`),
        )
      }
      expect(words).toContain(book.assignment.invoiceNumber)
    }
    expect(lines.map(({ paid }) => paid)).toEqual([0n, 10_000n])
    expect(words).toContain(
      `Yhteensä ${[sums.principal, sums.interest, sums.costs, sums.paid, sums.open].map(finnish).join(' ')}`,
    )
    expect(words).toContain('maksutta kerran vuodessa (laki saatavien perinnästä 513/1999 4 a §)')
    expect(words).not.toContain('S-3')
    expect(words).not.toContain('Toinen Yritys')
    expect(plain(body)).toContain(`Avoinna: ${finnish(sums.open)}`)
    const [row] = await bench.db.sql<{ total: bigint }>(`SELECT total FROM agency.letter WHERE kind = 'DEBT_STATEMENT'`)
    expect(row?.total).toBe(sums.open)
  })

  it('it changes nothing: no posting, no step, no day', async () => {
    const state = () =>
      bench.db.sql(
        `SELECT a.id, a.stage, a.next_step_on, a.term_ends_on, a.interest_to, (SELECT count(*) FROM agency.posting p
           WHERE p.company_id = a.company_id AND p.assignment_id = a.id) AS postings, (SELECT count(*) FROM agency.step s
           WHERE s.company_id = a.company_id AND s.assignment_id = a.id) AS steps FROM agency.assignment a ORDER BY a.id`,
      )
    const before = await state()
    expect(await give(asked, [], true)).toMatchObject({ ok: true })
    expect(await state()).toEqual(before)
  })

  it('one asked on another of its debts within the year needs a confirmation, and is free again after the year', async () => {
    const [, other] = debts
    if (!other) throw new Error('There are two debts.')
    const offer = await statements().offer(bench.staff, other)
    expect(offer?.answer).toMatchObject({ isFree: false, lastGivenOn: '2026-04-10', freeFrom: '2027-04-11' })
    expect(await give(other)).toMatchObject({ ok: false, error: { code: 'STATEMENT_GIVEN_BEFORE', field: 'again' } })
    const letters = `SELECT id FROM agency.letter WHERE kind = 'DEBT_STATEMENT'`
    const count = (await bench.db.sql(letters)).length
    expect(await give(other, [], true)).toMatchObject({ ok: true })
    expect(await bench.db.sql(letters)).toHaveLength(count + 1)
    const acts = await bench.db.sql<{ after: object }>(
      `SELECT after FROM agency.audit_entry WHERE action = 'DEBT_STATEMENT_GIVEN' ORDER BY id`,
    )
    expect(acts.map(({ after }) => after)).toEqual([
      { debts: '2', free: 'true' },
      { debts: '2', free: 'false' },
      { debts: '2', free: 'false' },
    ])
  })

  it('a debt that has ended has none, and one that nobody knows is not found', async () => {
    const [paid] = await bench.db.sql<CaseKey>(
      `SELECT company_id AS "companyId", id FROM agency.assignment WHERE invoice_number = 'S-3'`,
    )
    if (!paid) throw new Error('There is such a debt.')
    expect(await statements().offer(bench.staff, paid)).toBeUndefined()
    expect(await give(paid)).toMatchObject({ ok: false, error: { code: 'ASSIGNMENT_CLOSED' } })
    await expect(give({ companyId: 999_999n, id: 1n })).rejects.toThrow('There is no such assignment.')
  })
})

describe('of a person only name and address are known: staff choose', () => {
  const person = { name: 'Åke Esimerkki', language: 'sv' as const }

  it('what is not chosen is not stated, and what is not offered cannot be', async () => {
    const asked = await open({ number: 'P-1' }, person)
    const chosen = await open({ number: 'P-2', creditor: OTHER }, { ...person, name: ' åke  ESIMERKKI' })
    await open({ number: 'P-3', creditor: OTHER }, person)
    const stranger = await open({ number: 'P-4' }, { ...person, name: 'Åsa Esimerkki' })
    const elsewhere = { street: 'Mallikatu 2', postCode: '00100', town: 'Helsinki', country: 'FI' }
    await open({ number: 'P-5' }, { ...person, address: elsewhere })

    const offer = await statements().offer(bench.staff, asked)
    expect(offer).toMatchObject({ isKnown: false })
    expect(offer?.others.map(({ invoiceNumber }) => invoiceNumber).sort()).toEqual(['P-2', 'P-3'])
    expect(await give(asked, [stranger])).toMatchObject({ ok: false, error: { code: 'NOT_THE_SAME_DEBTOR' } })
    expect(await give(asked, [chosen])).toMatchObject({ ok: true })
    const { pdf, lines } = await newest(asked)
    expect(lines.map(({ number }) => number)).toEqual(['P-1', 'P-2'])
    const { text } = await readLetter(pdf)
    expect(plain(text)).toContain('SPECIFIKATION AV SKULDER')
    expect(text).not.toContain('P-3')
    expect(text).not.toContain('P-4')
  })

  it('a statement that the chosen debt was in is found: another needs a confirmation', async () => {
    const [third, second] = await bench.db.sql<CaseKey>(
      `SELECT company_id AS "companyId", id FROM agency.assignment WHERE invoice_number IN ('P-3', 'P-2') ORDER BY invoice_number DESC`,
    )
    if (!third || !second) throw new Error('There are such debts.')
    expect((await statements().offer(bench.staff, third))?.answer.isFree).toBe(true)
    expect(await give(third, [second])).toMatchObject({ ok: false, error: { code: 'STATEMENT_GIVEN_BEFORE' } })
    expect(await give(third)).toMatchObject({ ok: true })
    expect((await newest(third)).lines.map(({ number }) => number)).toEqual(['P-3'])
  })

  it('a debt under surveillance after a credit loss is still owed, and stated', async () => {
    const asked = await open({ number: 'W-1' }, { name: 'Jälki Perittävä', language: 'en' })
    const watched = await open({ number: 'W-2' }, { name: 'Jälki Perittävä' })
    await bench.db.sql(
      `UPDATE agency.assignment SET stage = 'CLOSED', close_reason = 'CREDIT_LOSS', closed_on = '2026-04-01', surveillance = true,
         next_step = NULL, next_step_on = NULL WHERE company_id = $1 AND id = $2`,
      [watched.companyId, watched.id],
    )
    expect(await give(asked, [watched])).toMatchObject({ ok: true })
    const { pdf, lines } = await newest(asked)
    expect(lines.map(({ number }) => number)).toEqual(['W-1', 'W-2'])
    expect(plain((await readLetter(pdf)).text)).toContain('Debt 2/2')
  })

  it('it goes by post: without an address, or when mail came back, there is none', async () => {
    const nowhere = { street: null, postCode: null, town: null, country: null }
    const lost = await open({ number: 'A-1' }, { name: 'Osoitteeton Velallinen', address: nowhere })
    expect((await statements().offer(bench.staff, lost))?.others).toEqual([])
    expect(await give(lost)).toMatchObject({ ok: false, error: { code: 'ADDRESS_MISSING' } })
    const moved = await open({ number: 'A-2' }, { name: 'Muuttanut Velallinen' })
    await bench.runTo('2026-04-14')
    expect(await bench.agency.cases.desk.act(bench.staff, moved, 'RETURN_MAIL', null)).toMatchObject({ ok: true })
    expect(await give(moved)).toMatchObject({ ok: false, error: { code: 'ADDRESS_MISSING' } })
  })
})
