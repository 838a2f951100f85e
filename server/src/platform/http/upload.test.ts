import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CodedError } from '../../kernel/result.ts'
import { FILE_LIMIT, type FileContent } from '../graphql/fileContent.ts'
import { readMultipart } from './upload.ts'

interface Files {
  variables: { files: FileContent[] }
}

let http: FastifyInstance
beforeAll(async () => {
  http = Fastify()
  await http.register(multipart)
  http.post('/', async (request) => {
    try {
      const body = (await readMultipart(request)) as unknown as Files
      return { sizes: body.variables.files.map((file) => file.bytes?.length ?? 'too large') }
    } catch (error) {
      if (error instanceof CodedError) return { code: error.code }
      throw error
    }
  })
})
afterAll(() => http.close())

type Part = { name: string; value: string | Buffer; filename?: string }

async function post(parts: Part[]): Promise<unknown> {
  const chunks = parts.flatMap(({ name, value, filename }) => [
    Buffer.from(
      `--b\r\ncontent-disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n\r\n`,
    ),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ])
  const payload = Buffer.concat([...chunks, Buffer.from('--b--\r\n')])
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  return (await http.inject({ method: 'POST', url: '/', headers, payload })).json()
}

function request(count: number, map: Record<string, unknown>, operations: unknown = {}): Part[] {
  const body = { query: '', variables: { files: Array(count).fill(null) }, ...(operations as object) }
  return [
    { name: 'operations', value: JSON.stringify(body) },
    { name: 'map', value: JSON.stringify(map) },
  ]
}

function file(name: string, value: string | Buffer): Part {
  return { name, value, filename: `${name}.xml` }
}

describe('a multipart request', () => {
  test('puts each file where its map says', async () => {
    const map = { a: ['variables.files.1'], b: ['variables.files.0'] }
    expect(await post([...request(2, map), file('a', 'four'), file('b', 'seven..')])).toEqual({ sizes: [7, 4] })
  })

  test('keeps the files that fit when one is too large', async () => {
    const map = { a: ['variables.files.0'], b: ['variables.files.1'] }
    const answer = await post([...request(2, map), file('a', Buffer.alloc(FILE_LIMIT + 1)), file('b', 'ok')])
    expect(answer).toEqual({ sizes: ['too large', 2] })
  })

  test('keeps no more than its budget of memory, whatever the number of files', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const map = Object.fromEntries(names.map((name, index) => [name, [`variables.files.${index}`]]))
    const answer = await post([...request(5, map), ...names.map((name) => file(name, Buffer.alloc(FILE_LIMIT)))])
    expect(answer).toEqual({ sizes: [FILE_LIMIT, FILE_LIMIT, FILE_LIMIT, FILE_LIMIT, 'too large'] })
  })

  test.each([
    ['a file that the map does not name a part for', request(1, { a: ['variables.files.0'] })],
    ['a path where there is no null', [...request(1, { a: ['query'] }), file('a', 'x')]],
    ['a path into a prototype', [...request(1, { a: ['__proto__.polluted'] }), file('a', 'x')]],
    ['operations that are not JSON', [{ name: 'operations', value: '{' }]],
    ['no operations', [{ name: 'map', value: '{}' }]],
  ] as [string, Part[]][])('is refused with %s', async (_, parts) => {
    expect(await post(parts)).toEqual({ code: 'MALFORMED_MULTIPART' })
  })

  test('is refused with several operations', async () => {
    expect(await post([{ name: 'operations', value: '[{}]' }])).toEqual({ code: 'BATCHES_NOT_SUPPORTED' })
  })

  test('is refused with more files than the limit', async () => {
    const names = Array.from({ length: 201 }, (_, index) => String(index))
    expect(await post([...request(1, {}), ...names.map((name) => file(name, 'x'))])).toEqual({ code: 'TOO_MANY_FILES' })
  })
})
