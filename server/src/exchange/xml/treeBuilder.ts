import { setImmediate } from 'node:timers/promises'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type FormatRefusal, quoted } from '../refusal.ts'
import type { XmlElement } from './element.ts'
import type { XmlLimits } from './limits.ts'

export interface XmlVisitor {
  /** Whether elements of this name are handed over one by one when they end, and then forgotten. */
  take(name: string): boolean
  taken(element: XmlElement): void
  /** The document's root at its end, without what was taken from it. */
  root(element: XmlElement): void
  refused(refusal: FormatRefusal): void
  /** True once the visitor wants no more. */
  full(): boolean
}

// Leaves the parser from inside one of its handlers: saxes has no other way to stop. Caught in xml/parse.ts alone.
export class Stopped extends Error {
  readonly refusal: FormatRefusal | undefined

  constructor(refusal?: FormatRefusal) {
    super('stopped')
    this.refusal = refusal
  }
}

// A large statement takes seconds: between slices, of some 20 ms each, the process serves others.
const SLICE = 128 * 1024

/** Builds one document into elements, within limits. */
export class TreeBuilder {
  private readonly parser = new SaxesParser({ xmlns: false, position: true })
  private readonly scopes: Readonly<Record<string, string>>[] = [{}]
  private open: XmlElement | undefined
  private tagStart = { line: 1, column: 1 }
  private depth = 0
  private elements = 0
  private text = ''
  private readonly firstLine: number
  private readonly limits: XmlLimits
  private readonly visitor: XmlVisitor

  constructor(firstLine: number, limits: XmlLimits, visitor: XmlVisitor) {
    this.firstLine = firstLine
    this.limits = limits
    this.visitor = visitor
    this.parser.on('error', (error) => this.notWellFormed(error.message))
    this.parser.on('doctype', (text) => this.doctype(text))
    this.parser.on('opentagstart', (tag) => this.start(tag.name))
    this.parser.on('attribute', () => this.count())
    this.parser.on('opentag', (tag) => this.openTag(tag))
    this.parser.on('text', (text) => this.addText(text))
    this.parser.on('cdata', (text) => this.addText(text))
    this.parser.on('closetag', (tag) => this.closeTag(tag))
  }

  /** Throws Stopped when the root has ended or the document cannot be read. */
  async run(text: string): Promise<void> {
    this.text = text
    for (let at = 0; at < text.length; at += SLICE) {
      if (at > 0) await setImmediate()
      this.parser.write(text.slice(at, at + SLICE))
    }
    this.parser.close()
  }

  /** Whether the root has begun. */
  get begun(): boolean {
    return this.elements > 0
  }

  get position(): number {
    return this.parser.position
  }

  get line(): number {
    return this.firstLine + this.parser.line - 1
  }

  private stop(code: string, message: string, advice: string): never {
    const path = this.open ? { path: this.pathOfOpen() } : {}
    throw new Stopped({ code, message, advice, line: this.line, column: this.parser.column, ...path })
  }

  private pathOfOpen(): string {
    const names: string[] = []
    for (let at = this.open; at; at = at.parent) names.unshift(at.name)
    return names.length > 12 ? `${names.slice(0, 12).join('/')}/...` : names.join('/')
  }

  private notWellFormed(message: string): never {
    const plain = message.replace(/^(?:[^\s:]*:)?\d+:\d+: /, '')
    return this.stop(
      'NOT_WELL_FORMED',
      `The XML is broken: ${plain}`,
      'Have the sending system write the document again; it cannot be repaired by guessing.',
    )
  }

  private doctype(text: string): void {
    // A line that names an outside DTD is harmless, because nothing is fetched. Entities could only come from a subset.
    if (!text.replace(/"[^"]*"|'[^']*'/g, '').includes('[')) return
    this.stop(
      'XML_ENTITY_REFUSED',
      'The document defines entities of its own in its DOCTYPE.',
      'Send the document without an internal DTD subset.',
    )
  }

  private count(): void {
    this.elements += 1
    if (this.elements <= this.limits.elements) return
    this.stop(
      'XML_TOO_MANY_ELEMENTS',
      `The document has more than ${this.limits.elements} elements and attributes.`,
      'Send the material in smaller documents.',
    )
  }

  private start(name: string): void {
    this.count()
    this.depth += 1
    this.tagStart = this.startOfTag(name)
    if (this.depth <= this.limits.depth) return
    this.stop(
      'XML_TOO_DEEP',
      `Elements are nested more than ${this.limits.depth} deep.`,
      'No invoice or bank document nests like this: check what was sent.',
    )
  }

  /** saxes tells where it stands: behind the character after the name, which may be a line feed. */
  private startOfTag(name: string): { line: number; column: number } {
    const { position, text } = this
    if (!/[\r\n]/.test(text.charAt(position - 1))) {
      return { line: this.line, column: Math.max(1, this.parser.column - name.length - 1) }
    }
    const bracket = text.lastIndexOf('<', position - 1)
    return { line: this.line - 1, column: bracket - text.lastIndexOf('\n', bracket) }
  }

  private openTag(tag: SaxesTagPlain): void {
    const outer = this.scopes.at(-1) ?? {}
    const scope = scopeOf(tag.attributes, outer)
    this.scopes.push(scope)
    const colon = tag.name.indexOf(':')
    const element: XmlElement = {
      name: tag.name.slice(colon + 1),
      namespace: scope[colon < 0 ? '' : tag.name.slice(0, colon)] ?? '',
      attributes: tag.attributes,
      parent: this.open,
      children: [],
      text: '',
      ...this.tagStart,
    }
    this.open?.children.push(element)
    this.open = element
  }

  private addText(text: string): void {
    if (!this.open) return
    this.open.text += text
    if (this.open.text.length <= this.limits.textLength) return
    this.stop('XML_TEXT_TOO_LONG', 'An element holds too much text.', 'Send attachments apart from the document.')
  }

  /** saxes ends an element before it complains that another one's end tag ended it: look at the tag itself. */
  private endedBy(tag: SaxesTagPlain): string | undefined {
    const end = this.text.slice(this.text.lastIndexOf('<', this.position - 1), this.position)
    const name = end.replace(/^<\/|\s*>$/g, '')
    return tag.isSelfClosing || name === tag.name ? undefined : name
  }

  private closeTag(tag: SaxesTagPlain): void {
    const element = this.open
    if (!element) return
    const stranger = this.endedBy(tag)
    if (stranger !== undefined) this.notWellFormed(`${quoted(tag.name)} is ended by the tag of ${quoted(stranger)}.`)
    this.depth -= 1
    this.scopes.pop()
    this.open = element.parent
    if (this.visitor.take(element.name)) {
      this.visitor.taken(element)
      element.parent?.children.pop()
    }
    if (element.parent) return
    this.visitor.root(element)
    throw new Stopped()
  }
}

function scopeOf(attributes: Record<string, string>, outer: Readonly<Record<string, string>>) {
  let scope = outer
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') scope = { ...scope, '': value }
    else if (name.startsWith('xmlns:')) scope = { ...scope, [name.slice(6)]: value }
  }
  return scope
}
