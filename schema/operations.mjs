// The published documents, in the form in which a client sends them.
import { readdirSync, readFileSync } from 'node:fs'
import { Kind, parse, print, visit } from 'graphql'

const folder = new URL('./operations/', import.meta.url)

/** Every published document: file name, path and text. */
export function readOperations() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => {
      const url = new URL(name, folder)
      return { name, url, location: url.pathname, text: readFileSync(url, 'utf8') }
    })
}

/**
 * The text that goes over the wire: `__typename` last in every selection below the root (a caching client adds it there), printed by
 * graphql-js. The server recognises its pages' documents by this exact text, so the files are kept in this form.
 */
export function canonicalText(text) {
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }
  const document = visit(parse(text), {
    SelectionSet(node, _key, parent) {
      if (parent?.kind === Kind.OPERATION_DEFINITION) return undefined
      if (node.selections.some((selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename')) {
        return undefined
      }
      return { ...node, selections: [...node.selections, typename] }
    },
  })
  return print(document)
}
