/*
 * What Finvoice cannot say of a message travels in its free text: one line `DUETTO <path> [<JSON>]` per field, where the
 * path leads to the field in the message (`body.afterReminder`). A value too long for a line goes on in further lines of
 * the same path; the brackets keep blanks at their ends. `DUETTO <path> -` says that the field is absent.
 */

type Scalar = string | number | boolean | null | readonly [] | Readonly<Record<string, never>>

/** Every leaf of a value by its path. Empty lists and objects are leaves. */
export function fieldsOf(value: unknown, path = ''): Map<string, Scalar> {
  const fields = new Map<string, Scalar>()
  const entries = value !== null && typeof value === 'object' ? Object.entries(value) : []
  for (const [key, inner] of entries) {
    if (inner === undefined) continue
    for (const [at, scalar] of fieldsOf(inner, path === '' ? key : `${path}.${key}`)) fields.set(at, scalar)
  }
  if (entries.length === 0) fields.set(path, value as Scalar)
  return fields
}

type Tree = { [key: string]: Tree | Scalar }

/** The value whose leaves these are. Keys that are all numbers from 0 make a list. */
function treeOf(fields: ReadonlyMap<string, Scalar>): unknown {
  const root: Tree = Object.create(null)
  for (const [path, scalar] of fields) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    let at = root
    for (const key of keys) {
      const known = at[key]
      const next: Tree = isTree(known) ? known : Object.create(null)
      at[key] = next
      at = next
    }
    at[last] = scalar
  }
  return listsIn(root)
}

function isTree(value: Tree | Scalar | undefined): value is Tree {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null
}

function listsIn(value: Tree | Scalar): unknown {
  if (!isTree(value)) return value
  const keys = Object.keys(value)
  const inner = keys.map((key) => [key, listsIn(value[key] as Tree | Scalar)] as const)
  const isList = keys.length > 0 && keys.every((key, index) => key === String(index))
  return isList ? inner.map(([, one]) => one) : Object.fromEntries(inner)
}

const MARK = 'DUETTO'
/** A free text of Finvoice has 512 characters; the path needs some of them. */
const CHUNK = 400

/** The lines that make `said` into `meant`. */
export function linesBetween(said: unknown, meant: unknown): string[] {
  const from = fieldsOf(said)
  const to = fieldsOf(meant)
  const gone = [...from.keys()].filter((path) => !to.has(path)).map((path) => `${MARK} ${path} -`)
  const changed = [...to].flatMap(([path, scalar]) => {
    const text = JSON.stringify(scalar)
    return JSON.stringify(from.get(path)) === text ? [] : chunks(text).map((chunk) => `${MARK} ${path} [${chunk}]`)
  })
  return [...gone, ...changed]
}

function chunks(text: string): string[] {
  const signs = Array.from(text)
  const parts = Math.max(1, Math.ceil(signs.length / CHUNK))
  return Array.from({ length: parts }, (_, index) => signs.slice(index * CHUNK, (index + 1) * CHUNK).join(''))
}

const LINE = /^DUETTO ([A-Za-z0-9.]+) (?:\[([\s\S]*)\]|-)$/

/** What the document says, with what its lines say of it. Other free text is left alone. Undefined: a line is broken. */
export function withLines(said: unknown, lines: readonly string[]): unknown {
  const fields = fieldsOf(said)
  const told = new Map<string, string>()
  for (const line of lines) {
    const match = LINE.exec(line)
    if (!match?.[1]) continue
    if (match[2] === undefined) fields.delete(match[1])
    else told.set(match[1], (told.get(match[1]) ?? '') + match[2])
  }
  try {
    for (const [path, text] of told) fields.set(path, JSON.parse(text))
  } catch {
    return undefined
  }
  return treeOf(fields)
}
