import { buildSchema, type FragmentDefinitionNode, type OperationDefinitionNode, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { BadInput } from './inputError.ts'
import { checkLimits } from './limits.ts'

const schema = buildSchema(`
  type Query { things(first: Int = 50): ThingConnection! thing: Thing list: [Thing!]! }
  type ThingConnection { nodes: [Thing!]! edges: [ThingEdge!]! }
  type ThingEdge { cursor: String! node: Thing! }
  type Thing { name: String! parent: Thing things(first: Int = 50): ThingConnection! parts: [Thing!]! }
`)

function codeOf(text: string, variables: Record<string, unknown> = {}): string | undefined {
  const document = parse(text)
  const operation = document.definitions.find((part) => part.kind === 'OperationDefinition') as OperationDefinitionNode
  const fragments = document.definitions.filter(
    (part): part is FragmentDefinitionNode => part.kind === 'FragmentDefinition',
  )
  try {
    checkLimits(schema, operation, Object.fromEntries(fragments.map((part) => [part.name.value, part])), variables)
    return undefined
  } catch (error) {
    if (error instanceof BadInput) return error.code
    throw error
  }
}

function nested(depth: number, inner = 'name'): string {
  return depth === 0 ? inner : `parent { ${nested(depth - 1, inner)} }`
}

describe('an operation is refused with a code of its own when it is', () => {
  const cases: [string, string, string][] = [
    ['nested too deep', `{ thing { ${nested(13)} } }`, 'TOO_DEEP'],
    ['nested too deep through fragments', `{ thing { ...f } } fragment f on Thing { ${nested(13)} }`, 'TOO_DEEP'],
    [
      'full of aliases',
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: thing { name }`).join(' ')} }`,
      'TOO_MANY_ALIASES',
    ],
    ['broad', `{ thing { ${'name '.repeat(81)} } }`, 'TOO_MANY_FIELDS'],
    [
      'costly through pages in pages',
      '{ things(first: 100) { nodes { things(first: 100) { nodes { things(first: 100) { nodes { name } } } } } } }',
      'TOO_COSTLY',
    ],
    ['costly through lists in lists', `{ list { ${'parts { '.repeat(8)} name ${'}'.repeat(8)} } }`, 'TOO_COSTLY'],
  ]
  test.each(cases)('%s', (_, text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  test('costly by the page sizes in its variables', () => {
    const text =
      'query($n: Int = 1) { things(first: $n) { nodes { things(first: $n) { nodes { things(first: $n) { nodes { name } } } } } } }'
    expect(codeOf(text, { n: 100 })).toBe('TOO_COSTLY')
    expect(codeOf(text, { n: 5 })).toBeUndefined()
    expect(codeOf(text)).toBeUndefined()
  })

  test('built of fragments that spread each other over and over', () => {
    const fragments = Array.from(
      { length: 20 },
      (_, i) => `fragment f${i} on Thing { ...f${i + 1} ...f${i + 1} }`,
    ).join(' ')
    expect(codeOf(`{ thing { ...f0 } } ${fragments} fragment f20 on Thing { name }`)).toBe('TOO_MANY_FIELDS')
  })
})

test('what a page of the product asks for is within the limits', () => {
  expect(
    codeOf('{ things(first: 100) { edges { cursor node { name parent { name } parts { name parts { name } } } } } }'),
  ).toBeUndefined()
})

test('introspection is not counted', () => {
  expect(codeOf(`{ __schema { types { ${'fields { type { ofType { name } } } '.repeat(90)} } } }`)).toBeUndefined()
})
