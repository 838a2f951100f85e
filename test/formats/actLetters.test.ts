import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import type { Book, Draft } from '../../server/src/agency/case/assignment.ts'
import { withDraft } from '../../server/src/agency/case/assignment.ts'
import { assignmentWith, bookWith, cost, practice, principal } from '../../server/src/agency/case/book.fixture.ts'
import { answerDispute, dispute } from '../../server/src/agency/case/caseAct.ts'
import { balanceOf } from '../../server/src/agency/case/posting.ts'
import { takeStep } from '../../server/src/agency/case/step.ts'
import { grantExtension, makePlan } from '../../server/src/agency/case/timeToPay.ts'
import { type LetterContent, letterContent } from '../../server/src/agency/letter/letterContent.ts'
import { letterPdf } from '../../server/src/agency/letter/print/letterPdf.ts'
import { addDays, calendarDate } from '../../server/src/kernel/calendarDate.ts'
import type { Result } from '../../server/src/kernel/result.ts'
import { readLetter } from '../kit/letterReader.ts'

const on = calendarDate('2026-02-20')
const languages = ['fi', 'sv', 'en'] as const
type Language = (typeof languages)[number]

function opened(language: Language, kind: 'CONSUMER' | 'BUSINESS' = 'CONSUMER'): Book {
  const plain = assignmentWith({ reference: '10000016' }, kind)
  const assignment = { ...plain, debtor: { ...plain.debtor, language } }
  return bookWith(assignment, [principal(123_456n), cost(500n)])
}

interface Written {
  readonly book: Book
  readonly draft: Draft
  readonly content: LetterContent
}

/** The letter that an act brings, on the book with the act in it. */
function letterIn(before: Book, drafts: readonly Draft[]): Written {
  const [draft] = drafts
  if (!draft?.letter) throw new Error('The act brings a letter.')
  const book = withDraft(before, draft)
  const { kind, sentOn, dueOn, ownText, interest, matter } = draft.letter
  return { book, draft, content: letterContent(book, { kind, on: sentOn, dueOn, ownText, interest, matter }) }
}

