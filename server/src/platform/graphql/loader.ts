import type { Unit } from '../database/unit.ts'
import type { OperationContext } from './context.ts'

/** Answers many keys by one statement; the answers in the order of the keys. */
export type Batch<K, V> = (unit: Unit, keys: readonly K[], context: OperationContext) => Promise<readonly V[]>

/** A relation read in batches, once per key and operation. */
export interface Loader<K, V> {
  readonly name: string
  readonly batch: Batch<K, V>
  readonly keyText: (key: K) => string
}

/** The key of a tenant row: a batch always asks for both, row by row. */
export interface CompanyKey {
  readonly companyId: bigint
  readonly id: bigint
}

type KeyPart = bigint | number | string | boolean | null | undefined

/** Keys are single values or flat objects of them; objects are the same key when all their values are. */
export function defineLoader<K extends KeyPart | object, V>(name: string, batch: Batch<K, V>): Loader<K, V> {
  return { name, batch, keyText }
}

function keyText(key: KeyPart | object): string {
  if (typeof key !== 'object' || key === null) return String(key)
  return Object.values(key).map(String).join('\u0000')
}

/** Puts rows, which come in any order and number, beside the keys they answer: one row per key. */
export function oneByKey<K, R>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K): (R | undefined)[] {
  const byKey = new Map(rows.map((row) => [keyText(keyOf(row) as KeyPart | object), row]))
  return keys.map((key) => byKey.get(keyText(key as KeyPart | object)))
}

/** As `oneByKey`, but every row of a key, in the order they came. */
export function allByKey<K, R>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K): R[][] {
  const byKey = new Map<string, R[]>()
  for (const row of rows) {
    const text = keyText(keyOf(row) as KeyPart | object)
    const list = byKey.get(text)
    if (list) list.push(row)
    else byKey.set(text, [row])
  }
  return keys.map((key) => byKey.get(keyText(key as KeyPart | object)) ?? [])
}
