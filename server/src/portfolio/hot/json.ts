/*
 * SQL expressions that write JSON as text. Each takes SQL and gives SQL; adding text up is several times faster in
 * PostgreSQL than building JSON values. The order of the fields is the order of the operation's selection, as the
 * resolvers would answer it.
 */

/** A value of one field: a piece of SQL of type text, never null. */
export type JsonSql = string & { readonly __brand: 'JsonSql' }

export type Fields = Readonly<Record<string, JsonSql>>

const sql = (text: string) => text as JsonSql

/** Text of people: anything may stand in it. */
export const text = (value: string) => sql(`coalesce(to_json(${value})::text, 'null')`)

/** An enum value, a date or anything else that needs no escaping and is never null. */
export const word = (value: string) => sql(`'"' || ${value} || '"'`)

/** As `word`, but may be null. */
export const wordOrNull = (value: string) => sql(`coalesce('"' || ${value} || '"', 'null')`)

export const integer = (value: string) => sql(`${value}`)

export const integerOrNull = (value: string) => sql(`coalesce((${value})::text, 'null')`)

export const truth = (value: string) => sql(`CASE WHEN ${value} THEN 'true' ELSE 'false' END`)

/** A `DateTime`: UTC with milliseconds, the rest cut off as JavaScript does. */
export const moment = (value: string) => word(`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

export const money = (cents: string, currency: string) =>
  object({ amount: word(`platform.decimal(${cents})`), currency: word(currency) }, 'Money')

/** `type` is SQL too: the members of an interface differ. */
export const id = (type: string, company: string, local: string) =>
  word(`platform.global_id(${type}, ${company}, ${local})`)

export const orNull = (condition: string, value: JsonSql) => sql(`CASE WHEN ${condition} THEN ${value} ELSE 'null' END`)

export const raw = (value: string) => sql(value)

/** `typename` of a fixed type; for members of an interface give it as SQL among the fields. */
export function object(fields: Fields, typename?: string): JsonSql {
  const all =
    typename === undefined ? Object.entries(fields) : [...Object.entries(fields), ['__typename', `'"${typename}"'`]]
  const parts = all.map(([name, value], index) => `'${index === 0 ? '{' : ','}"${name}":' || ${value}`)
  return sql(`${[...parts, "'}'"].join(' || ').replaceAll("' || '", '')}`)
}

/** The rows of a query whose one column `json` is an element, in the query's own order. */
export const list = (query: string) =>
  sql(`coalesce((SELECT '[' || string_agg(json, ',') || ']' FROM (${query}) listed), '[]')`)

/** `{"data"}` is added by the platform: this is what stands in it. */
export const root = (field: string, value: JsonSql) => sql(`'{"${field}":' || ${value} || '}'`)
