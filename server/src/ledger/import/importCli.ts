import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import progress from 'cli-progress'
import { DETECTION_BYTES, detectFormat } from '../../exchange/detect.ts'
import { type FileAnswer, type ImportServer, ServerRefused } from './importServer.ts'

/*
 * Import from the shell: reads names of files, sends them to a running server as its API's client, and tells what
 * became of every document.
 */

export const USAGE = `Imports e-invoices (Finvoice) and bank files (camt.053, camt.054, KTL).

  pnpm run import [--url URL] [--token TOKEN] FILE...

  FILE      a file, a folder (with all that is in it) or a pattern such as "bank/*.xml"
  --url     address of the server; otherwise DUETTO_URL, otherwise http://127.0.0.1:4000
  --token   API token that may write; otherwise DUETTO_TOKEN

Ends with 0 when nothing was refused, with 1 when something was, with 2 when it could not work at all.
`

export interface ImportCommand {
  readonly url: string
  readonly token: string
  readonly patterns: readonly string[]
}

/** What the command line asks for, or the text to show instead. */
export function readCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ImportCommand | string {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`
  }
  const { values, positionals } = parsed
  const token = values.token ?? env.DUETTO_TOKEN
  if (values.help || positionals.length === 0) return USAGE
  if (!token)
    return `An API token is needed: make one on the settings page, and give it as DUETTO_TOKEN or --token.\n\n${USAGE}`
  return { url: values.url ?? env.DUETTO_URL ?? 'http://127.0.0.1:4000', token, patterns: positionals }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { url: { type: 'string' }, token: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
}

/** The files that names, folders and patterns stand for, each once, in the order of their names. */
export async function findFiles(patterns: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const pattern of patterns) {
    const files = /[*?]/.test(basename(pattern)) ? await filesLike(pattern) : await filesIn(pattern)
    for (const file of files) found.add(file)
  }
  return [...found]
}

/** Shells resolve patterns by themselves; where they do not, the last part of the name may hold * and ?. */
async function filesLike(pattern: string): Promise<string[]> {
  const escaped = basename(pattern).replace(/[.+^${}()|[\]\\]/g, '\\$&')
  const matcher = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`)
  const names = (await readdir(dirname(pattern))).filter((name) => matcher.test(name)).sort()
  const lists = await Promise.all(names.map((name) => filesIn(join(dirname(pattern), name))))
  return lists.flat()
}

async function filesIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && ['.xml', '.ktl', '.txt'].includes(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

const BANK_FORMATS = new Set(['CAMT_052', 'CAMT_053', 'CAMT_054', 'PAIN_002', 'ISO20022', 'KTL', 'TITO'])

async function isBankFile(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(DETECTION_BYTES), 0, DETECTION_BYTES, 0)
    return BANK_FORMATS.has(detectFormat(buffer.subarray(0, bytesRead)))
  } finally {
    await file.close()
  }
}

/** Files of one request: few enough that the bar moves, many enough that small files go fast. */
const FILES_AT_ONCE = 20
const BYTES_AT_ONCE = 8 * 1024 * 1024

async function inRequests(paths: readonly string[]): Promise<string[][]> {
  const requests: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const path of paths) {
    const { size } = await stat(path)
    const current = requests.at(-1)
    if (current && current.length < FILES_AT_ONCE && bytes + size <= BYTES_AT_ONCE) {
      current.push(path)
      bytes += size
    } else {
      requests.push([path])
      bytes = size
    }
  }
  return requests
}

/** Imports the files, e-invoices before bank files so that payments find their invoices. Returns the exit code. */
export async function runImport(
  patterns: readonly string[],
  server: ImportServer,
  output: NodeJS.WritableStream,
  bar: NodeJS.WritableStream,
): Promise<0 | 1 | 2> {
  let paths: string[]
  try {
    paths = await findFiles(patterns)
  } catch (error) {
    output.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
  if (paths.length === 0) {
    output.write('There are no files to import.\n')
    return 2
  }
  try {
    const answers = await sendAll(paths, server, bar)
    output.write(showAnswers(answers))
    return answers.some((answer) => answer.lines.some((line) => line.outcome === 'REFUSED')) ? 1 : 0
  } catch (error) {
    if (!(error instanceof ServerRefused)) throw error
    output.write(`${error.message}\n`)
    return 2
  }
}

async function sendAll(
  paths: readonly string[],
  server: ImportServer,
  stream: NodeJS.WritableStream,
): Promise<FileAnswer[]> {
  const kinds = await Promise.all(paths.map(isBankFile))
  const invoices = await inRequests(paths.filter((_, index) => !kinds[index]))
  const bank = await inRequests(paths.filter((_, index) => kinds[index]))
  const bar = new progress.SingleBar({
    format: '{bar} {value}/{total} files, {eta_formatted} left, {file}',
    stream,
    hideCursor: true,
    clearOnComplete: true,
  })
  bar.start(paths.length, 0, { file: '' })
  const answers: FileAnswer[] = []
  try {
    for (const [kind, requests] of [
      ['invoices', invoices],
      ['bank', bank],
    ] as const) {
      for (const request of requests) {
        bar.update(answers.length, { file: basename(request[0] as string) })
        const files = await Promise.all(request.map(async (path) => ({ name: path, content: await readFile(path) })))
        answers.push(...(await server.send(kind, files)))
      }
    }
    bar.update(paths.length, { file: '' })
  } finally {
    bar.stop()
  }
  return answers
}

const WORDS = { IMPORTED: 'imported', ALREADY_THERE: 'already there', REFUSED: 'refused' } as const

/** A table with one line per document, and the sums below it. */
function showAnswers(answers: readonly FileAnswer[]): string {
  const rows = answers.flatMap(({ name, lines }) =>
    lines.map((line) => [WORDS[line.outcome], basename(name), line.what, line.detail] as const),
  )
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => (row[column as 0 | 1 | 2] ?? '').length)))
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const all = answers.flatMap((answer) => answer.lines)
  const count = (outcome: keyof typeof WORDS) =>
    `${all.filter((line) => line.outcome === outcome).length} ${WORDS[outcome]}`
  return `${[...table, '', `${answers.length} files: ${count('IMPORTED')}, ${count('ALREADY_THERE')}, ${count('REFUSED')}`].join('\n')}\n`
}
