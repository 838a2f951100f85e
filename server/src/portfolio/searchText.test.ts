import { expect, test } from 'vitest'
import { searchPatterns } from './searchText.ts'

test.each([
  ['Virtanen', { pattern: '%virtanen%', others: [] }],
  ['oy rauta  Mäkelä', { pattern: '%mäkelä%', others: ['%rauta%', '%oy%'] }],
  ['20260 00176', { pattern: '%2026000176%', others: [] }],
  ['100%_\\', { pattern: '%100\\%\\_\\\\%', others: [] }],
])('a search for %j asks for every word, the longest first, special signs taken literally', (text, expected) => {
  expect(searchPatterns(text)).toEqual(expected)
})

test.each(['', '  ', 'ab', 'a b c'])('a search for %j is too short to be one', (text) => {
  expect(searchPatterns(text)).toBeUndefined()
})
