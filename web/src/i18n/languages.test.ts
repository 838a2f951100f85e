import { describe, expect, test } from 'vitest'
import en from './en.json'
import fi from './fi.json'
import sv from './sv.json'

interface Words {
  [key: string]: string | Words
}

function flatten(words: Words, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

/** The names between double braces, in order of the alphabet. */
const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

const reference = flatten(en)

describe.each([
  ['Finnish', flatten(fi)],
  ['Swedish', flatten(sv)],
])('%s', (_name, words) => {
  test('has exactly the keys of English', () => {
    expect([...words.keys()].sort()).toEqual([...reference.keys()].sort())
  })

  test('leaves no text empty', () => {
    expect([...words].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('fills the same places in each text as English', () => {
    const different = [...words].filter(([key, text]) => `${places(text)}` !== `${places(reference.get(key) ?? '')}`)
    expect(different).toEqual([])
  })
})

test.each([
  ['English', reference],
  ['Finnish', flatten(fi)],
  ['Swedish', flatten(sv)],
])('%s uses no exclamation marks', (_name, words) => {
  expect([...words.values()].filter((text) => text.includes('!'))).toEqual([])
})
