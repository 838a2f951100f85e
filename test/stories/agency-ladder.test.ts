import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MessageLetter, MessagePosting } from '../../server/src/exchange/messages/fromAgency.ts'
import { type AgencyBench, agencyBench } from '../kit/agency.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-01-20')
})
afterAll(() => bench.close())

const postings = (assignment: string): MessagePosting[] =>
  bench.toldOf(assignment).flatMap((message) => ('postings' in message.body ? message.body.postings : []))
const lettersOf = (assignment: string): MessageLetter[] =>
  bench
    .toldOf(assignment)
    .flatMap((message) => (message.kind === 'EVENT' && message.body.letter ? [message.body.letter] : []))
const ledger = (assignment: string): string[] =>
  postings(assignment).map(({ on, kind, beneficiary, amount, section, days, ratePercent, base }) =>
    [
      on,
      kind,
      amount.amount,
      beneficiary,
      section,
      days && `${days} d`,
      ratePercent && `${ratePercent} %`,
      base?.amount,
    ]
      .filter(Boolean)
      .join(' '),
  )

describe('letters go by the calendar', () => {
  it('a consumer is reminded, noticed, and with RETURN the invoice goes back to the creditor', async () => {
    const returned = await bench.open({ afterReminder: 'RETURN' })
    const continued = await bench.open({ afterReminder: 'CONTINUE', amount: '1500.00' })
    const business = await bench.open({ afterReminder: 'CONTINUE', debtor: 'BUSINESS', amount: '3000.00' })
    await bench.runTo('2026-06-01')

    expect(bench.story(returned)).toEqual([
      '2026-01-20 RECEIVED → RECEIVED 100.00',
      '2026-01-30 REMINDER_SENT 105.36 → REMINDER 105.36 REMINDED',
      '2026-02-16 NOTICE_SENT 110.81 → NOTICE 110.81 REQUESTED',
      '2026-03-03 CLOSED → CLOSED RETURNED 110.81 REQUESTED',
    ])
    expect(ledger(returned)).toEqual([
      '2026-01-20 PRINCIPAL 100.00 CREDITOR',
      '2026-01-30 LATE_INTEREST 0.36 CREDITOR 633/1982 4 § 14 d 9.5 % 100.00',
      '2026-01-30 REMINDER_COST 5.00 AGENCY 513/1999 10 a §',
      '2026-02-16 LATE_INTEREST 0.45 CREDITOR 633/1982 4 § 17 d 9.5 % 100.00',
      '2026-02-16 NOTICE_COST 5.00 AGENCY 513/1999 10 a §',
    ])

    // With CONTINUE two payment demands follow, the second at half the cost, and then staff decide.
    expect(bench.story(continued)).toEqual([
      '2026-01-20 RECEIVED → RECEIVED 1500.00',
      '2026-01-30 REMINDER_SENT 1510.47 → REMINDER 1510.47 REMINDED',
      '2026-02-16 NOTICE_SENT 1522.10 → NOTICE 1522.10 REQUESTED',
      '2026-03-03 COLLECTION_LETTER_SENT 1577.96 → COLLECTION 1577.96 COLLECTED',
      '2026-03-18 SECOND_DEMAND_SENT 1608.82 → COLLECTION 1608.82 COLLECTED',
      '2026-04-02 LEGAL_DECISION → COLLECTION 1608.82',
    ])

    // A business owes 40 euro of standard compensation; letters cost it only what goes beyond: 12 + 12 + 90 - 40 = 74.
    expect(ledger(business)).toEqual([
      '2026-01-20 PRINCIPAL 3000.00 CREDITOR',
      '2026-01-21 LATE_INTEREST 4.32 CREDITOR 633/1982 4 a § 5 d 10.5 % 3000.00',
      '2026-01-21 FIXED_COMPENSATION 40.00 CREDITOR 513/1999 10 i §',
      '2026-02-03 LATE_INTEREST 11.21 CREDITOR 633/1982 4 a § 13 d 10.5 % 3000.00',
      '2026-02-16 LATE_INTEREST 11.22 CREDITOR 633/1982 4 a § 13 d 10.5 % 3000.00',
      '2026-02-16 DEMAND_COST 74.00 AGENCY 513/1999 10 e §',
      '2026-02-27 LATE_INTEREST 9.50 CREDITOR 633/1982 4 a § 11 d 10.5 % 3000.00',
      '2026-02-27 DEMAND_COST 45.00 AGENCY 513/1999 10 e §',
    ])
  })

  it('a returned invoice that comes to collection owes its unpaid costs with their sections, and no letter again', async () => {
    const first = await bench.open({ number: 'R-1', dueOn: '2026-05-15', issuedOn: '2026-05-01' })
    await bench.runTo('2026-08-01')
    expect(bench.story(first).at(-1)).toContain('CLOSED RETURNED')
    await bench.agency.rates.enter(bench.staff, {
      from: bench.today().replace(/-\d\d-\d\d$/, '-07-01') as never,
      percent: '2.5',
      source: 'Made up for this test',
      isDemo: true,
    })
    const second = await bench.open({
      service: 'COLLECTION',
      number: 'R-1',
      dueOn: '2026-05-15',
      issuedOn: '2026-05-01',
      previousAssignment: first,
    })
    await bench.runTo('2026-08-05')
    expect(ledger(second)).toEqual([
      '2026-08-01 PRINCIPAL 100.00 CREDITOR',
      '2026-08-01 REMINDER_COST 5.00 AGENCY 513/1999 10 a §',
      '2026-08-01 NOTICE_COST 5.00 AGENCY 513/1999 10 a §',
      '2026-08-02 LATE_INTEREST 1.20 CREDITOR 633/1982 4 § 46 d 9.5 % 100.00',
      '2026-08-02 LATE_INTEREST 0.86 CREDITOR 633/1982 4 § 33 d 9.5 % 100.00',
      '2026-08-02 DEMAND_COST 14.00 AGENCY 513/1999 10 a §',
    ])
  })

  it('a step waits with a reason when the reference rate is not on record, and goes on when staff enter it', async () => {
    const material = { debtor: 'BUSINESS', service: 'COLLECTION', amount: '500.00', dueOn: '2027-01-04' } as const
    await bench.runTo('2027-01-10')
    const waiting = await bench.open({ ...material, issuedOn: '2026-12-01' })
    const agreed = await bench.open({ ...material, issuedOn: '2026-12-01', interestPercent: '11.5' })
    await bench.runTo('2027-01-12')
    expect(bench.story(waiting)).toEqual([
      '2027-01-10 RECEIVED → RECEIVED 500.00',
      '2027-01-11 STEP_POSTPONED RATE_UNKNOWN → RECEIVED 500.00',
    ])
    // A rate by contract needs no reference rate.
    expect(bench.story(agreed).at(-1)).toContain('COLLECTION_LETTER_SENT')
    const rate = { from: '2027-01-01' as never, percent: '3', source: 'Made up for this test', isDemo: true }
    expect((await bench.agency.rates.enter(bench.staff, rate)).ok).toBe(true)
    await bench.runTo('2027-01-13')
    expect(bench.story(waiting).at(-1)).toContain('2027-01-13 COLLECTION_LETTER_SENT')
  })
})

