import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, type CompanyKey, defineLoader } from '../../platform/graphql/loader.ts'
import { type MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import type { DebtorKind } from '../ledger.enums.ts'
import {
  type CardPart,
  type ContactCard,
  type CustomerCard,
  type CustomerProblemCode,
  customerLacksSql,
} from './customer.ts'
import { CUSTOMER_COLUMNS, type CustomerRow } from './customer.type.ts'

export interface CustomerFilter {
  readonly search?: string | null
  readonly incomplete?: boolean | null
  /** One of these is missing. */
  readonly lacks?: readonly CustomerProblemCode[] | null
  readonly kind?: DebtorKind | null
  readonly collectionProhibited?: boolean | null
}

/** A company's customers in the order of their names; a cursor has name, and id. */
export async function listCustomers(
  unit: Unit,
  companyId: bigint,
  filter: CustomerFilter,
  page: Page,
): Promise<CustomerRow[]> {
  const params: unknown[] = [companyId]
  const bind = (value: unknown): string => `$${params.push(value)}`
  const where = ['c.company_id = $1']
  const search = filter.search?.trim()
  if (search) {
    const pattern = bind(`%${search.replace(/[\\%_]/g, '\\$&')}%`)
    where.push(`(c.name ILIKE ${pattern} OR c.business_id ILIKE ${pattern} OR c.email ILIKE ${pattern})`)
  }
  if (filter.incomplete === true) where.push(customerLacksSql())
  if (filter.incomplete === false) where.push(`NOT ${customerLacksSql()}`)
  if (filter.lacks && filter.lacks.length > 0) where.push(customerLacksSql(filter.lacks))
  if (filter.kind) where.push(`c.kind = ${bind(filter.kind)}`)
  if (filter.collectionProhibited != null) where.push(`c.collection_prohibited = ${bind(filter.collectionProhibited)}`)
  if (page.after) {
    const [name, id] = page.after
    where.push(`(c.name COLLATE "fi-x-icu", c.id) > (${bind(name)}::text, ${bind(id)}::bigint)`)
  }
  return unit.rows<CustomerRow>(
    `SELECT ${CUSTOMER_COLUMNS} FROM ledger.customer c WHERE ${where.join(' AND ')}
      ORDER BY c.name COLLATE "fi-x-icu", c.id LIMIT ${bind(page.limit)}`,
    params,
  )
}

export function lockCustomer(unit: Unit, companyId: bigint, id: bigint): Promise<CustomerRow | undefined> {
  return unit.row<CustomerRow>(
    `SELECT ${CUSTOMER_COLUMNS} FROM ledger.customer c WHERE c.company_id = $1 AND c.id = $2 FOR UPDATE`,
    [companyId, id],
    'ledger.lockCustomer',
  )
}

/** Holds cards as they are: what a person does to one from now on waits until the transaction ends. */
export async function holdCustomers(unit: Unit, companyId: bigint, ids: readonly bigint[]): Promise<void> {
  await unit.rows(
    'SELECT 1 FROM ledger.customer c WHERE c.company_id = $1 AND c.id = ANY ($2::bigint[]) ORDER BY c.id FOR KEY SHARE',
    [companyId, ids],
    'ledger.holdCustomers',
  )
}

/** Answers with those of which it was otherwise. Locked in the order of their ids, as cards always are. */
export async function prohibit(
  unit: Unit,
  companyId: bigint,
  ids: readonly bigint[],
  prohibited: boolean,
): Promise<bigint[]> {
  const rows = await unit.rows<{ id: bigint }>(
    `WITH other AS (SELECT c.id FROM ledger.customer c
        WHERE c.company_id = $1 AND c.id = ANY ($2::bigint[]) AND c.collection_prohibited <> $3 ORDER BY c.id FOR UPDATE)
      UPDATE ledger.customer c SET collection_prohibited = $3 FROM other o WHERE c.company_id = $1 AND c.id = o.id
      RETURNING c.id`,
    [companyId, ids, prohibited],
    'ledger.setCollectionProhibited',
  )
  return rows.map(({ id }) => id)
}

/** Writes a card; the parts that a person has set are from then on left alone by imports. */
export async function writeCustomer(
  unit: Unit,
  key: CompanyKey,
  card: CustomerCard & { readonly kindAssumed: boolean },
  parts: readonly CardPart[],
): Promise<void> {
  await unit.rows(
    `UPDATE ledger.customer c SET name = $3, business_id = $4, kind = $5, kind_assumed = $6, language = $7, street = $8,
        post_code = $9, town = $10, country = $11, email = $12, phone = $13, collection_prohibited = $14,
        language_assumed = c.language_assumed AND NOT 'language' = ANY ($15::text[]),
        by_hand = ARRAY(SELECT DISTINCT p FROM unnest(c.by_hand || $15::text[]) AS p ORDER BY p)
      WHERE c.company_id = $1 AND c.id = $2`,
    [
      ...[key.companyId, key.id, card.name, card.businessId, card.kind, card.kindAssumed, card.language, card.street],
      ...[card.postCode, card.town, card.country, card.email, card.phone, card.collectionProhibited, parts],
    ],
    'ledger.writeCustomer',
  )
}

export interface ContactPersonKey {
  readonly id: bigint
  readonly customerId: bigint
  readonly isDefault: boolean
}

/** A contact person with its customer's lock, under which the default one is chosen. */
export async function lockContactPerson(
  unit: Unit,
  companyId: bigint,
  id: bigint,
): Promise<ContactPersonKey | undefined> {
  const found = await unit.row<{ customerId: bigint }>(
    'SELECT customer_id AS "customerId" FROM ledger.contact_person WHERE company_id = $1 AND id = $2',
    [companyId, id],
    'ledger.customerOfContact',
  )
  if (!found) return undefined
  await lockCustomer(unit, companyId, found.customerId)
  return unit.row<ContactPersonKey>(
    `SELECT id, customer_id AS "customerId", is_default AS "isDefault" FROM ledger.contact_person
      WHERE company_id = $1 AND id = $2`,
    [companyId, id],
    'ledger.contactPerson',
  )
}

export async function isContactNameTaken(
  unit: Unit,
  key: CompanyKey,
  name: string,
  exceptId: bigint | null,
): Promise<boolean> {
  const row = await unit.row(
    'SELECT 1 FROM ledger.contact_person WHERE company_id = $1 AND customer_id = $2 AND name = $3 AND id IS DISTINCT FROM $4::bigint',
    [key.companyId, key.id, name, exceptId],
    'ledger.contactNameTaken',
  )
  return row !== undefined
}

/** The first contact person of a customer becomes the default one (requirement K1). */
export async function insertContactPerson(unit: Unit, key: CompanyKey, card: ContactCard): Promise<bigint> {
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO ledger.contact_person (company_id, customer_id, name, phone, email, by_hand, is_default)
      VALUES ($1, $2, $3, $4, $5, true,
        NOT EXISTS (SELECT 1 FROM ledger.contact_person d WHERE d.company_id = $1 AND d.customer_id = $2 AND d.is_default))
      RETURNING id`,
    [key.companyId, key.id, card.name, card.phone, card.email],
    'ledger.insertContactPerson',
  )
  return (row as { id: bigint }).id
}

export async function updateContactPerson(unit: Unit, key: CompanyKey, card: ContactCard): Promise<void> {
  await unit.rows(
    `UPDATE ledger.contact_person SET name = $3, phone = $4, email = $5, by_hand = true WHERE company_id = $1 AND id = $2`,
    [key.companyId, key.id, card.name, card.phone, card.email],
    'ledger.updateContactPerson',
  )
}

/** Of the others the oldest becomes the default one when the default one goes. */
export async function deleteContactPerson(
  unit: Unit,
  companyId: bigint,
  { id, customerId, isDefault }: ContactPersonKey,
): Promise<void> {
  await unit.rows(
    'DELETE FROM ledger.contact_person WHERE company_id = $1 AND id = $2',
    [companyId, id],
    'ledger.deleteContactPerson',
  )
  if (!isDefault) return
  await unit.rows(
    `UPDATE ledger.contact_person SET is_default = true WHERE company_id = $1
      AND id = (SELECT min(o.id) FROM ledger.contact_person o WHERE o.company_id = $1 AND o.customer_id = $2)`,
    [companyId, customerId],
    'ledger.nextDefaultContact',
  )
}

export async function makeDefault(unit: Unit, companyId: bigint, { id, customerId }: ContactPersonKey): Promise<void> {
  // One after the other: at no moment are there two.
  await unit.rows(
    'UPDATE ledger.contact_person SET is_default = false WHERE company_id = $1 AND customer_id = $2 AND is_default AND id <> $3',
    [companyId, customerId, id],
    'ledger.clearDefaultContact',
  )
  await unit.rows(
    'UPDATE ledger.contact_person SET is_default = true WHERE company_id = $1 AND id = $2',
    [companyId, id],
    'ledger.setDefaultContact',
  )
}

export async function salesSetting(unit: Unit, companyId: bigint): Promise<boolean> {
  const row = await unit.row<{ fetches: boolean }>(
    'SELECT s.fetch_contact_person AS fetches FROM ledger.sales_setting s WHERE s.company_id = $1',
    [companyId],
    'ledger.salesSetting',
  )
  return row?.fetches ?? false
}

export async function writeSalesSetting(unit: Unit, companyId: bigint, fetchContactPerson: boolean): Promise<void> {
  await unit.rows(
    `INSERT INTO ledger.sales_setting (company_id, fetch_contact_person) VALUES ($1, $2)
      ON CONFLICT (company_id) DO UPDATE SET fetch_contact_person = EXCLUDED.fetch_contact_person`,
    [companyId, fetchContactPerson],
    'ledger.writeSalesSetting',
  )
}

/** Whether new invoices of each company get the default contact person; off until somebody turns it on. */
export const fetchesContactPerson = defineLoader('ledger.salesSetting', async (unit, companyIds: readonly bigint[]) => {
  const rows = await unit.rows<{ companyId: bigint }>(
    `SELECT s.company_id AS "companyId" FROM ledger.sales_setting s
      WHERE s.company_id = ANY ($1::bigint[]) AND s.fetch_contact_person`,
    [companyIds],
    'ledger.salesSettings',
  )
  const on = new Set(rows.map((row) => row.companyId))
  return companyIds.map((companyId) => on.has(companyId))
})

export interface OpenOfCustomer {
  readonly count: number
  readonly open: readonly MoneyType[]
}

/** What each customer has open, per currency. */
export const openOfCustomer = defineLoader('ledger.openOfCustomer', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<{ companyId: bigint; id: bigint; currency: string; count: number; open: bigint }>(
    `SELECT k.company_id AS "companyId", k.id, i.currency, count(*)::integer AS count, sum(i.open)::bigint AS open
      FROM unnest($1::bigint[], $2::bigint[]) AS k (company_id, id)
      JOIN ledger.sales_invoice i ON i.company_id = k.company_id AND i.customer_id = k.id
      WHERE i.open > 0 AND i.status <> 'UNSENT' GROUP BY 1, 2, 3 ORDER BY i.currency`,
    [keys.map((key) => key.companyId), keys.map((key) => key.id)],
    'ledger.openOfCustomers',
  )
  const byCustomer = allByKey(keys, rows, ({ companyId, id }): CompanyKey => ({ companyId, id }))
  return byCustomer.map(
    (list): OpenOfCustomer => ({
      count: list.reduce((count, row) => count + row.count, 0),
      open: list.map((row) => showCents(row.open, row.currency)),
    }),
  )
})
