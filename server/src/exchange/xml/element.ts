/** An element as read. Names are without prefix; `text` is the element's own text, not its children's. */
export interface XmlElement {
  readonly name: string
  readonly namespace: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parent: XmlElement | undefined
  readonly children: XmlElement[]
  text: string
  /** 1-based, in the file. */
  readonly line: number
  /** 1-based. */
  readonly column: number
}

export function pathOf(element: XmlElement): string {
  return element.parent ? `${pathOf(element.parent)}/${element.name}` : element.name
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element ? element.children.filter((child) => child.name === name) : []
}

/** The first element at a path such as `Acct/Id/IBAN`. */
export function find(element: XmlElement | undefined, path: string): XmlElement | undefined {
  let at = element
  for (const name of path.split('/')) at = at?.children.find((child) => child.name === name)
  return at
}

/** Trimmed text at a path; undefined when the element is missing or blank. */
export function textAt(element: XmlElement | undefined, path: string): string | undefined {
  const text = find(element, path)?.text.trim()
  return text === '' ? undefined : text
}

/** The trimmed texts of all children of that name, blank ones left out. */
export function textsOf(element: XmlElement | undefined, name: string): string[] {
  return childrenOf(element, name)
    .map((child) => child.text.trim())
    .filter((text) => text !== '')
}
