import { describe, expect, it, test } from 'vitest'
import { assignmentWith, bookWith, cost, principal } from '../../server/src/agency/case/book.fixture.ts'
import { letterContent } from '../../server/src/agency/letter/letterContent.ts'
import { formatFor } from '../../server/src/agency/letter/letterFormat.ts'
import type { LetterRequest } from '../../server/src/agency/letter/letterMatter.ts'
import { letterPdf } from '../../server/src/agency/letter/print/letterPdf.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { readLetter } from '../kit/letterReader.ts'

const on = calendarDate('2026-02-03')
const request: LetterRequest = {
  ...{ kind: 'DEMAND' as const, on, dueOn: calendarDate('2026-02-17') },
  interest: {
    ...{ from: calendarDate('2026-02-04'), rate: 950n, legal: { reference: 250n, margin: 700n } },
    ...{ base: 113_456n, section: '633/1982 4 §' },
  },
}

function bookOf(language: 'fi' | 'sv' | 'en', kind: 'CONSUMER' | 'BUSINESS', change: object = {}) {
  const plain = assignmentWith({ reference: '10000016', invoiceTotal: 123_456n }, kind)
  const assignment = {
    ...plain,
    creditor: { ...plain.creditor, originalCreditor: 'Alkuperäinen Yhtiö Oy' },
    debtor: { ...plain.debtor, name: 'Åke Łódź-Öberg', language },
    ...change,
  }
  return bookWith(assignment, [
    principal(123_456n),
    {
      ...{ kind: 'LATE_INTEREST', component: 'INTEREST', beneficiary: 'CREDITOR', amount: 450n, on },
      ...{ section: '633/1982 4 §', from: calendarDate('2026-01-17'), to: on, days: 14, basisPoints: 950n },
      base: 123_456n,
    },
    cost(500n),
    { ...principal(-10_000n), kind: 'DIRECT_PAYMENT' },
  ])
}

/** What each language calls it; figures are 1,234.56 + 4.50 + 5.00 - 100.00. */
const WORDS = {
  fi: {
    total: '1 144,06 EUR',
    due: '17.2.2026',
    interest: /14 pv, 9,5 % pääomalle 1 234,56 EUR/,
    object: /väärä.*17\.2\.2026/s,
    suspend: /keskeyttämään perintä/,
    runsOn: '4.2.2026 alkaen 9,5 % vuodessa maksamattomalle pääomalle 1 134,56 EUR',
    follows: 'viitekorko 2,5 % lisättynä 7 prosenttiyksiköllä',
    unknown: 'viitekoron ja 7 prosenttiyksikön mukaan',
    consequence: /oikeudelliseen perintään/,
    basis: 'Lasku L1, päivätty 2.1.2026',
    title: 'MAKSUVAATIMUS',
  },
  sv: {
    total: '1 144,06 EUR',
    due: '17.2.2026',
    interest: /14 dagar, 9,5 % på kapitalet 1 234,56 EUR/,
    object: /fel.*17\.2\.2026/s,
    suspend: /avbryta indrivningen/,
    runsOn: 'från 4.2.2026 med 9,5 % om året på det obetalda kapitalet 1 134,56 EUR',
    follows: 'referensräntan 2,5 % plus 7 procentenheter',
    unknown: 'enligt referensräntan plus 7 procentenheter',
    consequence: /rättslig indrivning/,
    basis: 'Faktura L1, daterad 2.1.2026',
    title: 'BETALNINGSKRAV',
  },
  en: {
    total: '1,144.06 EUR',
    due: '2026-02-17',
    interest: /14 days, 9\.5 % on the principal of 1,234\.56 EUR/,
    object: /wrong.*2026-02-17/s,
    suspend: /suspend collection/,
    runsOn: 'from 2026-02-04 at 9.5 % a year on the unpaid principal of 1,134.56 EUR',
    follows: 'the reference rate of 2.5 % plus 7 percentage points',
    unknown: 'at the reference rate plus 7 percentage points',
    consequence: /legal collection/,
    basis: 'Invoice L1, dated 2026-01-02',
    title: 'PAYMENT DEMAND',
  },
} as const

const plainText = (text: string) => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')

