import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { MessageLetter } from '../../server/src/exchange/messages/fromAgency.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { type AgencyBench, agencyBench, CREDITOR, materialOf } from '../kit/agency.ts'
import { type ReadLetter, readLetter } from '../kit/letterReader.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-01-20')
})
afterAll(() => bench.close())

function lettersOf(assignment: string): MessageLetter[] {
  const told = bench.toldOf(assignment)
  return told.flatMap((message) => (message.kind === 'EVENT' && message.body.letter ? [message.body.letter] : []))
}

const bytesOf = (letter: MessageLetter) => Buffer.from(letter.document?.content ?? '', 'base64')

/** What the agency's ledger says of the assignment at the letter: the sum of its postings, its reference and account. */
async function ledgerAt(assignment: string, letter: MessageLetter) {
  const [row] = await bench.db.sql<{ cents: bigint; reference: string; iban: string }>(
    `SELECT (SELECT sum(p.amount) FROM agency.posting p WHERE p.company_id = a.company_id AND p.assignment_id = a.id
        AND p.id <= (SELECT max(id) FROM agency.posting q WHERE q.company_id = a.company_id AND q.event_id = l.event_id))::bigint AS cents,
       a.reference, a.client_iban AS iban
     FROM agency.letter l JOIN agency.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
     WHERE a.uid = $1 AND l.uid = $2`,
    [assignment, letter.id],
  )
  if (!row) throw new Error('The letter is not in the book.')
  return row
}

/** What the codes say, in the words of the ledger. */
function codesOf({ barcode = '', qrCode = [] }: ReadLetter) {
  return {
    barcode: {
      iban: `FI${barcode.slice(1, 17)}`,
      cents: BigInt(barcode.slice(17, 25)),
      reference: barcode.slice(28, 48).replace(/^0+/, ''),
      dueOn: `20${barcode.slice(48).replace(/(..)(..)(..)/, '$1-$2-$3')}`,
    },
    qrCode: {
      iban: qrCode[6],
      cents: BigInt((qrCode[7] ?? '').replace(/\D/g, '')),
      reference: (qrCode[9] ?? '').replace(/^RF\d\d/, ''),
    },
  }
}

describe('a letter read back says what the ledger says', () => {
  test.each([
    ['fi', 'CONSUMER', '100.00'],
    ['sv', 'CONSUMER', '1234.56'],
    ['en', 'BUSINESS', '98765.43'],
  ] as const)(
    '%s, %s, principal %s: every letter of the ladder, by text, barcode and QR code',
    async (language, debtor, amount) => {
      const assignment = await bench.open({
        language,
        debtor,
        amount,
        afterReminder: 'CONTINUE',
        auxiliaryName: 'Puoti',
      })
      const until = calendarDate('2026-06-01')
      while (bench.today() < until && lettersOf(assignment).length < 3) await bench.runTo(nextWeek())
      const letters = lettersOf(assignment)
      expect(letters.length).toBeGreaterThanOrEqual(3)
      for (const letter of letters) {
        const read = await readLetter(bytesOf(letter))
        const { cents, reference, iban } = await ledgerAt(assignment, letter)
        const codes = codesOf(read)
        expect(codes.barcode).toEqual({ iban, cents, reference, dueOn: letter.dueOn })
        expect(codes.qrCode).toEqual({ iban, cents, reference })
        expect(`${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`).toBe(letter.total.amount)
        const digits = read.text.replace(/\s/g, '')
        expect(digits).toContain(reference)
        expect(digits).toContain(iban)
        const [year, month, day] = letter.dueOn.split('-')
        expect(read.text).toContain(language === 'en' ? letter.dueOn : `${Number(day)}.${Number(month)}.${year}`)
        // Text and paper say the same sums.
        for (const sum of letter.body.match(/-?[\d\u00a0,.]+ EUR/g) ?? [])
          expect(digits).toContain(sum.replace(/\s/g, ''))
      }
    },
  )
})

function nextWeek(): string {
  return new Date(Date.parse(bench.today()) + 7 * 86_400_000).toISOString().slice(0, 10)
}

describe('the archive', () => {
  it('keeps the very bytes that were carried, under their digest, and the outbox keeps none', async () => {
    const assignment = await bench.open({ amount: '50.00', dueOn: '2026-01-16' })
    while (lettersOf(assignment).length === 0) await bench.runTo(nextWeek())
    const [letter] = lettersOf(assignment)
    if (!letter) throw new Error('There is a letter.')
    const [kept] = await bench.db.sql<{ sha256: Buffer; content: Buffer }>(
      'SELECT sha256, content FROM agency.letter_archive WHERE uid = $1',
      [letter.id],
    )
    expect(kept?.content.equals(bytesOf(letter))).toBe(true)
    expect(createHash('sha256').update(bytesOf(letter)).digest('hex')).toBe(letter.document?.sha256)
    expect(kept?.sha256.toString('hex')).toBe(letter.document?.sha256)
    const [outbox] = await bench.db.sql<{ n: number }>(
      `SELECT count(*)::integer AS n FROM agency.outbox WHERE message #>> '{body,letter,document,content}' IS NOT NULL`,
    )
    expect(outbox?.n).toBe(0)
  })
})

