import type { InvoiceWay } from '../../exchange/messages/account.ts'
import type { StatementLanguage } from '../../exchange/settlement/statement.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { loadSettings, settingOn } from '../settings.ts'

/** What is agreed with a creditor about money. */
export interface MoneyTerms {
  readonly validFrom: CalendarDate
  /** How the agency's invoices are paid. */
  readonly way: InvoiceWay
  /** Where settlements go when the material names no account. */
  readonly iban: string | null
  /** A settlement below so many cents waits. */
  readonly minimum: bigint
  /** Of invoices. */
  readonly language: StatementLanguage
}

export interface MoneyTermsRow extends MoneyTerms {
  readonly id: bigint
  readonly madeAt: Date
}

const TERMS = `
  SELECT id, valid_from AS "validFrom", way, iban, minimum, language, made_at AS "madeAt" FROM agency.money_terms`

/** What holds on a day; where nothing is agreed, the house's way: the creditor pays unless VAT_NETTED says otherwise. */
export async function moneyTermsOn(unit: Unit, companyId: bigint, on: CalendarDate): Promise<MoneyTerms> {
  const row = await unit.row<MoneyTermsRow>(
    `${TERMS} WHERE company_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC, id DESC LIMIT 1`,
    [companyId, on],
    'agency.moneyTermsOn',
  )
  if (row) return row
  const isNetted = settingOn(await loadSettings(unit), 'VAT_NETTED', on) === 1n
  return { validFrom: on, way: isNetted ? 'NETTED' : 'PAID', iban: null, minimum: 0n, language: 'fi' }
}

/** All that was ever agreed, the newest first. */
export function moneyTermsOf(unit: Unit, companyId: bigint): Promise<MoneyTermsRow[]> {
  return unit.rows<MoneyTermsRow>(
    `${TERMS} WHERE company_id = $1 ORDER BY valid_from DESC, id DESC LIMIT 50`,
    [companyId],
    'agency.moneyTermsOf',
  )
}

export async function insertMoneyTerms(unit: Unit, companyId: bigint, terms: MoneyTerms, at: Date): Promise<bigint> {
  const { validFrom, way, iban, minimum, language } = terms
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.money_terms (company_id, valid_from, way, iban, minimum, language, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [companyId, validFrom, way, iban, minimum, language, at],
    'agency.insertMoneyTerms',
  )
  if (!row) throw new Error('The terms were not stored.')
  return row.id
}