describe('a letter says all that a payment demand must say (513/1999 5 a §, 5 b §)', () => {
  const cases = (['fi', 'sv', 'en'] as const).flatMap((language) =>
    (['CONSUMER', 'BUSINESS'] as const).map((kind) => [language, kind] as const),
  )
  test.each(cases)('in %s to a %s', async (language, kind) => {
    const words = WORDS[language]
    const read = await readLetter(await letterPdf(letterContent(bookOf(language, kind), request)))
    const text = plainText(read.text)
    expect(text).toContain(words.title)
    // Who is owed: official name and address, the name on the invoice, and who was owed first.
    for (const name of ['Mallivelkoja Oy', '1234567-1', 'Mallikatu 1', 'Mallipuoti', 'Alkuperäinen Yhtiö Oy']) {
      expect(text).toContain(name)
    }
    // For what, itemised: principal, interest with days, rate and base, costs with the section, payments.
    expect(text).toContain(words.basis)
    expect(text).toMatch(words.interest)
    expect(text).toContain('[633/1982 4 §]')
    expect(text).toContain('[513/1999 10 a §]')
    expect(text).toContain(language === 'en' ? '-100.00 EUR' : '-100,00 EUR')
    // How much in all, to whom, how and when.
    for (const figure of [words.total, words.due, 'FI93 9999 9900 0000 14', '100 00016']) expect(text).toContain(figure)
    // How interest runs on: from which day, at how much a year, on what; and what follows when it stays unpaid.
    for (const words of [WORDS[language].runsOn, WORDS[language].follows]) expect(text).toContain(words)
    expect(text).toMatch(WORDS[language].consequence)
    // The right to object, by when and to whom; a consumer may have collection suspended (4 c §).
    expect(text).toMatch(words.object)
    expect(text).toContain('perinta@duetto.example')
    expect(words.suspend.test(text)).toBe(kind === 'CONSUMER')
    // The debtor's name in letters that not every font has.
    expect(text).toContain('Åke Łódź-Öberg')
  })

  it.each([
    ['fi', 'SE', 'RUOTSI'],
    ['sv', 'EE', 'ESTLAND'],
    ['en', 'DE', 'GERMANY'],
    ['fi', 'FI', undefined],
  ] as const)('in %s to %s: the country stands below an address abroad', (language, country, expected) => {
    const { assignment, ...book } = bookOf(language, 'CONSUMER')
    const address = { street: 'Gatan 1', postCode: '111 22', town: 'Stockholm', country }
    const debtor = { ...assignment.debtor, address }
    const { recipient } = letterContent({ ...book, assignment: { ...assignment, debtor } }, request)
    expect(recipient).toEqual([debtor.name, 'Gatan 1', '111 22 Stockholm', ...(expected ? [expected] : [])])
  })

  it('nothing of which is covered by a name and an address that go below the window', async () => {
    const { assignment, ...book } = bookOf('fi', 'CONSUMER')
    const address = { street: `${'Kadunnimi '.repeat(19)}1`, postCode: '00100', town: 'Helsinki', country: 'SE' }
    const debtor = { ...assignment.debtor, name: 'Pitkäniminen '.repeat(15).trim(), address }
    const { places } = await readLetter(
      await letterPdf(letterContent({ ...book, assignment: { ...assignment, debtor } }, request)),
    )
    const below = places.get('Duetto perii saatavaa velkojan toimeksiannosta.')
    expect(below).toBeGreaterThan((places.get('RUOTSI') ?? Number.NaN) + 8)
  })

  test.each(['fi', 'sv', 'en'] as const)(
    'in %s names no rate that is not published: the reference rate and the margin',
    (language) => {
      const interest = request.interest && { ...request.interest, rate: null, legal: { reference: null, margin: 700n } }
      const { notices } = letterContent(bookOf(language, 'CONSUMER'), { ...request, interest })
      expect(plainText(notices.join(' '))).toContain(WORDS[language].unknown)
    },
  )

  it('gives the rate that was agreed as the contract’s own', () => {
    const interest = request.interest && { ...request.interest, rate: 1_200n, legal: null }
    const { notices } = letterContent(bookOf('fi', 'BUSINESS'), { ...request, interest })
    expect(plainText(notices.join(' '))).toMatch(/12 % vuodessa .* Korosta on sovittu/)
  })
})

it.each([
  ['EUR', '1 017,00 EUR'],
  ['JPY', '101 700 JPY'],
  ['KWD', '101,700 KWD'],
])('sums of %s have its own decimals: %s', (currency, expected) => {
  expect(plainText(formatFor('fi', currency).sum(101_700n))).toBe(expected)
})

describe('the codes that banks read', () => {
  it('say account, amount, reference and due day as the letter does', async () => {
    const read = await readLetter(await letterPdf(letterContent(bookOf('fi', 'CONSUMER'), request)))
    expect(read.barcode).toBe('493999999000000140011440600000000000000010000016260217')
    const code = ['BCD', '002', '1', 'SCT', '', 'Duetto, asiakasvarat', 'FI9399999900000014', 'EUR1144.06', '']
    expect(read.qrCode).toEqual([...code, 'RF4210000016'])
  })

  it('are not in a preview, which nobody shall pay', async () => {
    const content = letterContent(bookOf('fi', 'CONSUMER'), { ...request, isPreview: true })
    const read = await readLetter(await letterPdf(content))
    expect([read.barcode, read.qrCode]).toEqual([undefined, undefined])
    expect(read.text).toContain('ESIKATSELU')
    expect(read.text).not.toContain('100 00016')
  })
})

describe('the paper', () => {
  it('has the same bytes for the same letter, whenever it is made', async () => {
    const make = () => letterPdf(letterContent(bookOf('sv', 'BUSINESS'), request))
    expect((await make()).equals(await make())).toBe(true)
  })

  it('fits a usual letter on one page, and numbers the pages of a long one', async () => {
    const usual = bookOf('fi', 'CONSUMER', { creditor: assignmentWith().creditor })
    expect((await readLetter(await letterPdf(letterContent(usual, request)))).pages).toBe(1)
    const payments = Array.from({ length: 60 }, () => ({ ...principal(-100n), kind: 'DIRECT_PAYMENT' as const }))
    const long = bookWith(usual.assignment, [...usual.postings, ...payments])
    const read = await readLetter(
      await letterPdf(letterContent(long, { ...request, ownText: 'Omat sanamme. '.repeat(20) })),
    )
    expect(read.pages).toBe(3)
    expect(read.text).toContain('Sivu 2/3')
    expect(read.text).toContain('Omat sanamme.')
  })
})
