import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** The rows of the requirements that touch the ledger, and the story that tells each. There may be more of a row. */
const STORY_OF = {
  A1: ['company-activation', 'A1: a bookkeeper sees the service and cannot activate it; the API refuses it by a code'],
  A2: [
    'company-activation',
    'A2: acceptance of the terms with e-mail and telephone, the identity check, and the service is active',
  ],
  A3: ['company-activation', 'A3: before the service is active nothing can be sent, and the state says so'],
  A4: [
    'company-activation',
    'A4: each invoice of material costs the fee of the day, in a statement of the month with VAT',
  ],
  R1: [
    'company-reminders',
    'R1: invoices go from open to overdue by the calendar, and each section counts and sums its own',
  ],
  R2: [
    'company-reminders',
    'R2: what is sent is previewed as the letter it will be, with the channel fixed and one fee for each',
  ],
  R3: ['company-reminders', 'R3: reminder material is made of an overdue invoice alone'],
  R4: [
    'company-reminders',
    'R4: the status is changed by hand with the letter that went out, and not while the invoice is in the service',
  ],
  C1: [
    'company-reminders',
    'C1: from the reminded and requested ones to the collection service, which sends its first demand',
  ],
  C2: ['company-reminders', 'C2: collection material is made only when a reminder and a notice have been sent'],
  O1: [
    'company-reminders',
    'O1, O2: in the service the list tells assignment, step and balance, and the newest step stands in the header',
  ],
  O2: [
    'company-reminders',
    'O1, O2: in the service the list tells assignment, step and balance, and the newest step stands in the header',
  ],
  O3: [
    'company-reminders',
    'O3: letters are the service’s own; words of the company’s own stand in them when staff have set them',
  ],
  O4: [
    'costs-by-hand',
    'O4: a registered auxiliary name is chosen on the invoice and stands on the letter with the official name',
  ],
  O5: ['company-money', 'O5: the payment and its row of the bank statement show that the invoice is in the service'],
  O6: [
    'company-money',
    'O6: what reaches the company for a business pays costs first, and the agency’s balance follows by itself',
  ],
  O7: ['company-money', 'O7: an invoice sent by mistake is overdue again only when staff have stopped it'],
  P1: [
    'company-money',
    'P1: the agency’s settlement is booked by its parts; by hand it is one unless the box is cleared',
  ],
  P2: [
    'company-money',
    'P2: a payment with the invoice’s reference is booked by itself, and interest is paid before the principal',
  ],
  P3: ['company-money', 'P3: a credit loss waits for the agency’s answer, which books it'],
  K1: ['company-activation', 'K1: new invoices carry the customer’s default contact person, and the material does too'],
  F1: [
    'costs-by-hand',
    'F1: costs need an agreement, of its amount; what the law allows is asked for the company, the rest refused by section',
  ],
  M1: ['masterId', 'M1: one sign-in shows the assignments of every company it manages, with one total'],
  M2: ['masterId', 'M2: a bureau asks for a Master-ID, staff grant it and link companies to it'],
  M3: ['masterId', 'M3: the company is told of the link and ends it; the next operation sees nothing of it any more'],
  M4: ['masterId', 'M4: down to a company, its reminder sends, one assignment, its events, letters and payments'],
} as const

/** What the agency's stories are to tell, and the words by which a story does. */
const CASES = {
  'a consumer to the end': /a consumer: letters, legal decision, surveillance, a yearly review, and credit loss/,
  'a business without a tratta': /a business: .* without a tratta/,
  'a plan broken': /a broken payment plan goes back to the ladder/,
  'a dispute upheld': /a dispute stops letters; upheld it ends the assignment/,
  'partial payments across a half-year': /partial payments across a half-year change/,
  'a recall after the first demand': /a recall after the first demand/,
} as const

interface Told {
  readonly rows: readonly string[]
  readonly name: string
  readonly file: string
}

const folder = import.meta.dirname
const stories: Told[] = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^\s*(?:it|test)\((['"`])(.+?)\1,/gm)].map(
      ([, , name = '']) => {
        const [, ids = ''] = /^((?:[A-Z]\d(?:, )?)+): /.exec(name) ?? []
        return { rows: ids.split(', ').filter((id) => id !== ''), name, file: file.replace('.test.ts', '') }
      },
    ),
  )

it.each(Object.entries(STORY_OF))('%s has its story', (row, [file, name]) => {
  expect(stories.filter((story) => story.rows.includes(row)).map((story) => [story.file, story.name])).toContainEqual([
    file,
    name,
  ])
})

it('no story names a row that is not there', () => {
  expect(stories.flatMap(({ rows }) => rows).filter((row) => !(row in STORY_OF))).toEqual([])
})

it.each(Object.entries(CASES))('the agency’s stories tell of %s', (_, words) => {
  expect(stories.filter(({ name }) => words.test(name))).toHaveLength(1)
})
