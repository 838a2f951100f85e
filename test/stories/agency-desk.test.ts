import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { CaseKey } from '../../server/src/agency/case/caseDesk.ts'
import { limitationOf } from '../../server/src/agency/case/caseView.ts'
import { maskedAddress } from '../../server/src/agency/letter/letterMail.store.ts'
import { nameIn } from '../../server/src/agency/letter/returnedMail.ts'
import type { CalendarDate } from '../../server/src/kernel/calendarDate.ts'
import { type Mail, MailNotTaken } from '../../server/src/platform/mail/smtp.ts'
import { type AgencyBench, agencyBench } from '../kit/agency.ts'
import { readLetter } from '../kit/letterReader.ts'

const day = (text: string) => text as CalendarDate
const dates = { issuedOn: '2026-01-02', dueOn: '2026-01-16', afterReminder: 'CONTINUE' } as const
const all = { limit: 101, first: 100, after: undefined }

const sent: Mail[] = []
/** What the mail server does with the next mail. */
let answer: 'TAKES' | 'REFUSED' | 'LATER' | 'UNKNOWN' = 'TAKES'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-01-20', async (mail) => {
    sent.push(mail)
    if (answer !== 'TAKES') throw new MailNotTaken('Not taken.', answer)
  })
})
afterAll(() => bench.close())

async function keyOf(assignment: string): Promise<CaseKey> {
  const [row] = await bench.db.sql<CaseKey>(
    'SELECT company_id AS "companyId", id FROM agency.assignment WHERE uid = $1',
    [assignment],
  )
  if (!row) throw new Error('The agency has no such assignment.')
  return row
}

const found = async (assignment: string) => bench.agency.cases.book.find(bench.staff, await keyOf(assignment))
const desk = () => bench.agency.cases.desk
const mailed = async (number: string) => {
  const letters = await bench.agency.letterMail.list(bench.staff, null, all)
  return letters.find(({ invoiceNumber }) => invoiceNumber === number)
}
const business = { ...dates, debtor: 'BUSINESS', email: 'ostolaskut@velallinen.example' } as const

describe('a letter by e-mail', () => {
  it('goes once to a business, its paper attached and nothing of the debtor in the mail itself', async () => {
    const assignment = await bench.open({ ...business, number: 'M-1' })
    await bench.runTo('2026-01-27')
    const [mail, ...others] = sent.splice(0)
    expect(others).toEqual([])
    expect(mail?.to).toBe('ostolaskut@velallinen.example')
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/Mallivelallinen|Mallivelkoja|M-1|100|EUR/)
    const paper = await readLetter(mail?.attachments?.[0]?.content ?? Buffer.alloc(0))
    expect(paper.text).toContain('Mallivelallinen Oy')
    const [letter] = (await found(assignment)).letters
    expect(letter).toMatchObject({ channel: 'EMAIL', mail: { state: 'SENT', failure: null } })
    // A second run of the job finds nothing to send.
    const { companyId, letterId } = (await mailed('M-1')) ?? { companyId: 0n, letterId: 0n }
    await bench.agency.letterMail.send({ companyId: `${companyId}`, letterId: `${letterId}` })
    expect(sent).toEqual([])
  })

  it('never goes to a consumer, whose consent the material does not tell (513/1999 5 §)', async () => {
    const assignment = await bench.open({ ...dates, number: 'M-2', email: 'maija@velallinen.example' })
    await bench.runTo('2026-02-02')
    expect((await found(assignment)).letters.map(({ channel, mail }) => [channel, mail])).toEqual([['PRINT', null]])
  })

  test.each(['REFUSED', 'UNKNOWN'] as const)(
    'that was %s goes on paper the same day and is not mailed again',
    async (failure) => {
      sent.splice(0)
      answer = failure
      const number = `M-${failure}`
      await bench.open({ ...business, number })
      await bench.runTo(nextDay(bench.today()))
      answer = 'TAKES'
      expect(await mailed(number)).toMatchObject({ state: 'FAILED', failure, attempts: 1, paperOn: bench.today() })
      await bench.agency.letterMail.sendWaiting()
      await bench.settle()
      const own = `<letter.1.${(await mailed(number))?.letterId}@mail.duetto>`
      expect(sent.filter(({ messageId }) => messageId === own)).toHaveLength(1)
      const { waiting } = await bench.agency.letters.day(bench.staff, bench.today())
      expect(waiting).toBeGreaterThan(0)
    },
  )

  it('waits while the server cannot be reached, then goes', async () => {
    answer = 'LATER'
    await bench.open({ ...business, number: 'M-LATER' })
    await expect(bench.runTo(nextDay(bench.today()))).rejects.toThrow()
    expect(await mailed('M-LATER')).toMatchObject({ state: 'WAITING' })
    answer = 'TAKES'
    await bench.agency.letterMail.sendWaiting()
    await bench.settle()
    expect(await mailed('M-LATER')).toMatchObject({ state: 'SENT' })
    sent.splice(0)
  })

  it('that came back goes on paper, and what follows waits as many days longer', async () => {
    const assignment = await bench.open({ ...business, number: 'M-BACK' })
    await bench.runTo(nextDay(bench.today()))
    const before = (await found(assignment)).book.assignment
    await bench.runTo(nextDay(nextDay(bench.today())))
    const key = await mailed('M-BACK')
    if (!key) throw new Error('The letter was mailed.')
    expect(await bench.agency.letterMail.putOnPaper(bench.staff, key, 'BOUNCED')).toMatchObject({ ok: true })
    expect(await bench.agency.letterMail.putOnPaper(bench.staff, key, 'BOUNCED')).toMatchObject({
      error: { code: 'ALREADY_ON_PAPER' },
    })
    const after = (await found(assignment)).book.assignment
    expect((after.termEndsOn ?? '') > (before.termEndsOn ?? '')).toBe(true)
    expect((after.nextStepOn ?? '') > (before.nextStepOn ?? '')).toBe(true)
    await bench.settle()
    expect(bench.story(assignment).at(-1)).toContain('MAIL_FAILED')
  })

  test.each([
    ['laskut@yritys.example', 'l…t@yritys.example'],
    ['ab@yritys.example', 'a…@yritys.example'],
    ['nothing', '…'],
  ])('%s is shown as %s', (address, masked) => {
    expect(maskedAddress(address)).toBe(masked)
  })
})