describe('what a letter says (513/1999 5 a §)', () => {
  it.each([
    ['fi', 'Velkoja: Mallivelkoja Oy', 'aputoiminimi: Mallipuoti', 'Pääoma', 'Eräpäivä', 'tuomioistuimeen'],
    ['sv', 'Borgenär: Mallivelkoja Oy', 'Bifirma på fakturan: Mallipuoti', 'Kapital', 'Förfallodag', 'domstol'],
    ['en', 'Creditor: Mallivelkoja Oy', 'Trade name used on the invoice: Mallipuoti', 'Principal', 'Due day', 'court'],
  ] as const)(
    'in %s: both names of the creditor, every sum by itself, how to pay, how to object',
    async (language, ...words) => {
      const start = bench.today()
      const year = Number(start.slice(0, 4))
      const dates = { issuedOn: `${year - 1}-11-01`, dueOn: `${year - 1}-12-01` }
      const assignment = await bench.open({ language, auxiliaryName: 'Mallipuoti', amount: '250.00', ...dates })
      await bench.agency.calendar.advance(start)
      await bench.settle()
      const [letter] = lettersOf(assignment)
      for (const word of words) expect(letter?.body).toContain(word)
      expect(letter?.body).toContain('FI93 9999 9900 0000 14')
      expect(letter?.body).toContain('[513/1999 10 a §]')
      const acknowledged = bench.toldOf(assignment)[0]
      const reference = acknowledged?.kind === 'ACKNOWLEDGEMENT' ? acknowledged.body.agencyReference : ''
      expect(letter?.body.replace(/\s/g, '')).toContain(reference)
      expect(letter).toMatchObject({ kind: 'REMINDER', sentOn: start, language, channel: 'PRINT' })
      expect(letter && letter.dueOn > start).toBe(true)
    },
  )
})
