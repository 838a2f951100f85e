import type { MessageLetter } from '../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { ReferenceRates } from '../statute/referenceRates.ts'

export type SettingName = 'TERM_DAYS_CONSUMER' | 'TERM_DAYS_BUSINESS' | 'SMALL_REST' | 'VAT_NETTED' | 'RECALL_FEE'

export interface DatedSetting {
  readonly name: SettingName
  readonly validFrom: CalendarDate
  /** Days, cents of a euro, or 1 for yes. */
  readonly value: bigint
}

/** The dated figures of the agency's own practice, oldest first. */
export type Settings = readonly DatedSetting[]

/** What the rules need beyond the book: the agency's figures and the reference rates on record. */
export interface Practice {
  readonly settings: Settings
  readonly rates: ReferenceRates
  /** What the creditor at hand wants said in its letters; looked up where letters are written. */
  readonly ownTexts?: readonly OwnText[]
}

/** A creditor's own words in its letters of one kind and language (requirement O3). */
export interface OwnText {
  readonly kind: MessageLetter['kind']
  readonly language: MessageLetter['language']
  readonly text: string
}

export function ownTextIn(
  texts: readonly OwnText[] | undefined,
  kind: OwnText['kind'],
  language: OwnText['language'],
): string | null {
  return texts?.find((own) => own.kind === kind && own.language === language)?.text ?? null
}

/** Throws if the figure was never set: there is no default for what is asked of a debtor. */
export function settingOn(settings: Settings, name: SettingName, on: CalendarDate): bigint {
  const row = settings.findLast((setting) => setting.name === name && setting.validFrom <= on)
  if (!row) throw new Error(`The agency has no ${name} for ${on}.`)
  return row.value
}

/** The recall fee is of the price list that both sides share. */
export function loadSettings(unit: Unit): Promise<Settings> {
  return unit.rows<DatedSetting>(
    `SELECT name, valid_from AS "validFrom", value FROM agency.setting
     UNION ALL SELECT 'RECALL_FEE', valid_from, recall_fee FROM platform.price_list ORDER BY "validFrom"`,
    [],
    'agency.settings',
  )
}