describe('mail that the post brought back, as a list', () => {
  it('is judged line by line, then marked; each case goes where the ladder says', async () => {
    const [one, two] = [await bench.open({ ...dates, number: 'B-1' }), await bench.open({ ...dates, number: 'B-2' })]
    await bench.runTo(nextDay(nextDay(bench.today())))
    const first = (await found(one)).book.assignment.reference
    const second = await found(two)
    await desk().makePlan(bench.staff, await keyOf(two), {
      instalments: 3,
      firstOn: nextDay(nextDay(bench.today())),
      charge: true,
    })
    const barcode = `4${'9'.repeat(16)}00010000000${second.book.assignment.reference.padStart(20, '0')}260301`
    const list = [first, barcode, first, '12345']
    const returned = bench.agency.cases.returned
    expect((await returned.judge(bench.staff, list)).map(({ verdict }) => verdict)).toEqual([
      'READY',
      'READY',
      'TWICE',
      'UNKNOWN',
    ])
    expect((await found(one)).book.assignment.hold).toBeNull()
    expect((await returned.mark(bench.staff, list)).map(({ verdict }) => verdict)).toEqual([
      'MARKED',
      'MARKED',
      'TWICE',
      'UNKNOWN',
    ])
    expect((await found(one)).book.assignment.hold).toBe('MAIL_RETURNED')
    // The plan goes on when there is an address again.
    expect((await found(two)).book.assignment).toMatchObject({ hold: 'MAIL_RETURNED', holdsBefore: ['PLAN'] })
    expect((await returned.judge(bench.staff, [first])).map(({ verdict }) => verdict)).toEqual(['ALREADY'])
  })

  test.each([
    ['100 00016', { reference: '10000016' }],
    ['493999999000000140011440600000000000000010000016260217', { reference: '10000016' }],
    ['not a name', null],
  ])('%s is read as %o', (given, name) => {
    expect(nameIn(given)).toEqual(name)
  })
})

describe('legal collection', () => {
  it('needs the authorisation; fees are the authority’s; a judgment gives five years', async () => {
    const assignment = await bench.open({ ...dates, number: 'C-1', amount: '900.00' })
    await bench.runTo('2026-05-15')
    const key = await keyOf(assignment)
    expect((await found(assignment)).book.assignment.hold).toBe('LEGAL_DECISION')
    expect(await desk().act(bench.staff, key, 'GO_TO_COURT', null)).toMatchObject({
      error: { code: 'AUTHORISATION_MISSING' },
    })
    const given = { givenBy: 'Timo Toimitusjohtaja', givenOn: day('2026-05-14'), note: null }
    expect(await desk().authorise(bench.staff, key, { ...given, givenOn: day('2026-05-16') })).toMatchObject({
      error: { code: 'DAY_TO_COME' },
    })
    expect(await desk().authorise(bench.staff, key, given)).toMatchObject({ ok: true })
    expect(await desk().act(bench.staff, key, 'GO_TO_COURT', null)).toMatchObject({ ok: true })
    const fee = { amount: 8_600n, on: bench.today(), note: 'L 26/1' }
    expect(await desk().chargeFee(bench.staff, key, { ...fee, kind: 'ENFORCEMENT_FEE' })).toMatchObject({
      error: { code: 'JUDGMENT_MISSING' },
    })
    expect(await desk().chargeFee(bench.staff, key, { ...fee, kind: 'COURT_FEE' })).toMatchObject({ ok: true })
    const judged = { givenOn: bench.today(), judgment: 'Mallilan käräjäoikeus L 26/1' }
    expect(await desk().recordJudgment(bench.staff, key, judged)).toMatchObject({ ok: true })
    const { book, events } = await found(assignment)
    expect(book.postings.at(-1)).toMatchObject({
      kind: 'COURT_FEE',
      beneficiary: 'AUTHORITY',
      amount: 8_600n,
      section: '1455/2015 2 §',
    })
    expect(events.slice(-4).map(({ type }) => type)).toEqual([
      'LEGAL_AUTHORISED',
      'LEGAL_DECISION',
      'AUTHORITY_FEE',
      'JUDGMENT',
    ])
    expect(limitationOf(book, bench.today())).toMatchObject({ expiresOn: '2031-05-15' })
  })
})

describe('a creditor without an address', () => {
  it('is in the work list until newer material brings one; letters take it from there', async () => {
    const creditor = '0112038-9'
    const first = await bench.open({ ...dates, number: 'N-1', creditor, isNowhere: true })
    const work = async () => {
      const items = await bench.agency.cases.work.list(bench.staff, { types: ['CREDITOR_ADDRESS'], search: null }, all)
      return items.map(({ creditorName }) => creditorName)
    }
    expect(await work()).toEqual(['Mallivelkoja Oy'])
    await bench.open({ ...dates, number: 'N-2', creditor })
    expect(await work()).toEqual([])
    expect((await found(first)).book.assignment.creditor.address.town).toBe('Helsinki')
  })
})

function nextDay(from: CalendarDate): CalendarDate {
  return new Date(Date.parse(`${from}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10) as CalendarDate
}
