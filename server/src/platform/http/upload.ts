import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Busy } from '../../kernel/result.ts'
import { FILE_LIMIT, FileContent } from '../graphql/fileContent.ts'
import { BadInput } from '../graphql/inputError.ts'

/*
 * Files by the GraphQL multipart request specification: a part `operations` (the JSON body with null where files go), a
 * part `map` (part name -> paths into it), then the files.
 */

const FILES_LIMIT = 200
/** What the files of one request may take together in memory; those beyond it count as too large. */
const REQUEST_LIMIT = 80 * 1024 * 1024
/** And what all requests under way may take. */
const TOTAL_LIMIT = 320 * 1024 * 1024
const FIELD_LIMIT = 1024 * 1024

let underWay = 0

type Json = Record<string, unknown>

/** The JSON body with its files in place. Bytes beyond the limits are read past and never kept. */
export async function readMultipart(request: FastifyRequest): Promise<Json> {
  const budget = { left: REQUEST_LIMIT }
  let operations: unknown
  let map: Json | undefined
  const files = new Map<string, FileContent>()
  try {
    const parts = request.parts({
      limits: {
        files: FILES_LIMIT,
        fileSize: Number.POSITIVE_INFINITY,
        fields: 2,
        fieldSize: FIELD_LIMIT,
        parts: FILES_LIMIT + 2,
      },
    })
    for await (const part of parts) {
      if (part.type === 'file') files.set(part.fieldname, await readFile(part, budget))
      else if (part.fieldname === 'operations') operations = parseJson(part.value, 'operations')
      else if (part.fieldname === 'map') map = asRecord(parseJson(part.value, 'map'), 'map')
    }
  } catch (error) {
    throw isLimit(error) ? new BadInput(`One request takes at most ${FILES_LIMIT} files.`, 'TOO_MANY_FILES') : error
  } finally {
    underWay -= REQUEST_LIMIT - budget.left
  }
  const body = asRecord(operations, 'operations')
  for (const [name, paths] of Object.entries(map ?? {})) {
    const file = files.get(name)
    if (!file || !Array.isArray(paths)) throw malformed(`The part ${name} of \`map\` has no file or no paths.`)
    for (const path of paths) place(body, String(path), file)
  }
  return body
}

async function readFile(part: MultipartFile, budget: { left: number }): Promise<FileContent> {
  const chunks: Buffer[] = []
  let size = 0
  let isKept = true
  for await (const chunk of part.file as AsyncIterable<Buffer>) {
    if (!isKept) continue
    size += chunk.length
    if (size > FILE_LIMIT || chunk.length > budget.left) {
      isKept = false
      chunks.length = 0
      continue
    }
    if (underWay + chunk.length > TOTAL_LIMIT)
      throw new Busy('Too many files are coming in at the moment. Try again soon.')
    underWay += chunk.length
    budget.left -= chunk.length
    chunks.push(chunk)
  }
  return new FileContent(isKept ? Buffer.concat(chunks, size) : undefined, FILE_LIMIT)
}

function parseJson(text: unknown, part: string): unknown {
  try {
    return JSON.parse(String(text)) as unknown
  } catch {
    throw malformed(`The part \`${part}\` is not JSON.`)
  }
}

function asRecord(value: unknown, part: string): Json {
  if (typeof value !== 'object' || value === null) throw malformed(`The part \`${part}\` is missing or not an object.`)
  if (Array.isArray(value)) throw new BadInput('Send one operation per request.', 'BATCHES_NOT_SUPPORTED')
  return value as Json
}

/** Only where the body has a null of its own: a path can neither replace anything nor reach a prototype. */
function place(body: Json, path: string, file: FileContent): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let target: unknown = body
  for (const name of names) target = own(target, name)
  if (own(target, last) !== null) throw malformed(`\`map\` points at ${path}, where \`operations\` has no null.`)
  ;(target as Json)[last] = file
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Json)[name]
}

function malformed(message: string): BadInput {
  return new BadInput(message, 'MALFORMED_MULTIPART')
}

function isLimit(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    String(error.code).startsWith('FST_') &&
    String(error.code).endsWith('_LIMIT')
  )
}
