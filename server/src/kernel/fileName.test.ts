import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileName } from './fileName.ts'
import { isStorable } from './storableText.ts'

describe('the name of a given file', () => {
  it('that a file can have stays as it is', () => {
    for (const name of ['laskut.csv', 'Lähetetyt laskut 2026 – kaikki.xlsx', '', '🧾'.repeat(255)]) {
      expect(fileName(name)).toBe(name)
    }
  })

  it('that is longer is cut in the middle: its beginning and its kind stay', () => {
    const cut = fileName(`laskut-${'x'.repeat(10_000)}.xlsx`)
    expect([...cut]).toHaveLength(255)
    expect(cut).toMatch(/^laskut-x+…x+\.xlsx$/)
  })

  it('can be kept, and cutting it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.constantFrom('', '\0', '\uD800'), (text, odd) => {
        const name = fileName(text + odd)
        expect(isStorable(name)).toBe(true)
        expect([...name].length).toBeLessThanOrEqual(255)
        expect(fileName(name)).toBe(name)
      }),
    )
  })
})
