import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { business, consumer } from '../../server/src/statute/facts.fixture.ts'
import { rateOn } from '../../server/src/statute/interest.ts'
import { PUBLISHED_REFERENCE_RATES } from '../../server/src/statute/referenceRates.ts'

const folder = process.env.DUETTO_FIELD_DATA

/** '11.5' % in basis points. */
const basisPoints = (percent: string | undefined) => BigInt(Math.round(Number(percent) * 100))

/** [from, to, reference, consumer's and commercial late interest, status] of each half-year. */
function published(): string[][] {
  if (!folder) return []
  const text = readFileSync(join(folder, 'rates/finnish_reference_rates_2013H2_2026H1.csv'), 'utf8')
  const lines = text.replaceAll('\r', '').trimEnd().split('\n').slice(1)
  return lines.map((line) => line.split(',').slice(0, 6))
}

function notices(): [string, string][] {
  if (!folder) return []
  const files = ['statute_notice_2013_472.xml', 'statute_notice_2016_518.xml', 'statute_notice_2018_1160.xml']
  return files.map((file) => [file, readFileSync(join(folder, 'rates', file), 'utf8')])
}

describe.skipIf(!folder)('reference rates against what was published (DUETTO_FIELD_DATA names the folder)', () => {
  test.each(published())(
    '%s to %s: reference %s, consumer %s, commercial %s, %s',
    (from, to, reference, ofConsumer, commercial, status) => {
      const row = PUBLISHED_REFERENCE_RATES.find((rate) => rate.from === from)
      expect(row).toMatchObject({ basisPoints: basisPoints(reference), status: status?.toUpperCase() })
      const facts = { dueDate: calendarDate('2013-04-02') }
      for (const day of [from, to]) {
        const on = calendarDate(day ?? '')
        expect(rateOn(consumer(facts), on, PUBLISHED_REFERENCE_RATES)).toMatchObject({
          value: { rate: basisPoints(ofConsumer) },
        })
        expect(rateOn(business(facts), on, PUBLISHED_REFERENCE_RATES)).toMatchObject({
          value: { rate: basisPoints(commercial) },
        })
      }
    },
  )

  test.each(notices())('the notice %s gives the rate on record', (file, text) => {
    const [, year, number] = /(\d{4})_(\d+)/.exec(file) ?? []
    const row = PUBLISHED_REFERENCE_RATES.find((rate) => rate.source.endsWith(` ${number}/${year}`))
    const percent = /viitekorko on (\d+(?:,\d+)?) prosenttia/.exec(text)?.[1]?.replace(',', '.')
    expect(percent).toBeDefined()
    expect(row?.basisPoints).toBe(basisPoints(percent))
  })
})