describe("a creditor's own words", () => {
  const setText = (text: string) =>
    bench.agency.letters.setText(bench.staff, CREDITOR, { kind: 'REMINDER', language: 'fi', text })

  it('stand in letters from then on, in text and on paper, until they are taken back', async () => {
    expect(await setText('x'.repeat(601))).toMatchObject({ ok: false, error: { code: 'TEXT_TOO_LONG' } })
    await setText('Kiitos, että olet asiakkaamme.')
    const spoken = await bench.open({ amount: '60.00' })
    while (lettersOf(spoken).length === 0) await bench.runTo(nextWeek())
    const [letter] = lettersOf(spoken)
    if (!letter) throw new Error('There is a letter.')
    expect(letter.body).toContain('Kiitos, että olet asiakkaamme.')
    expect((await readLetter(bytesOf(letter))).text).toContain('Kiitos, että olet asiakkaamme.')

    await setText('')
    const silent = await bench.open({ amount: '61.00' })
    while (lettersOf(silent).length === 0) await bench.runTo(nextWeek())
    expect(lettersOf(silent)[0]?.body).not.toContain('Kiitos')
    expect(await bench.agency.letters.texts(bench.staff, CREDITOR)).toEqual([])
  })
})

describe('a preview', () => {
  it('has the sums, words and days of the letter that follows', async () => {
    const body = materialOf({ amount: '77.00', auxiliaryName: 'Puoti' })
    const { letter: shown, problems } = await bench.agency.previews.draft({ creditor: CREDITOR, body })
    expect(problems).toEqual([])
    const assignment = await bench.open({ amount: '77.00', auxiliaryName: 'Puoti', number: body.invoice.number })
    await bench.agency.calendar.advance(bench.today())
    await bench.runTo(shown?.sentOn ?? '')
    await bench.settle()
    const [sent] = lettersOf(assignment)
    const known = ({ kind, sentOn, dueOn, channel, language, total }: NonNullable<typeof shown>) => {
      return { kind, sentOn, dueOn, channel, language, total }
    }
    expect(shown && known(shown)).toEqual(sent && known({ ...sent, pdf: '' }))
    // Only the reference is not there yet.
    const withoutReference = (text = '') => text.split('\n').filter((line) => !line.startsWith('  Viitenumero:'))
    expect(withoutReference(shown?.body)).toEqual(withoutReference(sent?.body))
  })

  it('says why there would be no letter', async () => {
    const body = { ...materialOf({ service: 'COLLECTION' }) }
    const { letter, problems } = await bench.agency.previews.draft({ creditor: CREDITOR, body })
    expect(letter).toBeNull()
    expect(problems.map(({ code }) => code)).toEqual(['REMINDER_MISSING'])
  })
})

describe('printing', () => {
  it('puts the letters of a day into one file by post code, each on pages of its own, once', async () => {
    const { letters } = bench.agency
    await bench.db.sql('DELETE FROM agency.print_batch_letter')
    const [busy] = await bench.db.sql<{ on: string; n: number }>(
      `SELECT sent_on AS "on", count(*)::integer AS n FROM agency.letter WHERE channel = 'PRINT' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`,
    )
    const on = calendarDate(busy?.on ?? '')
    const made = await letters.makeBatch(bench.staff, on)
    if (!made.ok) throw new Error(made.error.code)
    expect(made.value).toMatchObject({ letters: busy?.n, printedAt: null })
    expect(await letters.makeBatch(bench.staff, on)).toMatchObject({ ok: false, error: { code: 'NOTHING_TO_PRINT' } })
    const [{ content } = { content: Buffer.alloc(0) }] = await bench.db.sql<{ content: Buffer }>(
      'SELECT content FROM agency.print_batch WHERE id = $1',
      [made.value.id],
    )
    const read = await readLetter(content)
    expect(read.pages).toBe(made.value.pages)
    expect(read.text.match(/Sivu 1\/|Sida 1\/|Page 1\//g)?.length).toBe(busy?.n)
    await letters.markPrinted(bench.staff, made.value.id)
    expect(await letters.day(bench.staff, on)).toMatchObject({ waiting: 0, inBatches: busy?.n })
  })
})
