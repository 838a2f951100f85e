import { err, ok, type Result } from '../../kernel/result.ts'
import type { XmlElement } from '../xml/element.ts'
import { decodeXml } from '../xml/encoding.ts'
import type { XmlLimits } from '../xml/limits.ts'
import { parseDocument } from '../xml/parse.ts'

/**
 * Why the service gave no answer to a question. REFUSED: it said no, in `words` of its own; AUTHENTICATION: it does not
 * know who asks; UNREADABLE: what came is not its XML.
 */
export interface NetvisorRefusal {
  readonly kind: 'REFUSED' | 'AUTHENTICATION' | 'UNREADABLE'
  readonly words: string
}

const MIB = 1024 * 1024

/** Five hundred invoices with their rows are some five megabytes. */
export const NETVISOR_LIMITS: XmlLimits = {
  fileBytes: 32 * MIB,
  documentBytes: 32 * MIB,
  documents: 1,
  depth: 32,
  elements: 1_000_000,
  textLength: MIB,
}

/** The service spells one element now NetvisorKey, now Netvisorkey: letters' case says nothing. */
export function within(element: XmlElement | undefined, path: string): XmlElement | undefined {
  let at = element
  for (const name of path.toLowerCase().split('/')) at = at?.children.find((child) => child.name.toLowerCase() === name)
  return at
}

export function allWithin(element: XmlElement | undefined, name: string): XmlElement[] {
  const wanted = name.toLowerCase()
  return element ? element.children.filter((child) => child.name.toLowerCase() === wanted) : []
}

/** Trimmed text at a path; undefined when it is missing or blank. */
export function textIn(element: XmlElement | undefined, path: string): string | undefined {
  const text = within(element, path)?.text.replace(/\s+/g, ' ').trim()
  return text === '' ? undefined : text
}

export function attributeOf(element: XmlElement | undefined, name: string): string | undefined {
  const wanted = name.toLowerCase()
  const found = Object.entries(element?.attributes ?? {}).find(([key]) => key.toLowerCase() === wanted)
  const text = found?.[1].trim()
  return text === '' ? undefined : text
}

/** The root of an answer that says OK, or why there is none. Never throws on what the bytes hold. */
export async function readAnswer(bytes: Uint8Array): Promise<Result<XmlElement, NetvisorRefusal>> {
  const decoded = decodeXml(bytes)
  if (!decoded.ok) return unreadable(`The text is not valid ${decoded.encoding}.`)
  const roots: XmlElement[] = []
  let problem: string | undefined
  await parseDocument(
    decoded.text,
    1,
    NETVISOR_LIMITS,
    {
      take: () => false,
      taken: () => undefined,
      root: (element) => {
        roots.push(element)
      },
      refused: (refusal) => {
        problem ??= refusal.message
      },
      full: () => roots.length > 0 || problem !== undefined,
    },
    /<Root[\s>]/i,
  )
  if (problem !== undefined) return unreadable(problem)
  const [root] = roots
  if (root?.name.toLowerCase() !== 'root') return unreadable('The answer does not begin with Root.')
  return judge(root)
}

function judge(root: XmlElement): Result<XmlElement, NetvisorRefusal> {
  const [status, ...reasons] = allWithin(within(root, 'ResponseStatus'), 'Status').map((one) => one.text.trim())
  if (status === undefined) return unreadable('The answer has no ResponseStatus.')
  if (status.toUpperCase() === 'OK') return ok(root)
  const words = reasons.join(' ').trim() || status
  const isUnknown = /^(AUTHENTICATION_FAILED|AUTHORIZATION_FAILED|REQUEST_NOT_UNIQUE)/.test(words)
  return err({ kind: isUnknown ? 'AUTHENTICATION' : 'REFUSED', words: shortened(words) })
}

function unreadable(words: string): Result<never, NetvisorRefusal> {
  return err({ kind: 'UNREADABLE', words: shortened(words) })
}

function shortened(words: string): string {
  return words.length > 300 ? `${words.slice(0, 299)}…` : words
}
