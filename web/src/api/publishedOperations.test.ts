import { InMemoryCache } from '@apollo/client'
import { readOperations } from '@duetto/schema/operations'
import { parse, print } from 'graphql'
import { describe, expect, test } from 'vitest'

describe('the client sends a published operation as exactly the text of its file', () => {
  test.each(readOperations().map(({ name, text }) => [name, text] as const))('%s', (_name, text) => {
    expect(`${print(new InMemoryCache().transformDocument(parse(text)))}\n`).toBe(text)
  })
})
