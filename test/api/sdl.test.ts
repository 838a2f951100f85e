import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  printSchema,
} from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MINOR_DIGITS } from '../../server/src/kernel/money.ts'
import { printSdl } from '../../server/src/platform/graphql/schema.ts'
import { type TestApp, testApp } from '../kit/app.ts'

const folder = fileURLToPath(new URL('../../schema/', import.meta.url))

let t: TestApp
let schema: GraphQLSchema
beforeAll(async () => {
  t = await testApp()
  schema = t.app.schema
})
afterAll(() => t.close())

test('schema/schema.graphql is what the product serves (pnpm schema writes it)', () => {
  expect(printSdl(schema)).toBe(readFileSync(`${folder}schema.graphql`, 'utf8'))
})

test('schema/minorDigits.json is what the product reckons with (pnpm schema writes it)', () => {
  expect(JSON.parse(readFileSync(`${folder}minorDigits.json`, 'utf8'))).toEqual(Object.fromEntries(MINOR_DIGITS))
})

test('a breaking change since the published schema is recorded in schema/intended.json', async () => {
  const published = buildSchema(readFileSync(`${folder}published.graphql`, 'utf8'))
  const intended = existsSync(`${folder}intended.json`) ? readFileSync(`${folder}intended.json`, 'utf8') : '[]'
  const changes = await diff(published, buildSchema(printSchema(schema)))
  const breaking = changes.filter((change) => change.criticality.level === CriticalityLevel.Breaking)
  const recorded = JSON.parse(intended) as string[]
  expect(breaking.map((change) => change.message).filter((message) => !recorded.includes(message))).toEqual([])
})

test('every type, field, argument and enum value has a description', () => {
  expect(undescribed(schema)).toEqual([])
})

test('no input field needs a value and has one by itself: compiled operations refuse such a field when it is left out', () => {
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isInputObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type: type.name, field })) : [],
  )
  const refused = fields.filter(({ field }) => isNonNullType(field.type) && field.defaultValue !== undefined)
  expect(refused.map(({ type, field }) => `${type}.${field.name}`)).toEqual([])
})

function undescribed(schema: GraphQLSchema): string[] {
  const missing: string[] = []
  const check = (name: string, thing: { description?: string | null | undefined }) => {
    if (!thing.description?.trim()) missing.push(name)
  }
  const roots = [schema.getQueryType(), schema.getMutationType()]
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (!roots.some((root) => root === type)) check(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field)
      for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument)
    }
  }
  return missing
}
