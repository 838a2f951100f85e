import { Dice } from './dice.ts'
import { BusinessIds, fakeIban, fakePhone, plainName } from './identifiers.ts'
import { type Trade, trades } from './trades.ts'
import { companyStems, places, streets, type Tongue } from './words.ts'

/** How much of everything there is. */
export interface DemoSize {
  /** Companies of the bureau; the last one has not taken the service into use. */
  readonly bureau: number
  readonly group: number
  /** Invoices of the largest and of the smallest company. */
  readonly invoices: readonly [most: number, least: number]
}

export const FULL_SIZE: DemoSize = { bureau: 40, group: 6, invoices: [600, 30] }

export interface DemoCompany {
  readonly serial: number
  readonly house: 'BUREAU' | 'GROUP'
  /** Takes the service into use so many months after the beginning; null: has not yet. */
  readonly joinsAfterMonths: number | null
  readonly name: string
  readonly tongue: Tongue
  readonly businessId: string
  readonly iban: string
  readonly street: string
  readonly postCode: string
  readonly town: string
  readonly email: string
  readonly phone: string
  readonly trade: Trade
  /** Stands on most of its invoices, where it has one. */
  readonly auxiliaryName: string | null
  readonly invoiceCount: number
  /** What its reminder sends say about the time after them. */
  readonly afterReminder: 'RETURN' | 'CONTINUE'
  /** Writes its reminders itself, and sends to the collection service only. */
  readonly writesOwnLetters: boolean
}

/** How fast the number of invoices falls from the largest company to the smallest. */
const FALL = 11

function invoiceCountOf(rank: number, [most, least]: DemoSize['invoices']): number {
  return Math.round(least + (most - least) * Math.exp(-rank / FALL))
}

function nameOf(house: DemoCompany['house'], stem: string, trade: Trade, tongue: Tongue): string {
  if (house === 'GROUP')
    return tongue === 'fi' ? `Kaukovirta ${trade.company.fi} Oy` : `Kaukovirta ${trade.company.sv} Ab`
  return tongue === 'fi' ? `${stem} ${trade.company.fi} Oy` : `${stem} ${trade.company.sv} Ab`
}

/** The companies, the large and the small mixed. */
export function makeCompanies(seed: string, size: DemoSize): DemoCompany[] {
  const dice = new Dice(`${seed} companies`)
  const businessIds = new BusinessIds(9_990_001)
  const count = size.bureau + size.group
  const stems = { fi: [...companyStems.fi], sv: [...companyStems.sv] }
  // Steps of 17 visit every rank once, as long as 17 does not divide the number of companies.
  const rankOf = (serial: number) => (serial * (count % 17 === 0 ? 1 : 17)) % count
  return Array.from({ length: count }, (_, serial): DemoCompany => {
    const house = serial < size.bureau ? 'BUREAU' : 'GROUP'
    const isNewcomer = serial === size.bureau - 1
    const tongue: Tongue = dice.chance(30) ? 'sv' : 'fi'
    const trade = trades[serial % trades.length] ?? dice.pick(trades)
    const name = nameOf(house, stems[tongue].shift() ?? `Kuvitelma ${serial}`, trade, tongue)
    const place = dice.pick(places[tongue])
    const hasAuxiliaryName = dice.chance(20)
    const writesOwnLetters = dice.chance(12)
    const joinsAfterMonths = dice.weighted([
      [1, 2],
      [2, 10],
      [4, 13],
      [3, 16],
    ])
    return {
      serial,
      house,
      joinsAfterMonths: isNewcomer ? null : joinsAfterMonths,
      name,
      tongue,
      businessId: businessIds.next(),
      iban: fakeIban(1_000 + serial),
      street: `${dice.pick(streets[tongue])} ${dice.int(1, 60)}`,
      ...place,
      email: `laskutus@${plainName(name)}.example`,
      phone: fakePhone(1_000 + serial),
      trade,
      auxiliaryName: hasAuxiliaryName ? trade.auxiliaryName[tongue] : null,
      // The one that has not begun is no giant: its overdue invoices are to be seen at a glance.
      invoiceCount: isNewcomer ? Math.round(size.invoices[1] * 2.5) : invoiceCountOf(rankOf(serial), size.invoices),
      afterReminder: dice.chance(60) ? 'CONTINUE' : 'RETURN',
      writesOwnLetters: !isNewcomer && writesOwnLetters,
    }
  })
}
