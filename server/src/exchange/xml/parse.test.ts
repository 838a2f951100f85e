import { expect, it } from 'vitest'
import type { XmlElement } from './element.ts'
import { FINVOICE_LIMITS } from './limits.ts'
import { parseDocument } from './parse.ts'

async function parse(text: string, take: string[] = []) {
  const taken: XmlElement[] = []
  const roots: XmlElement[] = []
  const codes: string[] = []
  await parseDocument(
    text,
    10,
    FINVOICE_LIMITS,
    {
      take: (name) => take.includes(name),
      taken: (element) => taken.push(element),
      root: (element) => roots.push(element),
      refused: ({ code, line, column }) => codes.push(`${code} ${line}:${column}`),
      full: () => false,
    },
    /<item[\s>]/,
  )
  return { taken, roots, codes }
}

it('tells where in the file an element begins', async () => {
  const { roots } = await parse('<a>\n  <b\n x="1"/>\r\n  <c>text</c></a>')
  const places = roots.flatMap((root) => [root, ...root.children]).map(({ name, line, column }) => [name, line, column])
  expect(places).toEqual([
    ['a', 10, 1],
    ['b', 11, 3],
    ['c', 13, 3],
  ])
})

it('resolves prefixes, with and without one, and leaves them out of names', async () => {
  const { roots } = await parse('<p:a xmlns:p="one" xmlns="two"><b/><p:c><d xmlns="three"/></p:c></p:a>')
  const [a] = roots
  const [b, c] = a?.children ?? []
  expect([a, b, c, c?.children[0]].map((element) => [element?.name, element?.namespace])).toEqual([
    ['a', 'one'],
    ['b', 'two'],
    ['c', 'one'],
    ['d', 'three'],
  ])
})

it('joins text, CDATA and character references', async () => {
  const { roots } = await parse('<a>x &amp; <![CDATA[<y>]]><b/> &#228;</a>')
  expect(roots[0]?.text).toBe('x & <y> ä')
})

it('forgets an element once it was handed over', async () => {
  const { taken, roots } = await parse('<a><item>1</item><item>2</item><b/></a>', ['item'])
  expect(taken.map((element) => element.text)).toEqual(['1', '2'])
  expect(roots[0]?.children.map((element) => element.name)).toEqual(['b'])
})

it('hands over nothing that another element’s end tag ended', async () => {
  const { taken, roots, codes } = await parse('<a><item>1</a>', ['item'])
  expect([taken, roots]).toEqual([[], []])
  expect(codes).toEqual(['NOT_WELL_FORMED 10:14'])
})

it('reads roots that follow each other, and goes on after a broken one', async () => {
  const { roots, codes } = await parse(
    '<a/>\n<!-- b --><?c d?><item>1</item>\n<item>2</wrong>\n<item>3</item> trailing',
  )
  expect(roots.map((element) => [element.name, element.line])).toEqual([
    ['a', 10],
    ['item', 11],
    ['item', 13],
  ])
  expect(codes).toEqual(['NOT_WELL_FORMED 12:15'])
})

it('gives a long document the same answer as a short one', async () => {
  const long = 'ä\r\n😀 '.repeat(100_000)
  const { taken, codes } = await parse(`<a><item>${long}</item><item>2</item>\n</b>`, ['item'])
  expect(taken.map((element) => element.text.length)).toEqual([long.length - 100_000, 1])
  expect(taken[1]?.line).toBe(100_010)
  expect(codes).toEqual(['NOT_WELL_FORMED 100011:4'])
})