function written(before: Book, result: Result<Draft[]>): Written {
  if (!result.ok) throw new Error(result.error.code)
  return letterIn(before, result.value)
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')
const digits = (text: string) => text.replace(/[^\d]/g, '')

/** Cents and due day in a bank barcode. */
function orderIn(barcode = '') {
  return {
    cents: BigInt(barcode.slice(17, 25)),
    dueOn: `20${barcode.slice(48).replace(/(..)(..)(..)/, '$1-$2-$3')}`,
    reference: barcode.slice(28, 48).replace(/^0+/, ''),
  }
}

/** Keeps a picture where a person wants to look at it. */
function keep(name: string, png: Buffer): void {
  const folder = process.env.DUETTO_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/${name}.png`, png)
}

describe('an extension of time is confirmed', () => {
  const until = addDays(on, 21)

  test.each([
    ['fi', 'MAKSUAJAN PIDENNYS', 'Uusi eräpäivä on 13.3.2026', '5,00 EUR'],
    ['sv', 'FÖRLÄNGD BETALNINGSTID', 'Den nya förfallodagen är 13.3.2026', '5,00 EUR'],
    ['en', 'EXTENSION OF TIME', 'The new due day is 2026-03-13', '5.00 EUR'],
  ] as const)(
    'in %s, with the new day, the sum, its cost by section, and how interest runs on',
    async (language, title, newDay, charge) => {
      const before = opened(language)
      const { book, draft, content } = written(before, grantExtension(before, { until, charge: true }, on, practice))
      const read = await readLetter(await letterPdf(content))
      keep(`extension-${language}`, read.png)
      const text = plain(read.text)
      for (const words of [title, newDay, content.words.line.EXTENSION_COST]) expect(text).toContain(words)
      const cost = content.claim.find(({ what }) => what === content.words.line.EXTENSION_COST)
      expect(cost).toMatchObject({ section: '513/1999 10 a §', amount: charge })
      expect(text).toMatch(/9[.,]5 %/)
      // Paper, codes and ledger say the same.
      expect(digits(content.total)).toBe(balanceOf(book.postings).toString())
      expect(orderIn(read.barcode)).toEqual({ cents: balanceOf(book.postings), dueOn: until, reference: '10000016' })
      expect(draft.letter?.total).toBe(balanceOf(book.postings))
    },
  )
})

describe('a payment plan is sent to the debtor', () => {
  const firstOn = addDays(on, 14)

  test.each(languages)('in %s, with every instalment, its day and sum; they add up to the debt', async (language) => {
    const before = opened(language)
    const { book, draft, content } = written(
      before,
      makePlan(before, { instalments: 5, firstOn, charge: true }, on, practice),
    )
    const first = await readLetter(await letterPdf(content))
    keep(`plan-${language}`, first.png)
    const text = plain(first.text)
    const instalments = draft.plan?.instalments ?? []
    expect(instalments.reduce((sum, { amount }) => sum + amount, 0n)).toBe(balanceOf(book.postings))
    expect(content.instalments).toHaveLength(5)
    for (const { day, amount } of content.instalments)
      for (const words of [day, plain(amount)]) expect(text).toContain(words)
    for (const words of [content.words.consequence.PLAN, content.words.planned(5)]) expect(text).toContain(plain(words))
    // A barcode for each instalment, with its own day and sum; the QR code is the first one's.
    const asked = instalments.map(({ dueOn, amount }) => ({ cents: amount, dueOn, reference: '10000016' }))
    const read = first.barcodes.map(orderIn).sort((a, b) => a.dueOn.localeCompare(b.dueOn))
    expect(read).toEqual(asked)
    expect(first.qrCode?.[7]).toBe(`EUR${Number(instalments[0]?.amount) / 100}`)
  })

  it('of 36 instalments is whole and stays small enough for the road', async () => {
    const before = opened('sv', 'BUSINESS')
    const { content } = written(before, makePlan(before, { instalments: 36, firstOn, charge: true }, on, practice))
    const pdf = await letterPdf(content)
    const read = await readLetter(pdf)
    keep('plan-36', read.png)
    expect(pdf.length).toBeLessThan(300_000)
    for (const { order } of content.instalments.slice(1)) {
      expect(read.text).toContain(order?.dueOn?.slice(2).replaceAll('-', ''))
    }
  })

  test.each(languages)(
    'that was broken is told in %s, without a cost, with a new time to pay for all of it',
    async (language) => {
      const before = opened(language)
      const made = makePlan(before, { instalments: 3, firstOn, charge: true }, on, practice)
      if (!made.ok || !made.value[0]) throw new Error('The plan was made.')
      const planned = withDraft(before, made.value[0])
      const looked = takeStep(planned, planned.assignment.nextStepOn ?? on, practice)
      const { book, draft, content } = letterIn(planned, [looked])
      const read = await readLetter(await letterPdf(content))
      keep(`broken-${language}`, read.png)
      expect(plain(read.text)).toContain(plain(content.lead[0] ?? ''))
      expect(draft.lines.filter(({ component }) => component === 'COSTS')).toEqual([])
      expect(orderIn(read.barcode)).toMatchObject({ cents: balanceOf(book.postings), dueOn: draft.letter?.dueOn })
      expect(draft.patch.termEndsOn).toBe(draft.letter?.dueOn)
    },
  )
})

describe('a dispute is answered with reasons (513/1999 4 b §)', () => {
  const disputed = (language: Language) => {
    const before = opened(language)
    const raised = dispute(before, 'Never ordered', on, practice)
    if (!raised.ok || !raised.value[0]) throw new Error('The dispute was raised.')
    return withDraft(before, raised.value[0])
  }
  const answer = { answer: 'The delivery was signed for.', raisedOn: on }
  const answeredOn = addDays(on, 6)

  test.each(languages)('rejected in %s: the reasons, the whole claim and a new time to pay', async (language) => {
    const before = disputed(language)
    const { book, draft, content } = written(
      before,
      answerDispute(before, { uphold: false, ...answer }, answeredOn, practice),
    )
    const read = await readLetter(await letterPdf(content))
    keep(`rejected-${language}`, read.png)
    expect(plain(read.text)).toContain(`${content.words.grounds}: The delivery was signed for.`)
    expect(orderIn(read.barcode)).toMatchObject({ cents: balanceOf(book.postings), dueOn: draft.letter?.dueOn })
  })

  test.each(languages)('upheld in %s: the reasons, and nothing to pay', async (language) => {
    const before = disputed(language)
    const { draft, content } = written(before, answerDispute(before, { uphold: true, ...answer }, answeredOn, practice))
    const read = await readLetter(await letterPdf(content))
    keep(`upheld-${language}`, read.png)
    expect(plain(read.text)).toContain(plain(content.words.upheld))
    expect([read.barcode, read.qrCode, draft.letter?.total]).toEqual([undefined, undefined, 0n])
    expect(read.text).not.toContain('FI93')
  })
})
