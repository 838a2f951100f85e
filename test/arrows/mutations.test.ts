import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchema, getNamedType, isObjectType, Kind, parse, type SelectionSetNode } from 'graphql'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const schema = buildSchema(readFileSync(join(root, 'schema/schema.graphql'), 'utf8'))
const pages = join(root, 'web/src')

const definitions = readdirSync(pages, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.graphql'))
  .flatMap((path) => parse(readFileSync(join(pages, path), 'utf8')).definitions)

/** The names of the fields that a selection asks for, its fragments opened. */
function asked(selection: SelectionSetNode | undefined): string[] {
  return (selection?.selections ?? []).flatMap((one) => {
    if (one.kind === Kind.FIELD) return [one.name.value]
    if (one.kind === Kind.INLINE_FRAGMENT) return asked(one.selectionSet)
    const fragment = definitions.find(
      (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === one.name.value,
    )
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? asked(fragment.selectionSet) : []
  })
}

const mutations = definitions.flatMap((each) =>
  each.kind === Kind.OPERATION_DEFINITION && each.operation === 'mutation'
    ? [[each.name?.value ?? '', each.selectionSet] as const]
    : [],
)

test('the pages have acts to look at', () => {
  expect(mutations.length).toBeGreaterThan(50)
})

// Pages tell a refusal by the `error` of the one payload: an act that did not ask for it would seem to be done.
test.each(mutations)('%s has one field and asks for its refusal', (_name, { selections }) => {
  expect(selections).toHaveLength(1)
  const [field] = selections
  if (field?.kind !== Kind.FIELD) throw new Error('A mutation asks for a field.')
  const payload = getNamedType(schema.getMutationType()?.getFields()[field.name.value]?.type)
  if (isObjectType(payload) && payload.getFields().error) expect(asked(field.selectionSet)).toContain('error')
})
